"""Handing powers down: which ways are open, granting a batch, publishing it."""
