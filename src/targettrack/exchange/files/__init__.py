"""What every reader and writer of files shares: sources, problems with their place, whole files."""
