"""The register of instruments: the papers by which powers move, when they were published and filed."""
