"""The words of a statement that nothing has read; with any of them it is not understood.

Who reads every word from the name of what is measured to the number, and on to the end of the
clause, cannot take exports to one market, of one branch or of ten provinces for exports.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from targettrack.capture.lexicon import HAN, spans

if TYPE_CHECKING:
    from targettrack.capture.lexicon import Lexicon
    from targettrack.capture.sentence import Sentence

_BREAK = re.compile(r",(?!\d)|(?<!\d),|[;:，；：、。()（）«»„”“\"]|\s[-–—]\s")  # noqa: RUF001
_PART = re.compile(r",(?!\d)|(?<!\d),|[;，；、。()（）«»„”“\"]|\s[-–—]\s")  # noqa: RUF001
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")  # noqa: RUF001


def reach(sentence: Sentence, position: int, *, target: bool) -> tuple[int, int]:
    """Return where the words that an amount stands among begin and end.

    They begin with the clause that names what is measured, or after a word that joins it to
    another, or after the amount before where none names it; they end likewise.
    """
    amount, lex = sentence.amounts[position], sentence.setting.lex
    begin = sentence.begin(position) + _clause_of_name(sentence, position, target=target)
    right = sentence.rest[amount.end : amount.end + len(sentence.right(position))]
    stops = [m.start() for m in (_BREAK.search(right), lex.cues["joins"].search(right)) if m]
    own = [s for s in spans(sentence.setting.measures.patterns, right) if s.start > 0]
    return begin, amount.end + min([*stops, len(right), *(s.start for s in own)])


def _clause_of_name(sentence: Sentence, position: int, *, target: bool) -> int:
    """Return where in the words before an amount the first clause with an indicator begins.

    What stands before a colon belongs to what follows; growth alone is a name in targets only.
    """
    left, lex = sentence.left(position), sentence.setting.lex
    growth = {name: lex.cues[name] for name in ("economy", "growth")} if target else {}
    names = spans(sentence.setting.measures.patterns, left) or spans(growth, left)
    if not names:
        return 0
    until = left[: names[0].start]
    ends = [m.end() for m in (*_PART.finditer(until), *lex.cues["joins"].finditer(until))]
    return max(ends, default=0)


def leftover(sentence: Sentence, position: int, begin: int, end: int) -> str:
    """Return the words of a stretch that nothing has read; empty where all were."""
    amount, lex = sentence.amounts[position], sentence.setting.lex
    before, after = sentence.rest[begin : amount.start], sentence.rest[amount.end : end]
    unread = [*_unread(before, lex), *_unread(after, lex)]
    return " ".join(unread)


def _unread(rest: str, lex: Lexicon) -> list[str]:
    if lex.spaced:
        return [word for word in _WORD.findall(rest) if word.casefold() not in lex.skip]
    for word in sorted(lex.skip, key=len, reverse=True):
        rest = rest.replace(word, " ")
    return [piece for piece in rest.split() if HAN.search(piece) or any(map(str.isalnum, piece))]
