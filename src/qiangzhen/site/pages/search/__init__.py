"""One box for everything that has a name: powers, bodies, places, papers, articles of law."""
