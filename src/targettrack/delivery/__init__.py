"""Messages and schedules out of the house: the only package that talks to the network."""
