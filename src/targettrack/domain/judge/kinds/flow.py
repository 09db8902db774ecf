"""A flow: amounts that add up over the period to a total; counts too."""

from targettrack.domain.judge.kinds.measured import Measured


class Flow(Measured):
    """The rules of a flow."""


RULES = Flow()
