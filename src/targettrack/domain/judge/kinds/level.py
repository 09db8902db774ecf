"""A level: a state to reach by a date; the latest value counts, from a base on."""

from targettrack.domain.judge.kinds.measured import Measured


class Level(Measured):
    """The rules of a level."""


RULES = Level()
