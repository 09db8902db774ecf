"""Each kind answers in a module of its own, and is loaded with the first that asks for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from targettrack.domain.judge.kinds.protocol import rules_of
from targettrack.domain.records.kind import Kind


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_has_a_module_with_its_name(kind: Kind) -> None:
    rules = rules_of(kind)
    assert type(rules).__module__ == f"targettrack.domain.judge.kinds.{kind}"
    assert type(rules).__name__ == kind.value.capitalize()


def test_the_rules_of_one_kind_load_no_other() -> None:
    code = (
        "import sys\n"
        "from targettrack.domain.judge.kinds.protocol import rules_of\n"
        "from targettrack.domain.records.kind import Kind\n"
        "rules_of(Kind.GROWTH)\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    others = {f"targettrack.domain.judge.kinds.{kind}" for kind in Kind if kind is not Kind.GROWTH}
    assert not others & set(done.stdout.split())
