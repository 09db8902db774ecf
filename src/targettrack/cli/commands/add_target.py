"""add-target: what a series should reach, under which scenario, along which trajectory."""

from typing import Annotated, Any

import typer

from targettrack.cli.command import Entity, Indicator, Run, Scenario, command_in, text_option
from targettrack.cli.completion import complete_name
from targettrack.cli.output import note
from targettrack.message import Message
from targettrack.schema.target import OPTIONS


@command_in(said=OPTIONS)
def add_target(
    run: Run,
    typed: Annotated[
        list[str] | None,
        typer.Argument(
            help='Whose, of what, and as people write it: "8%", "at most 4 EUR", "99% kept", done; '
            'or without a number "rise", "fall" or "keep".',
            metavar="[ENTITY] INDICATOR VALUE",
            autocompletion=complete_name,
        ),
    ] = None,
    entity: Entity = "",
    indicator: Indicator = "",
    period: Annotated[
        str,
        text_option("--period", meant="What it is for, 2025; default this year.", metavar="PERIOD"),
    ] = "",
    by: Annotated[
        str,
        text_option(
            "--by",
            meant="Or the day by which it is met, 2025-05-31.",
            metavar="DATE",
        ),
    ] = "",
    scenario: Scenario = "Plan",
    revise: Annotated[
        bool,
        typer.Option(
            "--revise",
            help="Replace the target that is there; what is left unsaid stays. Both are kept.",
        ),
    ] = False,
    **said: Any,  # noqa: ANN401 - by key of a target
) -> None:
    """Record a target; entity, scenario and well-known indicators are added as needed.

    With --revise, prints the verdict on each target before and after, as of --as-of.

    \b
    Examples:
      targettrack add-target "Nghe An" disbursement 30% --by 2025-05-31
      targettrack add-target Acme subscribers 10000 --by 2026-12-31
      targettrack add-target uptime "99.9% kept"
      targettrack add-target trainings 120 --kind flow

    \b
    More examples:
      targettrack add-target -p "Nghe An" -i grdp-growth --period 2025 "10.5%" \\
        --scenario "Growth scenario 2025" --tier stretch --quarter 2025-Q1=8.94% \\
        --quarter 2025-Q2=10.02% --quarter 2025-Q3=10.97% --quarter 2025-Q4=11.76%
      targettrack add-target -p "Nghe An" -i disbursement --period 2025 95% \\
        --closing 2026-01-31 --denominator "10003.954 bn VND" --trajectory seasonal
      targettrack add-target -p "Ha Giang" -i "budget revenue" --period 2025 \\
        "2,700 bn VND" --profile-of "Nghe An" --scenario "Council"
      targettrack add-target -e Vinh -i "Houses repaired" --kind flow --unit houses \\
        --period 2025 "120 houses"
      targettrack add-target -p "Nghe An" -i grdp-growth --period 2025 "1.5-1.7 times" \\
        --relative-to "Viet Nam" --scenario "Draft report"
      targettrack add-target -p "Nghe An" -i on-time-procedures --period 2025 ">= 99%" \\
        --volume 2100
      targettrack add-target -p "Nghe An" -i poverty-rate --period 2025 fall
      targettrack add-target -p "Nghe An" -i on-time-procedures --period 2025 ">= 99%" \\
        --scenario "Three in four" --hold share --of-periods 75%
      targettrack add-target -p "Nghe An" -i "Action programme" --kind deliverable \\
        --period 2025-06 --start 2025-05-04 --stage drafted=40 --stage consulted=30 \\
        --stage submitted=20 --stage issued=10 done
    """
    from targettrack.app.record.target import record_target  # noqa: PLC0415
    from targettrack.app.record.target_words import TargetWords  # noqa: PLC0415
    from targettrack.app.record.typed_words import without_day  # noqa: PLC0415
    from targettrack.cli.questions import completed  # noqa: PLC0415
    from targettrack.errors import UsageFault  # noqa: PLC0415
    from targettrack.render.messages.catalogue import translate  # noqa: PLC0415
    from targettrack.render.tables.status_changes import before_and_after  # noqa: PLC0415

    named, met_by = without_day(typed or ())
    if by and met_by:
        raise UsageFault(
            Message("it is to be met by {met_by} or by {by}: say one of them", met_by=met_by, by=by)
        )
    said["owner"] = run.owner(said["owner"])
    words = TargetWords(
        entity=entity,
        indicator=indicator,
        period=period,
        by=run.listener.said("DATE", "by", met_by) or by,
        typed=named,
        usual=run.usual,
        scenario=scenario,
        **said,
    )

    done = completed(
        words,
        lambda known: record_target(run.store, run.clock, known, run.reads, revise=revise),
        run.lang,
        run.listener.answer,
    )
    for line in done.said:
        note(translate(line, run.lang))
    if revise and done.after:
        run.print_listing(before_and_after(done.before, done.after, run.listed))
