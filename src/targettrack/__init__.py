"""targettrack: record targets and figures, and see which targets are on track."""

__version__ = "0.1.0"
