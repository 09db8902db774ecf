"""What a record that cannot be read is."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


class Unreadable(Exception):
    """A record that holds what no version of this program has written."""


def decodes(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function that turns rows into values say so when a row cannot be one."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (ArithmeticError, KeyError, TypeError, ValueError) as error:
            raise Unreadable(str(error)) from error

    return wrapped
