"""status: which targets are on track, worst first."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from targettrack.cli.command import (
    WIDE_ENOUGH,
    Entity,
    Indicator,
    OffTrack,
    Period,
    Rulebook,
    Run,
    Scenario,
    Verdicts,
    command,
    text_option,
)
from targettrack.cli.output import note, say

if TYPE_CHECKING:
    from targettrack.app.judge.assessments import Judged


@command
def status(
    run: Run,
    entity: Entity = "",
    indicator: Indicator = "",
    scenario: Scenario = "",
    period: Period = "",
    only: Verdicts = None,
    off_track: OffTrack = False,
    check: Annotated[
        bool, typer.Option("--check", help="Exit 1 if any target shown is off-track or missed.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print the arithmetic of each verdict.")
    ] = False,
    wide: Annotated[bool, typer.Option("--wide", help="Show every column.")] = False,
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
            "three worst. Counts every verdict, whatever --status shows; csv and markdown hold "
            "the whole only.",
        ),
    ] = False,
) -> None:
    """Show each target's verdict, gap and need, worst first.

    \b
    Examples:
      targettrack status --province "Nghe An"
      targettrack status --off-track --explain
      targettrack status --as-of 2025-06-10 --format json
      targettrack status --rulebook eurostat
      targettrack status --rulebook colours.toml --format json
      targettrack status --roll-up --period 2025
      targettrack status --check || echo "something is off track"
      targettrack status --off-track --post https://example.vn/hook
    """
    from targettrack.app.judge.assessments import judge, selected, wanted_statuses  # noqa: PLC0415
    from targettrack.cli.progress import watched  # noqa: PLC0415

    found = judge(
        run.store,
        run.clock,
        selected(entity, indicator, scenario, period),
        run.rulebook(rulebook),
        wanted_statuses(only, off_track=off_track),
        explain=explain,
        watch=watched,
    )
    if post:
        from targettrack.app.report.post import post_status  # noqa: PLC0415 - rarely asked for

        post_status(found, post)
        note(f"sent {len(found.shown)} verdicts")
    elif not roll_up:
        print_status(run, found, explain=explain, wide=wide)
    else:
        _print_rolled_up(run, found, explain=explain, wide=wide)
    if not found.every:
        note("no target was known for this: add one with targettrack add-target")
    elif not found.shown:
        note(f"none of {len(found.every)} targets has that verdict")
    if check and found.is_off_track:
        raise typer.Exit(1)


def _print_rolled_up(run: Run, found: "Judged", *, explain: bool, wide: bool) -> None:
    """Print verdicts and the roll-ups of every one, in the format that was asked for."""
    from targettrack.app.judge.assessments import grouped, rolled_up  # noqa: PLC0415
    from targettrack.render.json_records import status_json  # noqa: PLC0415
    from targettrack.render.tables import rollup as render  # noqa: PLC0415

    whole = rolled_up(found.every, found.rulebook)
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
                explain=explain,
            )
        )
    elif not run.is_table:
        run.print_listing(render.roll_up_listing(whole, run.lang))
    else:
        print_status(run, found, explain=explain, wide=wide)
        for one in whole:
            say(
                ("\n" if found.shown else "")
                + render.roll_up_text(one, run.lang, run.text_width(), explain=explain)
            )
        for line in render.group_lines(grouped(found.every, found.rulebook), run.lang):
            say(line)


def _group_records(found: "Judged") -> "list[dict[str, Any]]":
    """Return the ratings of groups, which only a rulebook of bands has."""
    from targettrack.app.judge.assessments import grouped  # noqa: PLC0415

    groups = grouped(found.every, found.rulebook)
    if not groups:
        return []
    from targettrack.render.tables.rollup import group_record  # noqa: PLC0415 - rarely needed

    return [group_record(one) for one in groups]


def print_status(run: Run, found: "Judged", *, explain: bool = False, wide: bool = False) -> None:
    """Print the verdicts that are shown in the format that was asked for."""
    shown, clock = found.shown, found.clock
    if run.format == "json":
        from targettrack.render.json_records import status_json  # noqa: PLC0415

        rules, groups = found.rulebook.id, _group_records(found)
        say(status_json(shown, clock.as_of, clock.known_at, rules, groups=groups, explain=explain))
    elif run.format == "markdown":
        from targettrack.render.tables.summary import status_summary  # noqa: PLC0415

        run.print_listing(status_summary(shown, run.lang))
    elif not run.is_table:
        from targettrack.render.tables.summary import status_listing  # noqa: PLC0415

        run.print_listing(status_listing(shown))
    elif explain:
        from targettrack.render.tables.arithmetic import explanation  # noqa: PLC0415

        width = run.text_width()
        say("\n\n".join(explanation(one, run.lang, width) for one in shown))
    elif shown:
        from targettrack.render.tables.status import status_blocks  # noqa: PLC0415

        console = run.console()
        roomy = wide or (console.is_terminal and console.width >= WIDE_ENOUGH)
        run.show(*status_blocks(shown, run.lang, console.width, wide=roomy))
