"""Each field of each record once: its name, what it holds, how files and columns have it."""
