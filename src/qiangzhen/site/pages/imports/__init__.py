"""Load a published list: upload, look at every row, mend what is wrong, apply all of it or nothing."""
