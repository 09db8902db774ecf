"""What is special about each kind of indicator, a module a kind."""
