"""Blocks and listings for the terminal."""
