"""What each command records is one event; what counts of all the rows; whose hand wrote them."""
