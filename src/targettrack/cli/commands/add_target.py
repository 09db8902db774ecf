"""add-target: what a series should reach, under which scenario, along which trajectory."""

from targettrack.cli import target_options as options
from targettrack.cli.command import Entity, Indicator, Run, Scenario, command
from targettrack.cli.output import note


@command
def add_target(
    run: Run,
    value: options.Value = "",
    entity: Entity = "",
    indicator: Indicator = "",
    period: options.TargetPeriod = "",
    scenario: Scenario = "Plan",
    tier: options.Tier = "",
    issuer: options.Issuer = "",
    owner: options.Owner = "",
    closing: options.Closing = "",
    valid_from: options.ValidFrom = "",
    base: options.Base = "",
    base_on: options.BaseOn = "",
    denominator: options.Denominator = "",
    trajectory: options.Shape = "",
    point: options.Points = None,
    steps: options.Steps = False,
    quarter: options.Quarters = None,
    weight: options.BaseWeights = None,
    profile_of: options.ProfileOf = "",
    relative_to: options.RelativeTo = "",
    hold: options.Hold = "",
    of_periods: options.OfPeriods = "",
    volume: options.Volume = "",
    start: options.Start = "",
    stage: options.Stages = None,
    document: options.Document = "",
    quote: options.Quote = "",
    recorded_on: options.RecordedOn = "",
    kind: options.NewKind = "",
    unit: options.NewUnit = "",
    direction: options.NewDirection = "",
    revise: options.Revise = False,
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
      targettrack add-target -p "Ha Giang" -i "budget revenue" --period 2025 \\
        "2,700 bn VND" --profile-of "Nghe An" --scenario "Council"
      targettrack add-target -e Vinh -i "Houses repaired" --kind flow --unit houses \\
        --period 2025 "120 houses"
      targettrack add-target -p "Nghe An" -i grdp-growth --period 2025 "1.5-1.7 times" \\
        --relative-to "Viet Nam" --scenario "Draft report"
      targettrack add-target -p "Nghe An" -i on-time-procedures --period 2025 ">= 99%" \\
        --volume 2100
      targettrack add-target -p "Nghe An" -i on-time-procedures --period 2025 ">= 99%" \\
        --scenario "Three in four" --hold share --of-periods 75%
      targettrack add-target -p "Nghe An" -i "Action programme" --kind deliverable \\
        --period 2025-06 --start 2025-05-04 --stage drafted=40 --stage consulted=30 \\
        --stage submitted=20 --stage issued=10 done
    """
    from targettrack.app.record.known_or_new import (  # noqa: PLC0415
        entity_or_new,
        known_indicator,
        known_reference,
        scenario_or_new,
    )
    from targettrack.app.record.status_change import comparison, recorded_day, verdicts  # noqa: PLC0415
    from targettrack.app.record.target import (  # noqa: PLC0415
        TargetWords,
        described_target,
        described_weights,
        record_target,
        record_weights,
    )
    from targettrack.errors import UsageFault  # noqa: PLC0415
    from targettrack.store import open_to_write  # noqa: PLC0415
    from targettrack.store.writing import Recording  # noqa: PLC0415

    if not (entity and indicator and period):
        raise UsageFault("a target needs --province (or --entity), --indicator and --period")
    with open_to_write(run.store) as session:
        owner_of, new_entity = entity_or_new(session, entity)
        measure, new_indicator = known_indicator(session, indicator, kind, unit, direction)
        if not value and not measure.traits.is_done:
            raise UsageFault(f'a target of a {measure.kind} needs a VALUE, such as "8%"')
        peer, new_peer = known_reference(session, relative_to, owner_of)
        lender, new_lender = known_reference(session, profile_of, owner_of)
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
            relative_to=peer,
            profile_of=lender,
            hold=hold,
            of_periods=of_periods,
            volume=volume,
            start=start,
            stages=tuple(stage or ()),
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
            reshaped=bool(trajectory or profile_of) or target.is_issued,
        )
        weights, record = (
            described_weights(words, measure),
            Recording(recorded_day(recorded_on, run), run.now, target.document),
        )
        weighed = record_weights(session, owner_of, measure, weights, record)
        after = verdicts(session, run, owner_of, measure)
    for added in (*new_entity, *new_indicator, *new_peer, *new_lender, *new_scenario):
        note(f"added {added}")
    for line in (done, *weighed):
        note(line)
    if measure.traits.has_base and target.base is None and not revise:
        note(
            f"it starts on {target.period.start} from the last figure before; "
            "--revise --base VALUE --base-on DATE starts it elsewhere"
        )
    if revise and after:
        run.print_listing(comparison(before, after, run))
