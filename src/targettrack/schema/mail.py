"""The fields of what was mailed: letters, and what recipients of alerts were told."""

from base64 import b64decode, b64encode

from targettrack.domain.records.letter import LetterState
from targettrack.domain.values.status import Status
from targettrack.message import Message
from targettrack.schema.codecs import ANY_TEXT, MOMENT, NAME, PERIOD, WHOLE, word
from targettrack.schema.field import Codec, Unfit, field


def _message(value: object) -> bytes:
    try:
        return b64decode(ANY_TEXT.read(value), validate=True)
    except ValueError:
        raise Unfit(Message("it is no message in base64")) from None


LETTER = (
    field("key", ANY_TEXT),
    field("address", ANY_TEXT),
    field("subject", ANY_TEXT),
    field("message", Codec(_message, lambda message: b64encode(message).decode("ascii"))),
    field("state", word(LetterState, "state")),
    field("attempts", WHOLE),
    field("created_at", MOMENT),
    field("changed_at", MOMENT),
    field("next_try", MOMENT),
    field("error", ANY_TEXT),
)
REMEMBERED = (
    field("recipient", NAME),
    field("entity", NAME),
    field("indicator", NAME),
    field("scenario", NAME),
    field("period", PERIOD),
    field("level", word(Status, "status")),
    field("calm", WHOLE),
    field("figure", ANY_TEXT),
)
