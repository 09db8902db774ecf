"""Files in and out: plans as TOML, figures as CSV, and the data that ships with the program."""
