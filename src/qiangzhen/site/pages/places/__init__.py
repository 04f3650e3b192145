"""Places on pages: the tree, one place with its past and its figures, and the forms that change them."""
