"""What is doubtful among the records of a store or in a plan."""
