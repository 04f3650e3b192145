"""Who acts: bodies, units, posts and people, certificates, and which post may do what."""
