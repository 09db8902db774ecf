"""The formats of exports."""

FORMS = ("csv", "xlsx", "jsonl", "sdmx", "markdown", "ics")
PLAN = "plan"
