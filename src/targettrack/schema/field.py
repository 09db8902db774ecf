"""What a field of a record is, and how a record is written by its fields and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from targettrack.errors import TargettrackError, quoted
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Unfit(Exception):
    """A value that is not what its key takes; says what would be."""

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.said = said


def _itself(value: object) -> object:
    return value


def _as_it_is(value: object, _: str) -> object:
    return value


def _is_text(value: object) -> bool:
    return isinstance(value, str)


class Codec(NamedTuple):
    """How values of one type are written, and read back.

    Attributes:
        read: makes a value of what JSON holds; raises Unfit or a TargettrackError.
        write: makes what JSON holds of a value.
        load, dump: make a value of what a column holds, and back; None where it holds the value
            itself.
        fits: whether what a plan holds is such a value, before it is read.
        parse: makes a value of what fits, or of text that was typed, with the name of its key for
            errors; raises a TargettrackError.
        example: what would fit, as a plan has it.
        holds: what a column holds: text or whole numbers.
        parts: what follows the name of a field in those of its columns; one that has several is
            loaded from a tuple and dumped as one.
    """

    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = _itself
    load: Callable[[Any], Any] | None = None
    dump: Callable[[Any], Any] | None = None
    fits: Callable[[Any], bool] = _is_text
    parse: Callable[[Any, str], Any] = _as_it_is
    example: str = '"text"'
    holds: type = str
    parts: tuple[str, ...] = ("",)


class Option(NamedTuple):
    """The option of the command line that says what a key of a record says.

    Attributes:
        metavar: what stands for its value in help; empty for a switch.
        meant: what help says of it.
        name: what it is called, where that is not the key.
        many: whether it may be repeated.
    """

    metavar: str
    meant: str
    name: str = ""
    many: bool = False

    def typed(self, key: str) -> str:
        """Return it as it is typed, "--point", for the key that it says."""
        return f"--{(self.name or key).replace('_', '-')}"


class Field(NamedTuple):
    """One field of a record.

    Attributes:
        name: its key in JSON, and the attribute of the record.
        may_lack: whether it can be None: null in JSON and in columns.
        column: the column that holds it, but for the parts of its codec; empty where its values
            have a table of their own.
        refers: the table of which its column holds the row; empty for none.
        example: its value as the plan of the docs has it; empty for what is no key of a plan.
        words: what the docs say of it.
        required: whether a plan must have it.
        option: the option that says it; None for none.
        former: the key that an earlier version wrote in its place, and what makes its value now.
    """

    name: str
    codec: Codec
    may_lack: bool = False
    column: str = ""
    refers: str = ""
    example: str = ""
    words: str = ""
    required: bool = False
    option: Option | None = None
    former: tuple[str, Callable[[Any], Any]] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that hold it."""
        if not self.column or self.refers:
            return (self.column,) if self.column else ()
        return tuple(self.column + part for part in self.codec.parts)

    def written(self, value: Any) -> object:  # noqa: ANN401 - of its type
        """Return a value as JSON holds it."""
        return None if value is None else self.codec.write(value)

    def read(self, value: object) -> Any:  # noqa: ANN401 - of its type
        """Return the value of what JSON holds; raises Unfit or a TargettrackError."""
        return None if value is None and self.may_lack else self.codec.read(value)


Fields = tuple[Field, ...]


def field(name: str, codec: Codec, column: str | None = None, **says: Any) -> Field:  # noqa: ANN401 - as Field has it
    """Return a field that is always there; its column has its name unless another is given."""
    return Field(name, codec, column=name if column is None else column, **says)


def maybe(name: str, codec: Codec, *, refers: str = "", **says: Any) -> Field:  # noqa: ANN401 - as Field has it
    """Return a field that may be lacking, and may refer to a row of another table."""
    column = f"{name}_id" if refers else name
    return Field(name, codec, may_lack=True, column=column, refers=refers, **says)


def key(name: str, codec: Codec, example: str, words: str = "", **says: Any) -> Field:  # noqa: ANN401 - as Field has it
    """Return a key of a plan that no attribute has the name of."""
    return Field(name, codec, example=example, words=words, **says)


def keys_of(fields: Fields) -> Fields:
    """Return those of the fields that are keys of a plan."""
    return tuple(one for one in fields if one.example)


def options_of(fields: Fields) -> dict[str, Option]:
    """Return the options that say some of the fields, by the names of these."""
    return {one.name: one.option for one in fields if one.option}


def as_now(fields: Fields, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return keys as they are called now, where an earlier version has written them."""
    now = dict(data)
    for one in fields:
        if one.former is not None and one.name not in now and one.former[0] in now:
            former, made = one.former
            now[one.name] = made(now.pop(former))
    return now


def written(fields: Fields, record: object) -> dict[str, object]:
    """Return a record as an object of JSON."""
    return {one.name: one.written(getattr(record, one.name)) for one in fields}


def read(fields: Fields, data: Mapping[str, object]) -> dict[str, Any]:
    """Return the values of the fields of an object of JSON, by their names.

    What may be lacking may be left out too: an earlier version did not know of it.

    Raises:
        Unfit: what is missing, unknown or wrong, one line for each key.
    """
    names, data = {one.name for one in fields}, as_now(fields, data)
    absent = [one for one in fields if one.name not in data]
    wrong = [Message("{key} is missing", key=one.name) for one in absent if not one.may_lack]
    wrong += [
        Message("{key} is not a key of it", key=quoted(key)) for key in data if key not in names
    ]
    values: dict[str, Any] = dict.fromkeys(one.name for one in absent)
    for one in fields:
        try:
            if one.name in data:
                values[one.name] = one.read(data[one.name])
        except (Unfit, TargettrackError) as error:
            wrong.append(Message("{key}: {what}", key=one.name, what=error.said))
    if wrong:
        raise Unfit(Message("{wrong:\n}", wrong=tuple(wrong)))
    return values
