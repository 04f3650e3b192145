"""Suppose a law, an article or a paper falls: what falls with it, and taking it back in one act."""
