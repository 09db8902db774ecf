"""Plans: what they would change, applying them, and what is doubtful in them or in a store."""
