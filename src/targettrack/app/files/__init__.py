"""Records from files into the store: figures, tables, exports, reports of the press."""
