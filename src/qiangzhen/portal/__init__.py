"""What the public sees and asks: published lists, one page a power, and "who may do this here?"."""
