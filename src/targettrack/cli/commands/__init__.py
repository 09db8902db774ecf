"""A module per command: its arguments, one call of app, and what is printed."""
