"""What is recorded: entities, indicators, scenarios, targets, observations, documents, letters."""
