"""Lists of figures as CSV and SDMX, read and written."""
