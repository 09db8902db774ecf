"""status: which targets are on track, worst first."""

from typing import TYPE_CHECKING, Annotated

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
    from collections.abc import Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.rulebook import Rulebook as Rules


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
      targettrack status --roll-up --period 2025
      targettrack status --check || echo "something is off track"
      targettrack status --off-track --post https://example.vn/hook
    """
    from targettrack.app.judge.assessments import (  # noqa: PLC0415
        OFF_TRACK,
        chosen_rulebook,
        judged,
        selected,
        wanted_verdicts,
    )

    wanted = wanted_verdicts(only, off_track=off_track)
    rules = chosen_rulebook(rulebook)
    chosen = selected(entity, indicator, scenario, period)
    assessments = judged(run, chosen, rules, explain=explain)
    shown = [one for one in assessments if not wanted or one.status in wanted]
    if post:
        post_status(run, shown, rules.id, post)
    elif not roll_up:
        print_status(run, shown, rules.id, explain=explain, wide=wide)
    else:
        print_rolled_up(run, shown, assessments, rules, explain=explain, wide=wide)
    if not assessments:
        note("no target was known for this: add one with targettrack add-target")
    elif not shown:
        note(f"none of {len(assessments)} targets has that verdict")
    if check and any(one.status in OFF_TRACK for one in shown):
        raise typer.Exit(1)


def post_status(run: Run, shown: "Sequence[Assessment]", rulebook: str, url: str) -> None:
    """Send verdicts to an address on the web, as `--format json` prints them."""
    from targettrack.delivery.webhook import post_json  # noqa: PLC0415
    from targettrack.render.json_records import status_json  # noqa: PLC0415

    post_json(url, status_json(shown, run.as_of, run.known_at, rulebook))
    note(f"sent {len(shown)} verdicts")


def print_rolled_up(
    run: Run,
    shown: "Sequence[Assessment]",
    every: "Sequence[Assessment]",
    rules: "Rules",
    *,
    explain: bool,
    wide: bool,
) -> None:
    """Print verdicts and the roll-ups of `every` one, in the format that was asked for."""
    from targettrack.app.judge.assessments import rolled_up  # noqa: PLC0415
    from targettrack.render.json_records import status_json  # noqa: PLC0415
    from targettrack.render.tables import rollup as render  # noqa: PLC0415

    found = rolled_up(every, rules)
    if run.format == "json":
        records = [render.roll_up_record(one) for one in found]
        say(status_json(shown, run.as_of, run.known_at, rules.id, records, explain=explain))
    elif not run.is_table:
        run.print_listing(render.roll_up_listing(found, run.lang))
    else:
        print_status(run, shown, rules.id, explain=explain, wide=wide)
        for one in found:
            say(
                ("\n" if shown else "")
                + render.roll_up_text(one, run.lang, run.text_width(), explain=explain)
            )


def print_status(
    run: Run,
    shown: "Sequence[Assessment]",
    rulebook: str,
    *,
    explain: bool = False,
    wide: bool = False,
) -> None:
    """Print verdicts in the format that was asked for."""
    if run.format == "json":
        from targettrack.render.json_records import status_json  # noqa: PLC0415

        say(status_json(shown, run.as_of, run.known_at, rulebook, explain=explain))
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
        run.show(*status_blocks(shown, run.lang, wide=roomy))
