"""The formats of reports."""

FORMS = ("html", "xlsx", "md", "docx", "pdf")
