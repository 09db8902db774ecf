"""The command line: arguments in, one call of each package, output and exit status."""
