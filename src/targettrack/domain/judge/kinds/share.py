"""A share: cumulative percent of a denominator that may itself be revised."""

from targettrack.domain.judge.kinds.measured import Measured


class Share(Measured):
    """The rules of a share."""


RULES = Share()
