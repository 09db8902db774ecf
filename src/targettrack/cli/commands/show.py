"""show: everything about one series."""

import os
import sys
from itertools import groupby
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from targettrack.cli.command import Entity, Indicator, Rulebook, Run, command
from targettrack.cli.completion import complete_name
from targettrack.cli.output import say
from targettrack.message import Message, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records import indicator as measures
    from targettrack.domain.series.case import Case

MOST_ROWS = 30


@command
def show(
    run: Run,
    typed: Annotated[
        list[str] | None,
        typer.Argument(
            help="Any name of the entity, if there are several, and of the indicator.",
            metavar="[ENTITY] INDICATOR",
            autocompletion=complete_name,
        ),
    ] = None,
    entity: Entity = "",
    indicator: Indicator = "",
    rulebook: Rulebook = "",
    chart: Annotated[
        bool, typer.Option("--chart", help="Draw the chart also where no terminal reads.")
    ] = False,
    no_chart: Annotated[bool, typer.Option("--no-chart", help="Draw no chart.")] = False,
) -> None:
    """Show one series: verdicts with their arithmetic, a chart, figures, past verdicts.

    \b
    Examples:
      targettrack show "Nghe An" grdp-growth
      targettrack show "Nghe An" "budget revenue" --as-of 2025-06-10
      targettrack show "Nghe An" "budget revenue" --rulebook council-10
      targettrack show "Nghe An" grdp-growth --chart > growth.txt
    """
    from targettrack.app.judge.history import judge_series  # noqa: PLC0415
    from targettrack.app.record.typed_words import named_series  # noqa: PLC0415
    from targettrack.errors import UsageFault  # noqa: PLC0415
    from targettrack.render.json_records import status_json  # noqa: PLC0415
    from targettrack.render.messages.catalogue import translate  # noqa: PLC0415
    from targettrack.render.tables import series as render  # noqa: PLC0415
    from targettrack.render.tables.arithmetic import explanation  # noqa: PLC0415

    if chart and (no_chart or run.format in {"json", "csv"}):
        raise UsageFault(
            Message("--chart draws for people: leave out --no-chart and --format json or csv")
        )
    named = named_series(run.store, typed or (), entity, indicator, run.usual)
    found = judge_series(run.store, run.clock, *named, run.rulebook(rulebook))
    if run.format == "json":
        verdicts, rules = found.verdicts, found.rulebook.id
        say(status_json(verdicts, run.clock.as_of, run.clock.known_at, rules, explain=True))
        return
    figures = render.figure_listing(found.series, run.clock.as_of, run.listed)
    if run.format == "csv":
        run.print_listing(figures)
        return
    say(render.heading(found.series, run.lang))
    for one in found.verdicts:
        say("\n" + explanation(one, run.lang, run.text_width()))
    if chart or (sys.stdout.isatty() and run.is_table and not no_chart):
        _print_charts(run, found.series.indicator, found.judged)
    for title, listing in (
        (word("Trajectories"), render.trajectory_listing([case for case, _ in found.judged])),
        (word("Figures"), figures),
        (
            word("Past verdicts, from what is known now"),
            render.past_listing(found.pasts, run.lang),
        ),
    ):
        if listing.rows:
            say(f"\n{translate(title, run.lang)}")
            run.print_listing(listing)


def _print_charts(
    run: Run, indicator: "measures.Indicator", judged: "Sequence[tuple[Case, Assessment]]"
) -> None:
    """Draw a chart for each period that has targets, as large as the terminal allows."""
    from targettrack.cli.streams import plain  # noqa: PLC0415
    from targettrack.domain.views.chart_data import curves_of  # noqa: PLC0415
    from targettrack.render.charts.terminal import chart  # noqa: PLC0415

    size = get_terminal_size()
    height = min(size.lines - 1, MOST_ROWS)
    ordered = sorted(judged, key=lambda pair: pair[0].target.period)
    for _, pairs in groupby(ordered, key=lambda pair: pair[0].target.period):
        lines = curves_of(list(pairs))
        if not lines:
            continue
        drawn = chart(lines, indicator, run.lang, size.columns, height)
        say("\n" + (plain(drawn) if os.environ.get("TERM") == "dumb" else drawn))
