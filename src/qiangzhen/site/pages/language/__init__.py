"""Choosing between Chinese and English; kept in a cookie, no account needed."""
