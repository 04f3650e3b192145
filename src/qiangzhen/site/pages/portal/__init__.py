"""The public pages: what the county published, who may do what, and how to check a receipt. Nobody signs in."""
