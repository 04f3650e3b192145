"""What people click: one folder a subject, each with its views, addresses and forms."""
