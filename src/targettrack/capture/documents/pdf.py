"""PDF files with a text layer, through pypdf where it is installed."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

from targettrack.capture.documents.document_text import Paper, Unusable, tidied, title_of, unwrapped
from targettrack.message import Message

if TYPE_CHECKING:
    from pypdf import PdfReader

LETTERS = 20  # on a page; what a scan has are page numbers at most


def read_pdf(data: bytes) -> Paper:
    """Read the text layer of a PDF file.

    Raises:
        Unusable: pypdf is not installed, or the file is encrypted, damaged, or a scan.
    """
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - an extra
        from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415
    except ImportError:
        raise Unusable(Message('PDF needs pypdf: pip install "targettrack[capture]"')) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it comments on what it can repair
    try:
        reader = PdfReader(io.BytesIO(data))
        pages = _pages(reader)
        title = reader.metadata.title if reader.metadata else None
    except DependencyError:
        raise Unusable(Message("it is encrypted: save it without a password")) from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Unusable(
            Message("it is damaged ({error}): save or print it to PDF once more", error=str(error))
        ) from None
    except RecursionError:
        raise Unusable(
            Message("it is damaged, its parts contain each other: save it once more")
        ) from None
    if sum(char.isalpha() for page in pages for char in page) < LETTERS * len(pages):
        raise Unusable(Message("it is a scan without text: recognise it first, ocrmypdf IN OUT"))
    paragraphs = tidied(part for page in pages for part in unwrapped(page.splitlines()))
    stated = tidied([title or ""])
    return Paper(stated[0] if stated else title_of(paragraphs), None, paragraphs)


def _pages(reader: PdfReader) -> list[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unusable(Message("it is encrypted: save it without a password"))
    return [page.extract_text() for page in reader.pages]
