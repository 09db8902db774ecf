"""A share: cumulative percent of a denominator that may itself be revised; it adds up as a flow."""

from targettrack.domain.judge.kinds.flow import Flow


class Share(Flow):
    """The rules of a share: those of a flow, in percent of its whole."""


RULES = Share()
