"""Guiding catalogues issued from above: their items, and which powers of the county they mean."""
