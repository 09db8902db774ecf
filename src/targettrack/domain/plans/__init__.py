"""What a plan or a report says, and what it would change in a store."""
