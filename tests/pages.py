"""What a page says, read by parsing it."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """A page as tags with their attributes, and its tables as rows of cells.

    Attributes:
        tags: every start tag with its attributes, in order.
        rows: the text of the cells of each row of the table.
        text: all that is read, without styles and scripts.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self._silent = False
        self._in_table = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._silent = tag in {"style", "script"}
        self._in_table = tag == "table" or self._in_table
        if self._in_table and tag == "tr":
            self.rows.append([])
        elif self._in_table and tag in {"th", "td"}:
            self.rows[-1].append("")
        elif self._in_table and self.rows and self.rows[-1]:
            self.rows[-1][-1] += " "  # what is below another thing is another word

    def handle_endtag(self, tag: str) -> None:
        self._silent = self._silent and tag not in {"style", "script"}
        self._in_table = self._in_table and tag != "table"

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.text += data
        if self._in_table and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data

    def found(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every tag of a name."""
        return [attributes for name, attributes in self.tags if name == tag]

    def cells(self) -> list[list[str]]:
        """Return the rows of the table below its headings, each cell with single spaces."""
        return [[" ".join(cell.split()) for cell in row] for row in self.rows[1:]]
