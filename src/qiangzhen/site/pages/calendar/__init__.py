"""Working days on pages: a year with its holidays, and how a time limit of law is computed."""
