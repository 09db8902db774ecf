# ruff: noqa: E501, RUF001, ISC004 - tables of words in several alphabets
"""Forms of periods: what each kind of phrase is written like, as regular expressions over folded text.

In a form {y} is a year, {m} a month's number and {mon} its name, {d} a day, {q} a quarter, {h} a half, {n} a
count of months, {w} a week; {of} joins a part to its year.
"""

import re

FIRST = {
    "thang", "quy", "nam", "ngay", "tu", "tuan", "giai", "thoi", "ky", "first", "second", "third",
    "fourth", "last", "week", "quarter", "year", "fiscal", "fy", "cy", "half", "dau", "nua", "niem",
    "from", "between", "trimestre", "semestre", "quartal", "kwartal", "triwulan", "kuartal", "kw",
    "jahr", "annee", "ano", "rok", "tahun", "period", "term", "nien", "den", "up", "to", "hasil",
    "polrocze", "semester", "the", "vu", "calendar", "nhiem",
}  # fmt: skip
"""Words that a period may begin with."""

PARTS = {
    "{y}": r"(?P<y>(?:19|20)\d\d)",
    "{yy}": r"(?P<yy>\d\d(?:\d\d)?)",
    "{d}": r"(?P<d>0?[1-9]|[12]\d|3[01])",
    "{m}": r"(?P<m>0?[1-9]|1[0-2])",
    "{n}": r"(?P<n>0?[1-9]|1[0-2]|[a-z]{3,7}(?: mot| hai)?)",
    "{q}": r"(?P<q>0?[1-4]|iv|iii|ii|i|first|second|third|fourth|1st|2nd|3rd|4th|nhat|mot|hai|ba|tu|bon)",
    "{h}": r"(?P<h>[12]|ii|i|first|second|1st|2nd)",
    "{w}": r"(?P<w>0?[1-9]|[1-4]\d|5[0-3])",
    "{mon}": r"(?P<mon>[^\W\d_]{3,12}|thang [a-z]+(?: mot| hai)?)\.?",
    "{vmon}": r"(?P<vmon>gieng|mot|hai|ba|tu|bon|sau|bay|tam|chin|muoi(?: mot| hai)?|chap)",
    # What joins a part to its year, and words that only say "year" or "month".
    "{of}": r"(?:\s*[/\- ]\s*|\s+)(?:(?:of|nam|de|del|of the|in|the year|year|roku|rok|года|год|г\.?|tahun)\s+)?",
    "{s}": r"\s*[/.\-]\s*",
    "{the}": r"(?:(?:the|cua|trong)\s+)?",
    "{q-word}": r"(?:quarter|quy|qtr|trimestre|quartal|kwartal|triwulan|kuartal|trim\.?|квартал[а-я]*)",
    "{h-word}": r"(?:half|semestre|semester|halbjahr|polrocze|polugodie|полугодие|полугодия|nua)",
    "{w-word}": r"(?:week|tuan|kw|wk|semaine|woche|tydzien|minggu)",
    "{y-word}": r"(?:nam|year|calendar year|cy|annee|ano|jahr|rok|tahun|el ano)",
    "{end}": r"(?:\s*(?:года|год|гг?)\.?|\s+roku)?",
}
FORMS: dict[str, tuple[str, ...]] = {
    "day": (
        "(?:ngay )?{d}{s}{m}{s}{y}", "{y}{s}{m}{s}{d}", "(?:ngay )?{d} thang {m}(?: nam |/| ){y}",
        "{d}(?:st|nd|rd|th|\\.)? (?:de )?{mon}(?: de)? {y}{end}", "{mon} {d}(?:st|nd|rd|th)? {y}",
        "{y}年{m}月{d}日",
    ),
    "month": (
        "{y}-{m}", "{y}/{m}", "{m}{s}{y}", "(?:thang|t) ?{m}(?: nam ?|\\s*[/\\-. ]\\s*){y}",
        "thang {vmon}(?: nam|/) ?{y}", "{mon}{of}{y}{end}", "{y}[ \\-]{mon}", "{y} ?-?m ?{m}",
        "{mon}[-' ]+'?(?P<short>\\d\\d)", "{y}年{m}月", "month {m}{of}{y}", "{y} (?:thang|month|t) ?{m}",
        "{y-word} {y} (?:thang |month |t){m}", "{y-word} {y} (?:month )?{mon}",
    ),
    "quarter": (
        "{q-word} {q}{of}{y}", "{q}(?:er|e|o)? {q-word}{of}{y}", "{y-word} {y} (?:{q-word} |q){q}", "{the}{q}\\.? {q-word}{of}{y}{end}",
        "q{q}{of}{y}", "{y}[ \\-/]?q{q}", "{q}q{of}{y}", "{y} {q-word} {q}", "{y}年?第?{q}季度",
        "q{q}{y}",
    ),
    "half": (
        "h{h}{of}{y}", "{y}[ \\-/]?h{h}", "{the}{h}\\.? {h-word}{of}{y}{end}", "{h}h{of}{y}",
        "{h-word} {h}{of}{y}", "s{h}{of}{y}", "{y}[ \\-]s{h}", "{h} {h-word}{of}{y}{end}",
    ),
    "half_start": ("nua dau nam {y}",),
    "half_end": ("(?:6|sau) thang cuoi nam {y}", "nua cuoi nam {y}"),
    "so_far": (
        "{n}t nam {y}", "(?:{y-word} )?{y} {n} (?:thang|months)", "{n} thang dau nam {y}", "{n} thang(?: nam|/| ) ?{y}", "{n} ?t{s}{y}", "{n}t {y}",
        "{the}first {n} months{of}{y}", "{n} months?{of}{y}", "{n} ?m{of}{y}", "{y}[ \\-/]?{n}m",
        "{n} premiers mois{of}{y}", "{y}年1-{n}月", "{y}年前{n}个月",
    ),
    "so_far_day": (
        "(?:tinh )?den (?:het )?(?:ngay )?{d}{s}{m}{s}{y}",
        "(?:tinh )?den (?:het )?ngay {d} thang {m}(?: nam |/){y}",
    ),
    "week": (
        "{y}[ \\-]?w{w}", "w{w}{of}{y}", "{w-word} {w}{of}{y}", "{y} {w-word} {w}",
    ),
    "fiscal": (
        "(?:fy|fiscal year|financial year|nien do|nam tai khoa) ?{y}\\s*[/\\-]\\s*{yy}",
        "{y}\\s*/\\s*(?P<two>\\d\\d)", "{y}\\s*-\\s*(?P<two>\\d\\d)",
    ),
    "fiscal_one": ("(?:fy|fiscal year|financial year|nien do|nam tai khoa) ?{y}", "fy ?'?\\d\\d"),
    "years": ("{y}\\s*[/\\-]\\s*{yy}",),
    "term": (
        "(?:giai doan|thoi ky|nhiem ky|period|term|ky ke hoach|from|tu nam|between)"
        " (?:nam )?{y}\\s*(?:-|den nam|den|to|and|until|/)\\s*{yy}",
    ),
    "year": ("{y-word} {y}", "{y}", "{y} ?年", "{y}{end}", "{y} {y-word}"),
}  # fmt: skip
# Within a year that stands elsewhere.
YEARLESS: dict[str, tuple[str, ...]] = {
    "day": ("(?:ngay )?{d}{s}{m}", "(?:ngay )?{d} thang {m}", "{d}\\.? {mon}", "{mon} {d}"),
    "month": ("(?:thang|t) ?{m}", "thang {vmon}", "{mon}", "month {m}"),
    "quarter": ("{q-word} {q}", "q{q}", "{the}{q} {q-word}", "{q}q"),
    "half": ("h{h}", "{h}h", "{the}{h} {h-word}(?: of the year)?"),
    "half_end": ("(?:6|sau) thang cuoi(?: nam)?",),
    "so_far": (
        "{n} thang(?: dau)?(?: nam)?", "{n}t", "{n}m", "{the}first {n} months", "{n} months",
    ),
    "week": ("{w-word} {w}", "w{w}"),
}  # fmt: skip
JOIN = re.compile(r"\s+(?:den het|den|to|until|through|bis|do|au|al|hingga|по)\s+|\s*[-/]\s*")
LEAD = re.compile(r"^(?:tu|from|between|du|od|с) (?:ngay )?")
