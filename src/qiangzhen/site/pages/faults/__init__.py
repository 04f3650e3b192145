"""Pages for what did not work: refused, not found, stale form, fault."""
