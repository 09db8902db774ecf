"""Domain values as text, tables, JSON and CSV; nothing is computed here."""
