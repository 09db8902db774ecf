"""Pages, annexes and exports: what is in them, and which file it becomes."""
