"""Signing in and out, the second factor, one's password, and the post one acts as."""
