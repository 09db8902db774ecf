"""Steps by which a store's tables change; each is released once and never edited."""
