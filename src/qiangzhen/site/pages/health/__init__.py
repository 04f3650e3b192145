"""Whether the system is fit to work, for monitors and load balancers."""
