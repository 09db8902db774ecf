"""Where the data that ships with the program lies."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[0]
