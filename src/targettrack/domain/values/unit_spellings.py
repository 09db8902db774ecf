"""Spellings of magnitudes, units and comparators: English, Vietnamese, Chinese, Russian, Polish."""

from __future__ import annotations

MAGNITUDES = {
    "thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "mln": 6,
    "billion": 9, "bn": 9, "thousand billion": 12, "trillion": 12, "trn": 12,
    "nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9,
    "nghìn tỷ": 12, "ngàn tỷ": 12, "nghìn tỉ": 12, "ngàn tỉ": 12,
    "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8,
    "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
    "萬": 4, "億": 8, "萬億": 12,
    "тыс.": 3, "тыс": 3, "тысяча": 3, "тысячи": 3, "тысяч": 3,
    "млн": 6, "млн.": 6, "миллион": 6, "миллиона": 6, "миллионов": 6,
    "млрд": 9, "млрд.": 9, "миллиард": 9, "миллиарда": 9, "миллиардов": 9,
    "тыс. млрд": 12, "тысяч миллиардов": 12, "трлн": 12, "трлн.": 12,
    "триллион": 12, "триллиона": 12, "триллионов": 12,
    "tys.": 3, "tys": 3, "tysiąc": 3, "tysiące": 3, "tysięcy": 3,
    "mln.": 6, "milion": 6, "miliony": 6, "milionów": 6, "miliona": 6,
    "mld": 9, "mld.": 9, "miliard": 9, "miliardy": 9, "miliardów": 9, "miliarda": 9,
    "tys. mld": 12, "tysięcy miliardów": 12, "bln": 12, "bilion": 12, "biliony": 12, "bilionów": 12,
}  # fmt: skip
"""Powers of ten; Polish counts on the long scale, so that its bilion is a trillion."""

LETTERS = {"k": 3, "m": 6}
"""Magnitudes that are units as well: without a currency behind them they may be either."""
LENGTHS = {"m", "km", "cm", "mm", "metre", "metres", "meter", "meters", "mét"}

BASES = {
    "đồng": "VND", "đ": "VND", "₫": "VND", "vnđ": "VND", "vnd": "VND", "dong": "VND",
    "越南盾": "VND", "越盾": "VND", "盾": "VND",
    "донг": "VND", "донга": "VND", "донгов": "VND",
    "вьетнамских донгов": "VND", "вьетнамских донга": "VND", "вьетнамских донг": "VND",
    "dongów": "VND", "dongi": "VND", "dongów wietnamskich": "VND", "wietnamskich dongów": "VND",
    "usd": "USD", "us$": "USD", "$": "USD", "us dollars": "USD", "đô la mỹ": "USD", "đô la": "USD",
    "美元": "USD", "долл.": "USD", "долл. сша": "USD", "долларов": "USD", "долларов сша": "USD",
    "доллара": "USD", "доллара сша": "USD", "dolarów": "USD", "dolary": "USD",
    "dolarów amerykańskich": "USD", "dolarów usa": "USD",
    "eur": "EUR", "€": "EUR", "euro": "EUR", "евро": "EUR", "欧元": "EUR",
    "人民币": "CNY", "元人民币": "CNY", "元": "CNY", "руб.": "RUB", "рублей": "RUB", "рубля": "RUB",  # noqa: RUF001
    "zł": "PLN", "złotych": "PLN", "pln": "PLN",
    "%": "%", "percent": "%", "per cent": "%", "percentage": "%",
    "pct": "%", "prozent": "%", "pour cent": "%", "pourcentage": "%", "porcentaje": "%",
    "phần trăm": "%", "процент": "%", "процента": "%",
    "процентов": "%", "procent": "%", "procenta": "%", "proc.": "%",
    "lượt": "arrivals", "lượt khách": "arrivals", "dn": "enterprises", "lao động": "people",
    "người": "people", "tấn": "tonnes", "bác sĩ": "doctors", "giường": "beds",
    "giường bệnh": "beds", "điểm": "points",
    "points": "points", "point": "points", "pp": "points", "p.p.": "points", "pp.": "points",
    "percentage points": "points", "percentage point": "points",
    "điểm %": "points", "điểm phần trăm": "points", "个百分点": "points", "百分点": "points",
    "п.п.": "points", "п. п.": "points", "процентных пунктов": "points",
    "процентных пункта": "points", "процентный пункт": "points",
    "pkt proc.": "points", "pkt. proc.": "points", "punktów procentowych": "points",
    "punkty procentowe": "points", "punkt procentowy": "points", "punktu procentowego": "points",
    "doanh nghiệp": "enterprises",
    "times": "times", "lần": "times", "倍": "times", "раза": "times", "раз": "times",
    "razy": "times", "-fold": "times", "fold": "times", "-krotnie": "times", "krotnie": "times",
    "-krotny": "times", "-krotną": "times",
}  # fmt: skip

SIGNS = {
    "$": "USD",
    "us$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "¥": "JPY",
}
CURRENCIES = frozenset({
    "VND", "USD", "EUR", "GBP", "CNY", "JPY", "KRW", "INR", "RUB", "PLN", "CHF", "AUD", "CAD",
    "NZD", "SGD", "THB", "MYR", "IDR", "PHP", "HKD", "TWD", "BRL", "MXN", "ZAR", "TRY", "UAH",
    "SEK", "NOK", "DKK", "CZK", "HUF", "RON", "AED", "SAR", "ILS", "NGN", "KES", "EGP",
})  # fmt: skip
BASES |= SIGNS | {code.casefold(): code for code in CURRENCIES}
PREFIXES = (*SIGNS, "₫", *CURRENCIES)
"""What may stand before an amount: a currency's sign or code."""

COMPARATORS_BEFORE = {
    ">=": ">=", "=>": ">=", "≥": ">=", "at least": ">=", "no less than": ">=",
    "not less than": ">=", "reach": ">=", "min": ">=", "raise to": ">=", "increase to": ">=",
    "đạt": ">=", "tăng lên": ">=", "tối thiểu": ">=", "ít nhất": ">=", "không dưới": ">=",
    "không thấp hơn": ">=", "至少": ">=", "不低于": ">=", "不少于": ">=",
    "не менее": ">=", "не меньше": ">=", "не ниже": ">=", "как минимум": ">=",
    "co najmniej": ">=", "nie mniej niż": ">=", "przynajmniej": ">=", "minimum": ">=",
    ">": ">", "over": ">", "more than": ">", "above": ">", "trên": ">", "hơn": ">",
    "超过": ">", "超": ">", "逾": ">", "高于": ">", "более": ">", "более чем": ">", "свыше": ">",
    "больше": ">", "выше": ">", "ponad": ">", "powyżej": ">", "więcej niż": ">",
    "<=": "<=", "=<": "<=", "≤": "<=", "at most": "<=", "no more than": "<=", "up to": "<=",
    "not more than": "<=", "max": "<=", "reduce to": "<=", "cut to": "<=",
    "giảm còn": "<=", "giảm xuống còn": "<=", "giảm xuống": "<=",
    "tối đa": "<=", "không quá": "<=", "không vượt quá": "<=", "不超过": "<=", "至多": "<=",
    "не более": "<=", "не больше": "<=", "не выше": "<=", "co najwyżej": "<=",
    "nie więcej niż": "<=", "maksymalnie": "<=",
    "<": "<", "under": "<", "below": "<", "less than": "<", "nearly": "<", "almost": "<",
    "dưới": "<", "gần": "<", "低于": "<", "不到": "<", "近": "<", "менее": "<", "ниже": "<",
    "почти": "<", "poniżej": "<", "mniej niż": "<", "prawie": "<", "blisko": "<", "niemal": "<",
    "about": "about", "around": "about", "~": "about", "approximately": "about", "khoảng": "about",
    "xấp xỉ": "about", "约": "about", "大约": "about", "около": "about", "примерно": "about",
    "порядка": "about", "około": "about", "ok.": "about",
    "=": "=",
}  # fmt: skip

WAYS = {
    "rise": "rise", "to rise": "rise", "raise": "rise", "to raise": "rise", "increase": "rise",
    "to increase": "rise", "grow": "rise", "up": "rise", "tăng": "rise", "tăng lên": "rise",
    "nâng lên": "rise", "上升": "rise", "增加": "rise", "提高": "rise", "рост": "rise",
    "увеличить": "rise", "wzrost": "rise", "zwiększyć": "rise",
    "fall": "fall", "to fall": "fall", "reduce": "fall", "to reduce": "fall", "decrease": "fall",
    "to decrease": "fall", "lower": "fall", "cut": "fall", "down": "fall", "giảm": "fall",
    "giảm xuống": "fall", "下降": "fall", "减少": "fall", "降低": "fall", "снижение": "fall",
    "снизить": "fall", "spadek": "fall", "zmniejszyć": "fall",
    "keep": "keep", "to keep": "keep", "hold": "keep", "maintain": "keep", "to maintain": "keep",
    "giữ": "keep", "giữ nguyên": "keep", "giữ vững": "keep", "duy trì": "keep", "保持": "keep",
    "维持": "keep", "сохранить": "keep", "utrzymać": "keep",
}  # fmt: skip
"""Which way values shall go, where no number says how far."""

COMPARATORS_AFTER = {
    "or more": ">=", "and more": ">=", "or higher": ">=", "or above": ">=", "and above": ">=",
    "trở lên": ">=", "以上": ">=", "及以上": ">=", "или более": ">=", "и более": ">=",
    "и выше": ">=", "или выше": ">=", "i więcej": ">=", "lub więcej": ">=", "i powyżej": ">=",
    "or less": "<=", "or lower": "<=", "or below": "<=", "trở xuống": "<=", "以下": "<=",
    "и менее": "<=", "или менее": "<=", "и ниже": "<=", "lub mniej": "<=", "i mniej": "<=",
    "左右": "about",
}  # fmt: skip
