"""Recording by hand: names that are known or new, figures, targets, and the status that changed."""
