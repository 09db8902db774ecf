"""The value that is expected at every date, and the seasons that shape it."""
