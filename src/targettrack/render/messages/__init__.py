"""What is said to people: sentences, numbers and units in words, in the language asked for."""
