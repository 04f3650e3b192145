"""The law as data: statutes with their articles, rules with their examples, and what rests on each. Open to everybody."""
