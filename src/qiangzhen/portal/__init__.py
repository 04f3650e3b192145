"""What everybody may see without signing in: published powers, who exercises them where, and who may do what.

Nothing is shown here that was not published: a power by its newest published
version, a mandate only when the paper that granted it has been published. The rule
stands in one place, ``portal.queries._published``, and every read goes through it.
"""
