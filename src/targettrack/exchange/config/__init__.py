"""Files of settings: the configuration, its tables about mail, rulebooks."""
