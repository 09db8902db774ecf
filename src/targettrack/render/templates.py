"""The templates of pages and mail; whatever they are given is escaped."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment() -> Environment:
    """Return what reads our templates; whatever they are given is escaped."""
    return Environment(
        loader=PackageLoader("targettrack"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
