"""log: a figure, or the next vintage of one, and the verdicts that it changes."""

from typing import Annotated, Any

import typer

from targettrack.cli.command import Entity, Indicator, Period, Run, command_in, text_option
from targettrack.cli.completion import complete_name
from targettrack.cli.output import note
from targettrack.message import Message
from targettrack.schema.observation import OPTIONS


@command_in(said=OPTIONS)
def log(
    run: Run,
    typed: Annotated[
        list[str] | None,
        typer.Argument(
            help='Whose, of what, and what it is: 8.24%, "11360 bn VND", 8900, done.',
            metavar="[ENTITY] INDICATOR VALUE",
            autocompletion=complete_name,
        ),
    ] = None,
    entity: Entity = "",
    indicator: Indicator = "",
    period: Period = "",
    owner: Annotated[
        str,
        text_option("--owner", meant="Alone: only what somebody answers for.", metavar="NAME"),
    ] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse a figure that looks like a slip.")
    ] = False,
    **said: Any,  # noqa: ANN401 - by key of a figure
) -> None:
    """Record a figure; on a period that has one, record a revision. Both are kept.

    Alone, on a terminal, it asks for each figure that is due, oldest first.

    Without --period it is of the month, quarter or year that is due. Prints what changed, and the
    verdict on each target before and after, as of --as-of. A figure
    that looks like a slip beside the others (ten times as much, a running total as one month's) is
    asked about on a terminal; elsewhere it is recorded with a warning, or refused with --strict.

    \b
    Examples:
      targettrack log
      targettrack log "Nghe An" disbursement 30.01%
      targettrack log subscribers 8900 --period 2026-10

    \b
    More examples:
      targettrack log -p "Nghe An" -i grdp-growth --period 2025-H1 8.24% --ytd --estimated \\
        --source "Statistics Office, 2025-07-05"
      targettrack log -p "Nghe An" -i "budget revenue" --period 2025-01/2025-05 "11,360 bn VND"
      targettrack log -p "Nghe An" -i disbursement --period 2025-01-01/2025-05-20 "2703.973 bn VND"
      targettrack log -p "Nghe An" -i on-time-procedures --period 2025-01 99.3% --volume 180
      targettrack log -p "Nghe An" -i "Action programme" --stage submitted --done 2025-06-20
    """
    from targettrack.app.record.figure import FigureWords  # noqa: PLC0415
    from targettrack.cli.doubt_questions import warn_of_doubt  # noqa: PLC0415
    from targettrack.cli.questions import asks  # noqa: PLC0415
    from targettrack.cli.recording import recorded  # noqa: PLC0415
    from targettrack.domain.values.name import clean_text  # noqa: PLC0415
    from targettrack.errors import UsageFault  # noqa: PLC0415
    from targettrack.render.messages.catalogue import translate  # noqa: PLC0415
    from targettrack.render.tables.status_changes import before_and_after  # noqa: PLC0415

    if owner and clean_text(owner, "owner") and (typed or indicator or period):
        raise UsageFault(Message("--owner goes with log alone, which asks for what is due"))
    done = said.pop("done")
    if asks() and not (typed or indicator or period or done):
        from targettrack.cli.due_questions import walk  # noqa: PLC0415 - only without words

        walk(run, entity, run.owner(owner))
        return
    if period and done:
        raise UsageFault(
            Message("a figure has a --period, or the day on which it was --done, not both")
        )
    bases = [word for word in ("ytd", "single") if said.pop(word)]
    if bases[1:]:
        raise UsageFault(Message("a figure is --ytd or --single, not both"))
    qualifiers = [word for word in ("estimated", "preliminary", "official") if said.pop(word)]
    if qualifiers[1:]:
        raise UsageFault(
            Message("a figure is --estimated, --preliminary or --official, only one of them")
        )
    words = FigureWords(
        typed=tuple(typed or ()),
        usual=run.usual,
        entity=entity,
        indicator=indicator,
        period=period or done,
        basis="".join(bases),
        qualifier="".join(qualifiers),
        is_done=bool(done),
        **said,
    )

    made = recorded(run, words, strict=strict)
    for line in made.said:
        note(translate(line, run.lang))
    warn_of_doubt(made)
    if made.after:
        run.print_listing(before_and_after(made.before, made.after, run.listed))
