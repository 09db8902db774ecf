"""add-target: what a series should reach, under which scenario, along which trajectory."""

from typing import Annotated

import typer

from targettrack.cli.frame import Entity, Indicator, Run, Scenario, command, note, text_option


@command
def add_target(
    run: Run,
    value: Annotated[
        str,
        typer.Argument(
            help='As people write it: "8%", ">= 99%", "1.5-1.7", "11,360 bn VND".',
            metavar="VALUE",
        ),
    ],
    entity: Entity = "",
    indicator: Indicator = "",
    period: Annotated[
        str, text_option("--period", meant="The period it is for, such as 2025.", metavar="PERIOD")
    ] = "",
    scenario: Scenario = "Plan",
    tier: Annotated[
        str, text_option("--tier", meant="commit, stretch, floor or cap.", metavar="TIER")
    ] = "",
    issuer: Annotated[str, text_option("--issuer", meant="Who issued it.", metavar="NAME")] = "",
    owner: Annotated[str, text_option("--owner", meant="Who answers for it.", metavar="NAME")] = "",
    closing: Annotated[
        str,
        text_option("--closing", meant="When it is settled, if after the period.", metavar="DATE"),
    ] = "",
    valid_from: Annotated[
        str, text_option("--valid-from", meant="The day it came into force.", metavar="DATE")
    ] = "",
    base: Annotated[
        str, text_option("--base", meant="Of a level: where it starts, 20.6%.", metavar="VALUE")
    ] = "",
    base_on: Annotated[
        str, text_option("--base-on", meant="The day of the base.", metavar="DATE")
    ] = "",
    denominator: Annotated[
        str,
        text_option(
            "--denominator", meant='Of a share: what 100% is, "9067 bn VND".', metavar="VALUE"
        ),
    ] = "",
    trajectory: Annotated[
        str,
        text_option(
            "--trajectory",
            meant="The way there: linear, geometric, logit or seasonal; "
            "points, steps and growth follow from --point, --steps and --quarter.",
            metavar="SHAPE",
        ),
    ] = "",
    point: Annotated[
        list[str] | None,
        typer.Option(
            "--point", help="A milestone, 2025-05-31=22%; may be repeated.", metavar="DAY=VALUE"
        ),
    ] = None,
    steps: Annotated[
        bool, typer.Option("--steps", help="Milestones hold until the next one.")
    ] = False,
    quarter: Annotated[
        list[str] | None,
        typer.Option(
            "--quarter",
            help="Growth of a part, 2025-Q1=8.9%; may be repeated.",
            metavar="PERIOD=VALUE",
        ),
    ] = None,
    weight: Annotated[
        list[str] | None,
        typer.Option(
            "--weight",
            help="Of a growth: a part's share of the base year, 2025-Q1=0.208; may be repeated.",
            metavar="PERIOD=NUMBER",
        ),
    ] = None,
    document: Annotated[
        str, text_option("--document", meant="The paper that it stands in.", metavar="TEXT")
    ] = "",
    quote: Annotated[str, text_option("--quote", meant="Its words there.", metavar="TEXT")] = "",
    recorded_on: Annotated[
        str,
        text_option("--recorded-on", meant="The day it became known; default now.", metavar="DATE"),
    ] = "",
    kind: Annotated[
        str,
        text_option(
            "--kind", meant="Of a new indicator: flow, share, level or growth.", metavar="KIND"
        ),
    ] = "",
    unit: Annotated[
        str, text_option("--unit", meant="Of a new indicator: %, bn VND, houses.", metavar="UNIT")
    ] = "",
    direction: Annotated[
        str, text_option("--direction", meant="Of a new indicator: up or down.", metavar="WAY")
    ] = "",
    revise: Annotated[
        bool,
        typer.Option(
            "--revise",
            help="Replace the target that is there; what is left unsaid stays. Both are kept.",
        ),
    ] = False,
) -> None:
    """Record a target; entity, scenario and well-known indicators are added as needed.

    With --revise, prints the verdict on each target before and after, as of --as-of.

    \b
    Examples:
      targettrack add-target -p "Nghe An" -i grdp-growth --period 2025 "8% or more"
      targettrack add-target -p "Nghe An" -i grdp-growth --period 2025 "10.5%" \\
        --scenario "Growth scenario 2025" --tier stretch --quarter 2025-Q1=8.94% \\
        --quarter 2025-Q2=10.02% --quarter 2025-Q3=10.97% --quarter 2025-Q4=11.76%
      targettrack add-target -p "Nghe An" -i disbursement --period 2025 95% \\
        --closing 2026-01-31 --denominator "10003.954 bn VND" --trajectory seasonal
      targettrack add-target -e Vinh -i "Houses repaired" --kind flow --unit houses \\
        --period 2025 "120 houses"
    """
    from targettrack.cli.effects import comparison, recorded_moment, verdicts  # noqa: PLC0415
    from targettrack.cli.naming import (  # noqa: PLC0415
        entity_or_new,
        known_indicator,
        scenario_or_new,
    )
    from targettrack.cli.recording import (  # noqa: PLC0415
        TargetWords,
        described_target,
        described_weights,
        record_target,
        record_weights,
    )
    from targettrack.domain.indicators import Kind  # noqa: PLC0415
    from targettrack.errors import UsageFault  # noqa: PLC0415
    from targettrack.store import open_to_write  # noqa: PLC0415
    from targettrack.store.writing import Recording  # noqa: PLC0415

    if not (entity and indicator and period):
        raise UsageFault("a target needs --province (or --entity), --indicator and --period")
    with open_to_write(run.store) as session:
        owner_of, new_entity = entity_or_new(session, entity)
        measure, new_indicator = known_indicator(session, indicator, kind, unit, direction)
        issued, new_scenario = scenario_or_new(session, scenario, tier, issuer)
        words = TargetWords(
            value=value,
            period=period,
            owner=owner,
            closing=closing,
            valid_from=valid_from,
            base=base,
            base_on=base_on,
            denominator=denominator,
            trajectory=trajectory,
            points=tuple(point or ()),
            steps=steps,
            quarters=tuple(quarter or ()),
            weights=tuple(weight or ()),
            document=document,
            quote=quote,
            recorded_on=recorded_on,
        )
        target = described_target(words, measure, issued, run)
        before = verdicts(session, run, owner_of, measure)
        done = record_target(
            session,
            owner_of,
            measure,
            target,
            run,
            revise=revise,
            reshaped=bool(trajectory) or target.is_issued,
        )
        weights, record = (
            described_weights(words, measure),
            Recording(recorded_moment(recorded_on, run), target.document),
        )
        weighed = record_weights(session, owner_of, measure, weights, record)
        after = verdicts(session, run, owner_of, measure)
    for added in (*new_entity, *new_indicator, *new_scenario):
        note(f"added {added}")
    for line in (done, *weighed):
        note(line)
    if measure.kind is Kind.LEVEL and target.base is None and not revise:
        note("it starts from the last figure before its period; --revise --base states another")
    if revise and after:
        run.print_listing(comparison(before, after, run))
