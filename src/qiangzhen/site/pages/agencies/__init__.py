"""Bodies and people on pages, with the forms of the administrator; numbers of people are shown masked."""
