"""Methods of others: ratings and scores that a rulebook may ask for."""
