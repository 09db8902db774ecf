"""How a period is likely to end: projections, a module a method, and the odds."""
