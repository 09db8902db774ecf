"""Plans as TOML, read and written."""
