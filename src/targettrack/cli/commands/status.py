"""status: which targets are on track, worst first."""

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from targettrack.cli.command import (
    WIDE_ENOUGH,
    Entity,
    Everything,
    Indicator,
    OffTrack,
    Rulebook,
    Run,
    Scenario,
    Settled,
    Verdicts,
    Within,
    command,
    text_option,
)
from targettrack.cli.completion import complete_order
from targettrack.cli.output import note, say
from targettrack.errors import NothingToCheck
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.app.judge.assessments import Judged
    from targettrack.domain.views.untargeted import Untargeted


class Layout(NamedTuple):
    """How verdicts are printed for people: a line each, in blocks, with every column, explained.

    Attributes:
        bare: the figures without a target that are lines too.
    """

    explain: bool = False
    long: bool = False
    wide: bool = False
    bare: "Sequence[Untargeted]" = ()


ON_ONE_SCREEN = Layout()


@command
def status(
    run: Run,
    entity: Entity = "",
    indicator: Indicator = "",
    scenario: Scenario = "",
    period: Within = "",
    only: Verdicts = None,
    off_track: OffTrack = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Exit 1 if any target shown is off-track or missed, 3 if there is none."
        ),
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print the arithmetic of each verdict.")
    ] = False,
    long: Annotated[
        bool, typer.Option("--long", help="Show all that is said of each target, in blocks.")
    ] = False,
    wide: Annotated[bool, typer.Option("--wide", help="As --long, with every column.")] = False,
    owner: Annotated[
        str, text_option("--owner", meant="Only what somebody answers for.", metavar="NAME")
    ] = "",
    sort: Annotated[
        str,
        text_option(
            "--sort",
            meant="worst (default), odds, name, owner or end.",
            metavar="ORDER",
            autocompletion=complete_order,
        ),
    ] = "",
    expected_misses: Annotated[
        bool,
        typer.Option(
            "--expected-misses", help="First what is more likely missed than met: odds under 50%."
        ),
    ] = False,
    legend: Annotated[
        bool, typer.Option("--legend", help="Say what the signs and headings mean.")
    ] = False,
    settled: Settled = False,
    everything: Everything = False,
    superseded: Annotated[
        bool,
        typer.Option(
            "--superseded", help="Also the targets of scenarios that another one has replaced."
        ),
    ] = False,
    rulebook: Rulebook = "",
    post: Annotated[
        str,
        text_option(
            "--post",
            meant="Send the verdicts there as JSON instead of printing them.",
            metavar="URL",
        ),
    ] = "",
    roll_up: Annotated[
        bool,
        typer.Option(
            "--roll-up",
            help="Then the whole: how many targets of each tier are met, how far it has come, the "
            "three worst. Counts what is listed, whatever --status shows, and of a period that is "
            "named every target; csv and markdown hold the whole only.",
        ),
    ] = False,
) -> None:
    """Show each open target in a line, worst first; below why, for the three worst.

    What is settled is shown once more, if that was after the last report by mail, or in the last
    month; later with --settled or --all, or with the period that it was for. A figure without a
    target is a line too, with its change on last year.

    \b
    Examples:
      targettrack status
      targettrack status --entity "Nghe An" --long
      targettrack status --owner "Department of Finance" --sort odds
      targettrack status --expected-misses
      targettrack status --off-track --explain
      targettrack status --as-of 2025-06-10 --format json
      targettrack status --rulebook eurostat
      targettrack status --rulebook colours.toml --format json
      targettrack status --roll-up --within 2025
      targettrack status --settled
      targettrack status --check || echo "something is off track"
      targettrack status --off-track --post https://example.vn/hook
    """
    from targettrack.app.judge.arranged import arranged  # noqa: PLC0415
    from targettrack.app.judge.assessments import (  # noqa: PLC0415
        figures_without_target,
        judge,
        selected,
        wanted_statuses,
        which,
    )
    from targettrack.cli.progress import watched  # noqa: PLC0415

    found = judge(
        run.store,
        run.clock,
        selected(entity, indicator, scenario, period, superseded=superseded or everything),
        run.rulebook(rulebook),
        wanted_statuses(only, off_track=off_track),
        asked=which(settled=settled, everything=everything),
        explain=explain,
        watch=watched,
    )
    found = arranged(found, run.owner(owner), sort, misses_first=expected_misses)
    narrowed = (only, off_track, owner, scenario, period, post, settled)
    bare: Sequence[Untargeted] = ()
    if run.is_table and not (explain or long or wide or any(narrowed)):
        bare = figures_without_target(run.store, run.clock, selected(entity, indicator))
    layout = Layout(explain=explain, long=long or wide, wide=wide, bare=bare)
    if post:
        from targettrack.app.report.post import post_status  # noqa: PLC0415 - rarely asked for

        post_status(found, post)
        note(Message("sent {shown} verdicts", shown=len(found.shown)))
    elif not roll_up:
        print_status(run, found, layout)
    else:
        _print_rolled_up(run, found, layout)
    _tell_more(run, found, layout, legend=legend)
    if check and not found.listed:
        raise NothingToCheck
    if check and found.is_off_track:
        raise typer.Exit(1)


def _tell_more(run: Run, found: "Judged", layout: Layout, *, legend: bool) -> None:
    """Explain signs and headings where that was asked for, and say what was not found."""
    if legend and run.is_table:
        from targettrack.render.tables import status_lines  # noqa: PLC0415

        run.show(*status_lines.legend(run.lang))
    if not found.every and not layout.bare:
        note(Message("no target was known for this: add one with targettrack add-target"))
    elif found.listed and not found.shown:
        note(Message("none of {listed} targets has that verdict", listed=len(found.listed)))


def _print_rolled_up(run: Run, found: "Judged", layout: Layout) -> None:
    """Print verdicts and the roll-ups of every one, in the format that was asked for."""
    from targettrack.app.judge.assessments import grouped, rolled_up  # noqa: PLC0415
    from targettrack.render.json_records import status_json  # noqa: PLC0415
    from targettrack.render.tables import rollup as render  # noqa: PLC0415

    whole = rolled_up(found.counted, found.rulebook)
    if run.format == "json":
        records = [render.roll_up_record(one) for one in whole]
        clock, rules = found.clock, found.rulebook.id
        say(
            status_json(
                found.shown,
                clock.as_of,
                clock.known_at,
                rules,
                records,
                groups=_group_records(found),
                explain=layout.explain,
            )
        )
    elif not run.is_table:
        run.print_listing(render.roll_up_listing(whole, run.listed))
    else:
        print_status(run, found, layout)
        for one in whole:
            say(
                ("\n" if found.shown else "")
                + render.roll_up_text(one, run.lang, run.text_width(), explain=layout.explain)
            )
        for line in render.group_lines(grouped(found.counted, found.rulebook), run.lang):
            say(line)


def _group_records(found: "Judged") -> "list[dict[str, Any]]":
    """Return the ratings of groups, which only a rulebook of bands has."""
    from targettrack.app.judge.assessments import grouped  # noqa: PLC0415

    groups = grouped(found.counted, found.rulebook)
    if not groups:
        return []
    from targettrack.render.tables.rollup import group_record  # noqa: PLC0415 - rarely needed

    return [group_record(one) for one in groups]


def print_status(run: Run, found: "Judged", layout: Layout = ON_ONE_SCREEN) -> None:
    """Print the verdicts that are shown in the format that was asked for."""
    shown, clock = found.shown, found.clock
    if run.format == "json":
        from targettrack.render.json_records import status_json  # noqa: PLC0415

        rules, groups, asked = found.rulebook.id, _group_records(found), layout.explain
        say(status_json(shown, clock.as_of, clock.known_at, rules, groups=groups, explain=asked))
    elif run.format == "markdown":
        from targettrack.render.tables.summary import status_summary  # noqa: PLC0415

        run.print_listing(status_summary(shown, run.lang))
    elif not run.is_table:
        from targettrack.render.tables.summary import status_listing  # noqa: PLC0415

        run.print_listing(status_listing(shown))
    elif layout.explain:
        from targettrack.render.tables.arithmetic import explanation  # noqa: PLC0415

        width = run.text_width()
        say("\n\n".join(explanation(one, run.lang, width) for one in shown))
    elif layout.long and shown:
        from targettrack.render.tables.status import status_blocks  # noqa: PLC0415

        console = run.console()
        roomy = layout.wide or (console.is_terminal and console.width >= WIDE_ENOUGH)
        run.show(*status_blocks(shown, run.lang, console.width, wide=roomy))
    elif shown or layout.bare:
        from targettrack.render.tables.status_lines import Screen, status_lines  # noqa: PLC0415

        width = run.console().width
        run.show(*status_lines(Screen(shown, layout.bare, run.lang, width)))
    if run.is_table and found.unlisted:
        from targettrack.render.messages.words import unlisted_line  # noqa: PLC0415

        say(unlisted_line(found.unlisted, run.lang))
