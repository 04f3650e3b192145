"""The powers that exist: who holds each by law, on what basis, in which version, and how lists of them are read in."""
