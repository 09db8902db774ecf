"""What leaves the house as HTML: the page of a report, and mail."""
