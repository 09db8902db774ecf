"""Tables as offices have them: where they are, what their columns mean, and their figures."""
