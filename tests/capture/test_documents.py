"""Reports in every form that people send them, made by the programs that make them."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
from datetime import date
from pathlib import Path

import docx
import pypdf
import pytest
from fpdf import FPDF

from targettrack.capture.documents import read_paper
from targettrack.faults import FileFault

TITLE = "Nghệ An: thu ngân sách đạt 11.360 tỷ đồng"
BODY = (
    "Thu ngân sách nhà nước trên địa bàn 5 tháng đầu năm đạt 11.360 tỷ đồng, "
    "bằng 64,1% dự toán và tăng 8,4% so với cùng kỳ năm 2024."
)
DAY = date(2025, 6, 10)
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def refused(data: bytes, encoding: str = "") -> str:
    with pytest.raises(FileFault) as caught:
        read_paper(data, "report", encoding)
    (line,) = str(caught.value).splitlines()
    assert line.startswith("report: ")
    return line


# --- plain text ---------------------------------------------------------------------------------

PLAIN = f"{TITLE}\nNghệ An, ngày 10 tháng 6 năm 2025\n\n{BODY}\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_by_its_mark_or_as_utf8(encoding: str) -> None:
    paper = read_paper(PLAIN.encode(encoding), "report")
    assert (paper.title, paper.published) == (TITLE, DAY)
    assert paper.paragraphs[-1] == BODY


def test_another_encoding_is_said_so_and_read_where_it_is_named() -> None:
    data = "Báo cáo tháng 5: xuất khẩu".encode("cp1258", "ignore")
    line = refused(data)
    assert "it is not UTF-8 from byte 1 on" in line
    assert "--encoding windows-1258" in line
    assert read_paper(data, "report", "windows-1258").paragraphs[0].startswith("Báo cáo")


def test_an_encoding_that_there_is_not_is_named() -> None:
    assert 'no encoding is called "viscii-9"' in refused(b"text", "viscii-9")


def test_lines_that_were_broken_to_fit_a_page_are_one_paragraph() -> None:
    broken = (
        "The state budget revenue in the area in the first 5 months was\n"
        "VND11,360 billion, reaching 64.1% of the estimate. The province\n"
        "goes on.\n\nA second paragraph.\n"
    )
    first, second = read_paper(broken.encode(), "report").paragraphs
    assert first.endswith("5 months was VND11,360 billion, reaching 64.1% of the estimate. "
                          "The province goes on.")  # fmt: skip
    assert second == "A second paragraph."


def test_broken_lines_of_chinese_are_joined_without_a_space() -> None:
    text = "前5个月,该地区国家预算收入达11.36万亿越\n南盾,达计划的64.1%,同比增长8.4%。\n"
    (only,) = read_paper(text.encode(), "report").paragraphs
    assert "越南盾" in only


def test_letters_are_composed_and_what_is_not_printed_is_dropped() -> None:
    decomposed = "Nghe\u0323\u0302 An\u200b \u00ad\x0bđạt"
    assert read_paper(decomposed.encode(), "report").paragraphs == ("Nghệ An đạt",)


@pytest.mark.parametrize(
    "line",
    [
        "10/6/2025", "14:34, 10/06/2025", "2025-06-10", "10 June 2025", "June 10, 2025",
        "2025年6月10日", "Hà Nội, ngày 10 tháng 6 năm 2025",
    ],
)  # fmt: skip
def test_a_short_line_with_a_day_is_the_dateline(line: str) -> None:
    assert read_paper(f"{TITLE}\n{line}\n{BODY}".encode(), "report").published == DAY


def test_a_day_inside_a_sentence_and_one_that_there_is_not_are_no_dateline() -> None:
    sentence = f"{BODY} Nghị quyết được ban hành ngày 5 tháng 2 năm 2025 tại phiên họp thường kỳ."
    paper = read_paper(f"{TITLE}\n{sentence}\n31/02/2025".encode(), "report")
    assert paper.published is None


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"...\n---\n"])
def test_nothing_to_read_is_said_so(data: bytes) -> None:
    assert "there is no text in it" in refused(data)


def test_bytes_that_are_no_text_are_refused() -> None:
    assert "it is no text" in refused(b"\x00\x01\x02")


# --- web pages ----------------------------------------------------------------------------------

PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE} | Báo Nghệ An</title>
<meta property="article:published_time" content="2025-06-10T08:30:00+07:00">
<script>var x = "GRDP 99%";</script><style>p {{ color: red }}</style></head><body>
<nav><ul><li>Kinh tế</li><li>Hà Giang tăng 12%</li></ul></nav>
<article><h1>{TITLE}</h1><p>Thu ngân sách nhà nước trên địa bàn 5&nbsp;tháng đầu năm đạt
<b>11.360</b> tỷ đồng, bằng 64,1% dự toán và tăng 8,4% so với cùng kỳ năm 2024.</p>
<table><tr><th>Chỉ tiêu</th><th>5 tháng</th></tr><tr><td>Thu nội địa</td><td><p>10.069</p></td></tr>
</table><p>Dòng một<br>cùng đoạn<br><br>đoạn khác</p></article>
<aside>Tin khác: Cao Bằng 6,52%</aside><footer>© 2025</footer></body></html>"""


def test_a_page_is_its_article_with_the_day_that_it_states() -> None:
    paper = read_paper(PAGE.encode(), "report")
    assert (paper.title, paper.published) == (TITLE, DAY)
    assert paper.paragraphs == (
        TITLE,
        BODY,
        "Chỉ tiêu | 5 tháng",
        "Thu nội địa | 10.069",
        "Dòng một cùng đoạn",
        "đoạn khác",
    )


def test_a_page_without_an_article_leaves_out_what_surrounds_the_text() -> None:
    plain = PAGE.replace("article>", "section>")
    texts = read_paper(plain.encode(), "report").paragraphs
    assert BODY in texts
    assert not any("Hà Giang" in text or "Cao Bằng" in text or "99%" in text for text in texts)


def test_a_page_is_decoded_as_it_says_or_as_is_asked() -> None:
    page = PAGE.replace("utf-8", "utf-16").encode("utf-16")
    assert BODY in read_paper(page, "report").paragraphs
    russian = '<html><meta charset="windows-1251"><p>Рост 8,4% за год</p></html>'
    assert read_paper(russian.encode("cp1251"), "report").paragraphs == ("Рост 8,4% за год",)
    undeclared = russian.replace("windows-1251", "utf-8").encode("cp1251")
    assert "it is not UTF-8" in refused(undeclared)
    assert read_paper(undeclared, "report", "cp1251").paragraphs == ("Рост 8,4% за год",)


def test_a_day_for_search_engines_counts_and_elements_left_open_do_no_harm() -> None:
    page = """<html><body><script type="application/ld+json">
    {"@type": "NewsArticle", "datePublished": "2025-06-10T01:00:00Z"}</script>
    <div><p>One figure, 8.24%<p>Another, 30.01%<ul><li>third</div></nav>&lt;last&gt;"""
    paper = read_paper(page.encode(), "report")
    assert paper.published == DAY
    assert paper.paragraphs == ("One figure, 8.24%", "Another, 30.01%", "third", "<last>")


# --- documents ----------------------------------------------------------------------------------


def document(*, title: str = "") -> bytes:
    made = docx.Document()
    made.core_properties.title = title
    made.add_heading(TITLE, level=1)
    made.add_paragraph("Nghệ An, ngày 10 tháng 6 năm 2025")
    paragraph = made.add_paragraph("Thu ngân sách nhà nước trên địa bàn 5 tháng đầu năm đạt ")
    paragraph.add_run("11.360").bold = True
    paragraph.add_run(" tỷ đồng, bằng 64,1% dự toán và tăng 8,4% so với cùng kỳ năm 2024.")
    table = made.add_table(rows=2, cols=2)
    for row, cells in zip(
        table.rows, [("Chỉ tiêu", "5 tháng"), ("Thu nội địa", "10.069")], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    made.add_paragraph("Hết.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_document_gives_its_paragraphs_and_the_rows_of_its_tables_in_order() -> None:
    paper = read_paper(document(), "report")
    assert (paper.title, paper.published) == (TITLE, DAY)
    assert paper.paragraphs[2:] == (BODY, "Chỉ tiêu | 5 tháng", "Thu nội địa | 10.069", "Hết.")


def test_a_title_in_the_properties_counts() -> None:
    assert read_paper(document(title="Báo cáo 5 tháng"), "report").title == "Báo cáo 5 tháng"


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped(xl__workbook_xml=""), "workbook: targettrack import"),
        (zipped(content_xml=""), "OpenDocument"),
        (zipped(notes=""), "zip file without a document"),
        (zipped(word__document_xml="<w:document"), "damaged"),
        (document()[:4000], "damaged"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or an encrypted document"),
        (b"{\\rtf1 text}", "RTF"),
    ],
)
def test_what_is_no_document_is_told_with_what_would_help(data: bytes, words: str) -> None:
    assert words in refused(data)


def test_a_zip_bomb_is_refused_before_it_fills_the_memory() -> None:
    assert "more than 50 MB: it is no report" in refused(
        zipped(word__document_xml="<w>" + " " * 60_000_000)
    )


def test_entities_that_grow_are_refused() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert "declares entities" in refused(zipped(word__document_xml=laughs))


def test_a_document_with_a_password_is_told() -> None:
    data = bytearray(document())
    at = data.find(b"word/document.xml") - 30
    while at >= 0 and data[at : at + 4] != b"PK\x03\x04":
        at -= 1
    central = data.find(b"PK\x01\x02")
    while data[central + 46 : central + 63] != b"word/document.xml":
        central = data.find(b"PK\x01\x02", central + 1)
    struct.pack_into("<H", data, central + 8, 1)
    struct.pack_into("<H", data, at + 6, 1)
    assert "encrypted: save it without a password" in refused(bytes(data))


# --- PDF ----------------------------------------------------------------------------------------

ENGLISH = (
    "State budget revenue in the area in the first 5 months was VND11,360 billion, reaching "
    "64.1% of the estimate, up 8.4% over the same period last year."
)


def printed(*paragraphs: str, font: Path | None = None) -> bytes:
    made = FPDF()
    made.add_page()
    if font:
        made.add_font("plain", fname=font)
    made.set_font("plain" if font else "helvetica", size=12)
    for text in paragraphs:
        made.multi_cell(0, 6, text)
        made.ln(4)
    return bytes(made.output())


def test_a_pdf_gives_paragraphs_of_the_lines_on_its_pages() -> None:
    paper = read_paper(printed("Report of May", "10 June 2025", ENGLISH, "The end."), "report")
    assert (paper.title, paper.published) == ("Report of May", DAY)
    assert ENGLISH in paper.paragraphs


@pytest.mark.skipif(not FONT.is_file(), reason="no font with Vietnamese letters")
def test_a_pdf_in_vietnamese_is_read_with_its_marks() -> None:
    assert BODY in read_paper(printed(TITLE, BODY, font=FONT), "report").paragraphs


def test_a_scan_without_text_says_what_it_needs() -> None:
    made = FPDF()
    made.add_page()
    made.rect(10, 10, 100, 100)
    line = refused(bytes(made.output()))
    assert "scan without text" in line
    assert "ocrmypdf" in line


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_an_encrypted_pdf_is_told(algorithm: str) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed(ENGLISH)))
    writer.encrypt("secret", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    assert "encrypted: save it without a password" in refused(out.getvalue())


@pytest.mark.parametrize("keep", [9, 60, 400])
def test_a_broken_pdf_is_told_in_one_line(keep: int) -> None:
    assert "damaged" in refused(printed(ENGLISH)[:keep])


def test_without_pypdf_the_line_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert 'pip install "targettrack[capture]"' in refused(printed(ENGLISH))
