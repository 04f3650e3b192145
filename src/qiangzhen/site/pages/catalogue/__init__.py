"""The catalogue of powers: lists, one power, entering and revising, copies in Excel, Word and print.

Other subjects add parts to the page of one power through ``sections``.
"""
