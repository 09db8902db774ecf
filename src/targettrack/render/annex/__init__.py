"""The annex that offices hand in, as text, Word and Excel."""
