"""Web pages: what is read of them, not what surrounds it."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from targettrack.capture.documents.dateline import day_in
from targettrack.capture.documents.document_text import CELLS, Paper, tidied, title_of
from targettrack.capture.documents.text import decoded

if TYPE_CHECKING:
    from datetime import date

_LEFT_OUT = {
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button",
    "select", "svg", "iframe", "figcaption", "video", "audio", "head",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd",
    "section", "article", "main", "header", "blockquote", "pre", "table", "caption", "tr",
    "figure", "hr", "body", "address", "details", "summary",
}  # fmt: skip
_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
    "track", "wbr",
}  # fmt: skip
_MAIN = {"article", "main"}
_PUBLISHED = {
    "article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate",
    "date", "dc.date", "dc.date.issued", "dcterms.date", "parsely-pub-date",
}  # fmt: skip
_STATED = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
WIDEST = 100  # columns of one cell; more is a trap
ENOUGH = 200  # characters of an article; with fewer it is a teaser


class _Reader(HTMLParser):
    """Collects paragraphs, the title and the day; unclosed elements end with what is around."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.inside: Counter[str] = Counter()  # how many of each are open, however deep it nests
        self.texts: list[tuple[str, bool]] = []
        self.line: list[str] = []
        self.breaks = 0
        self.span = 0  # columns of the last cell of the row
        self.title: list[str] = []
        self.headline: list[str] = []
        self.days: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._look_for_day(tag, given)
        if tag == "br":
            self.breaks += 1
            self.line.append(" ")
            if self.breaks > 1 and not self.inside["tr"]:
                self._end_line()
        if tag in {"td", "th"} and self.inside["table"] < 2:  # noqa: PLR2004 - no table in a cell
            self.line.append(CELLS * self.span)
            told = given.get("colspan", "")
            self.span = min(int(told), WIDEST) if told.isdecimal() and int(told) else 1
        elif tag == "tr" or (tag in _BLOCKS and not self.inside["tr"]):
            self._end_line()
        elif tag in _BLOCKS:
            self.line.append(" ")
        if tag not in _VOID:
            self.open.append(tag)
            self.inside[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if not self.inside[tag]:
            return
        if tag == "tr" or (tag in _BLOCKS and self.inside["tr"] == (tag == "table")):
            self._end_line()
        closed = ""
        while closed != tag:
            closed = self.open.pop()
            self.inside[closed] -= 1

    def handle_data(self, data: str) -> None:
        if self.inside["title"] and not self.inside["svg"]:
            self.title.append(data)
        elif not any(self.inside[tag] for tag in _LEFT_OUT):
            self.line.append(data)
            self.breaks = 0 if data.strip() else self.breaks
            if self.inside["h1"]:
                self.headline.append(data)
        elif self.open[-1] == "script":
            self.days.extend(_STATED.findall(data))

    def _look_for_day(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("property") or given.get("name") or given.get("itemprop") or ""
        if tag == "meta" and name.lower() in _PUBLISHED:
            self.days.insert(0, given.get("content", ""))
        elif tag == "time":
            self.days.append(given.get("datetime", ""))

    def _end_line(self) -> None:
        text = "".join(self.line) + CELLS * (self.span - 1)
        self.texts.append((text, any(self.inside[tag] for tag in _MAIN)))
        self.line, self.breaks, self.span = [], 0, 0

    def close(self) -> None:
        super().close()
        self._end_line()


def read_html(page: bytes | str) -> Paper:
    """Read a page: its article or main part where that is more than a teaser, else all of it.

    Scripts, navigation, forms and what stands beside the text are left out; the cells of a row
    are apart. The day is the one that the page states for machines.
    """
    reader = _Reader()
    reader.feed(page if isinstance(page, str) else _decoded(page))
    reader.close()
    inside = tidied(text for text, is_main in reader.texts if is_main)
    enough = sum(map(len, inside)) >= ENOUGH
    paragraphs = inside if enough else tidied(text for text, _ in reader.texts)
    headings = tidied(["".join(reader.headline), "".join(reader.title)])
    title = headings[0] if headings else title_of(paragraphs)
    if title and title not in paragraphs:
        paragraphs = (title, *paragraphs)
    return Paper(title, _day(reader.days), paragraphs)


def _decoded(page: bytes) -> str:
    """Decode a page by its mark or UTF-8; else as it says itself."""
    said = _CHARSET.search(page[:4000])
    named = said[1].decode("ascii") if said else ""
    plain = page.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))
    return decoded(page, "" if plain or named.lower() in {"utf-8", "utf8"} else named)


def _day(stated: list[str]) -> date | None:
    days = (day_in(text) for text in stated)
    return next((day for day in days if day is not None), None)
