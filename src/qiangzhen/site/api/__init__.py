"""The API: open data and the three questions in their fixed forms, for programs.

Everything here reads; nothing changes anything. What is public is what the public
pages show, through the same queries. Every fault has one shape,
``{"faults": [{"field", "problem", "text"}]}``, in the language of Accept-Language.
"""
