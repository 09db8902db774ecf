"""Run the command line with `python -m targettrack`."""

from targettrack.cli.main import main

main()
