"""Whole stories in a real browser, told by what people read on the page.

The demonstration county is loaded once; each story gets its own copy and its own
server, as the product is started with ``make run``. Pictures are kept where the
environment variable ``JOURNEYS_PICTURES`` names a folder.
"""
