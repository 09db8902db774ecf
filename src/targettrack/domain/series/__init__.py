"""One indicator of one entity: its figures, what was reached, sums of parts and of children."""
