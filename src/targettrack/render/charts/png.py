"""A chart as a picture, for messages: mail programs show no SVG."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import vl_convert

from targettrack.render.templates import environment

if TYPE_CHECKING:
    from targettrack.render.charts.svg import Drawing

SHARP = 2.0  # pixels for each of the drawing's, so that text is sharp on a phone
_STYLES = {
    "band": 'fill="#1d5c99" fill-opacity="0.16" stroke="none"',
    "projection": 'stroke="#1d5c99" stroke-dasharray="5 4"',
    "figures": 'stroke="#1c2126" stroke-width="2.25"',
    "way1": 'stroke-dasharray="9 3"',
    "way2": 'stroke-dasharray="2 3"',
}


def chart_png(drawn: Drawing, title: str) -> bytes:
    """Return a chart as PNG, on white, with a title above and what its letters mean below."""
    styles = defaultdict(str, _STYLES)
    svg = environment().get_template("chart.svg").render(drawn=drawn, title=title, styles=styles)
    return vl_convert.svg_to_png(svg.strip(), scale=SHARP)
