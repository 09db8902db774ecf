"""Everything a store holds as lines of JSON, to be restored from."""
