"""The web: settings, addresses, sign-in, desks, page frame, API, commands, start-up.

The apps below know nothing of pages. Everything a person clicks is here, in
``pages/``, one folder a subject; everything a program calls is in ``api/``.
"""
