"""From a selection of targets to their assessments, and lists of what a store knows."""
