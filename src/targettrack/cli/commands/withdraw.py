"""withdraw: a record that counts no more."""

from typing import Annotated

import typer

from targettrack.cli.command import Entity, Indicator, Period, Run, Scenario, command, text_option
from targettrack.cli.completion import complete_name
from targettrack.cli.output import note
from targettrack.message import Message


@command
def withdraw(
    run: Run,
    what: Annotated[
        str,
        typer.Argument(
            help="figure, target, scenario, document, entity or indicator.",
            metavar="WHAT",
            autocompletion=lambda: [
                "figure",
                "target",
                "scenario",
                "document",
                "entity",
                "indicator",
            ],
        ),
    ],
    name: Annotated[
        str,
        typer.Argument(
            help="Of a scenario, document, entity or indicator; of a figure or target, of what.",
            metavar="NAME",
            autocompletion=complete_name,
        ),
    ] = "",
    entity: Entity = "",
    indicator: Indicator = "",
    scenario: Scenario = "",
    period: Period = "",
    reason: Annotated[
        str, text_option("--reason", meant="Why; it is asked for on a terminal.", metavar="TEXT")
    ] = "",
    vintage: Annotated[
        str,
        text_option(
            "--vintage",
            meant="Only this vintage of the figure, or version of the target; else all of them.",
            metavar="NUMBER",
        ),
    ] = "",
    ytd: Annotated[bool, typer.Option("--ytd", help="The figure since 1 January.")] = False,
    single: Annotated[
        bool, typer.Option("--single", help="The figure of its own period only.")
    ] = False,
    stage: Annotated[
        str, text_option("--stage", meant="The stage of a deliverable.", metavar="NAME")
    ] = "",
) -> None:
    """Withdraw a record: it counts no more, and history keeps it with the reason.

    A scenario goes with its targets. An entity or an indicator must have nothing. As known on a day
    before (--known-at), it is still there.

    \b
    Examples:
      targettrack withdraw figure -p "Nghe An" -i grdp-growth --period 2025-H1 \\
        --reason "read from the wrong table"
      targettrack withdraw figure -p "Nghe An" -i grdp-growth --period 2025-H1 --vintage 2 \\
        --reason "mistyped"
      targettrack withdraw target -p "Nghe An" -i grdp-growth --period 2025 -s "Draft report" \\
        --reason "never issued"
      targettrack withdraw scenario "Draft report" --reason "never issued"
      targettrack withdraw entity "Nghe Ann" --reason "mistyped"
    """
    from targettrack.app.life.withdraw import THINGS, WithdrawalWords  # noqa: PLC0415
    from targettrack.app.life.withdraw import withdraw as take_back  # noqa: PLC0415
    from targettrack.cli.reason import asked_reason  # noqa: PLC0415
    from targettrack.errors import UnknownWord, UsageFault  # noqa: PLC0415
    from targettrack.render.messages.catalogue import translate  # noqa: PLC0415
    from targettrack.render.tables.status_changes import before_and_after  # noqa: PLC0415

    if what not in THINGS:
        raise UnknownWord("record to withdraw", what, THINGS)
    if ytd and single:
        raise UsageFault(Message("a figure is --ytd or --single, not both"))
    words = WithdrawalWords(
        what,
        asked_reason(reason, Message("it is withdrawn")),
        name=name,
        entity=entity,
        indicator=indicator,
        scenario=scenario,
        period=period,
        vintage=vintage,
        basis="ytd" if ytd else "single" if single else "",
        stage=stage,
        usual=run.usual,
    )
    done = take_back(run.store, run.clock, words)
    for line in done.said:
        note(translate(line, run.lang))
    if done.after:
        run.print_listing(before_and_after(done.before, done.after, run.listed))
