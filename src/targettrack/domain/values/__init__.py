"""Values without a life of their own: periods, quantities, numbers, names, steps, status."""
