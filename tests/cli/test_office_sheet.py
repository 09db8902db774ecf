"""The monthly sheet of an office: plan, month, total, last year and percent of plan in one row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

SHEET = """TT,Chỉ tiêu,Đơn vị tính,Kế hoạch năm 2025,Thực hiện tháng 10/2025,\
Lũy kế 10 tháng năm 2025,Cùng kỳ năm trước,% so KH
1,Thu ngân sách nhà nước trên địa bàn,Tỷ đồng,17722,2050,21200,19850,"119,6"
2,Giải ngân vốn đầu tư công,%,95,"7,2","58,7","55,1",
3,Lượt khách du lịch,Lượt,9500000,700000,8600000,7900000,"90,5"
4,Kim ngạch xuất khẩu,Triệu USD,3300,"310,5","3105,4",2480,"94,1"
5,Chỉ số PCI,Điểm,68,,,,
"""


def test_it_comes_in_with_one_command_and_every_column_in_its_role(cli: Cli, here: Path) -> None:
    (here / "october.csv").write_text(SHEET, "utf-8")
    store = ("--db", here / "store.db")
    read = ("-p", "Nghệ An", "--scenario", "Plan 2025", "--yes", "--recorded-on", "2025-11-03")
    done = cli("import", "october.csv", *read, *store)
    assert done.status == 0, done.err
    assert "doubtful" not in done.err
    assert "recorded 12, revised 0, unchanged 0\n5 targets\ncells: 20 seen = 17 read" in done.err
    judged = cli("status", "--as-of", "2025-11-05", "--format", "json", *store)
    rows = {row["indicator"]: row for row in json.loads(judged.out)["rows"]}
    told = {name: (row["target"], row["value"], row["status"]) for name, row in rows.items()}
    assert told == {
        "public-investment": (95, 58.7, "off-track"),
        "pci": (68, None, "no-data"),
        "tourist-arrivals": (9_500_000, 8_600_000, "on-track"),
        "export-turnover": (3300, 3105.4, "on-track"),
        "budget-revenue": (17_722, 21_200, "achieved"),
    }
    figures = cli("history", "-i", "public-investment", "--format", "csv", *store).out
    assert [line for line in figures.splitlines() if "2024-01/2024-10" in line]
