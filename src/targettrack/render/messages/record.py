"""A message as JSON carries it: its English text, its id and what stands in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from targettrack.message import Message, Number

if TYPE_CHECKING:
    from targettrack.domain.values.step import Step
    from targettrack.message import Argument

DIGITS = 12
EXACT = 15  # digits that a JSON reader's double keeps


def number(value: Decimal | None) -> int | float | None:
    """Return a JSON number: what was typed as it is, what was computed at twelve digits."""
    if value is None:
        return None
    if value == value.to_integral_value():
        return int(value)
    typed = len(value.as_tuple().digits) <= EXACT
    return float(value if typed else f"{value:.{DIGITS}g}")


def message_record(text: str | Message) -> dict[str, Any]:
    """Return a message; the id is the English pattern, by which catalogues know it."""
    if isinstance(text, str):
        return {"text": text, "id": text, "arguments": {}}
    arguments: Any = {name: _argument(one) for name, one in text.arguments.items()}
    if text.numbers:
        arguments = [number(one) for one in text.numbers]
    return {"text": str(text), "id": text.pattern, "arguments": arguments}


def step_record(step: Step) -> dict[str, Any]:
    """Return a line of arithmetic: a message with its name, result and remark."""
    return {
        "name": message_record(step.name),
        **message_record(step),
        "result": number(step.result),
        "unit": str(step.unit),
        "remark": message_record(step.remark) if step.remark else None,
    }


def _argument(argument: Argument) -> Any:  # noqa: ANN401 - as JSON has it
    match argument:
        case Message():
            return message_record(argument)
        case Number(value, _, unit, bound):
            found = {"value": number(value), "unit": unit}
            return {**found, "bound": bound.strip()} if bound else found
        case tuple():
            return [_argument(one) for one in argument]
        case Decimal():
            return number(argument)
        case date():
            return argument.isoformat()
    return argument if isinstance(argument, int) else str(argument)
