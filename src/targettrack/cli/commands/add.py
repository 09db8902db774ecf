"""add-entity, add-indicator, add-scenario: names for targets and figures to refer to."""

from typing import Annotated

import typer

from targettrack.cli.command import Run, command, text_option
from targettrack.cli.output import note
from targettrack.cli.target_options import KINDS

Name = Annotated[str, typer.Argument(help="Its name, spelled right.", metavar="NAME")]
Aliases = Annotated[
    list[str] | None, typer.Option("--alias", help="Another name; may be repeated.", metavar="NAME")
]


@command
def add_entity(
    run: Run,
    name: Name,
    kind: Annotated[
        str,
        text_option(
            "--kind",
            meant="country, province, commune, department or unit (default).",
            metavar="KIND",
        ),
    ] = "unit",
    parent: Annotated[
        str, text_option("--parent", meant="The entity it belongs to.", metavar="NAME")
    ] = "",
    alias: Aliases = None,
    valid_from: Annotated[
        str, text_option("--valid-from", meant="The first day it existed.", metavar="DATE")
    ] = "",
    valid_to: Annotated[
        str, text_option("--valid-to", meant="The last day it existed.", metavar="DATE")
    ] = "",
    successor: Annotated[
        str, text_option("--successor", meant="Who took over after that.", metavar="NAME")
    ] = "",
) -> None:
    """Add an entity: whose targets and figures they are.

    \b
    Examples:
      targettrack add-entity "Nghệ An" --kind province --alias "Nghe An"
      targettrack add-entity "Sở Tài chính" --kind department --parent "Nghệ An"
    """
    from targettrack.domain.records.entity import Entity, EntityKind  # noqa: PLC0415
    from targettrack.domain.records.indicator import read_word  # noqa: PLC0415
    from targettrack.domain.values.name import clean_text  # noqa: PLC0415
    from targettrack.domain.values.period import parse_day  # noqa: PLC0415
    from targettrack.store import open_to_write, writing  # noqa: PLC0415

    entity = Entity(
        name=clean_text(name, "entity"),
        kind=read_word(EntityKind, kind, "kind of entity"),
        parent=clean_text(parent, "parent") if parent else None,
        aliases=tuple(clean_text(one, "alias") for one in alias or ()),
        valid_from=parse_day(valid_from, "--valid-from") if valid_from else None,
        valid_to=parse_day(valid_to, "--valid-to") if valid_to else None,
        successor=clean_text(successor, "successor") if successor else None,
    )
    with open_to_write(run.store) as session:
        writing.add_entity(session, entity)
    note(f"added {entity.kind} {entity.name}")


@command
def add_indicator(
    run: Run,
    name: Name,
    kind: Annotated[
        str,
        text_option("--kind", meant=f"{KINDS}.", metavar="KIND"),
    ] = "",
    unit: Annotated[
        str,
        text_option(
            "--unit", meant="%, bn VND, m USD, or a word for what is counted.", metavar="UNIT"
        ),
    ] = "",
    id_: Annotated[
        str, text_option("--id", meant="A short id; default made of the name.", metavar="ID")
    ] = "",
    name_vi: Annotated[
        str, text_option("--name-vi", meant="Its Vietnamese name.", metavar="NAME")
    ] = "",
    alias: Aliases = None,
    absolute_unit: Annotated[
        str,
        text_option(
            "--absolute-unit", meant="Of a share: the unit of its amounts.", metavar="UNIT"
        ),
    ] = "",
    direction: Annotated[
        str,
        text_option("--direction", meant="Which way is good: up (default) or down.", metavar="WAY"),
    ] = "up",
    frequency: Annotated[
        str,
        text_option(
            "--frequency",
            meant="How often a figure is published: month (default), quarter or year.",
            metavar="WORD",
        ),
    ] = "month",
    precision: Annotated[
        str, text_option("--precision", meant="Decimals to show.", metavar="NUMBER")
    ] = "",
    publication_lag: Annotated[
        str,
        text_option(
            "--publication-lag",
            meant="Days from a period's end to its figure; default 10.",
            metavar="DAYS",
        ),
    ] = "10",
    least: Annotated[
        str, text_option("--least", meant="The least that it can be, such as 0.", metavar="NUMBER")
    ] = "",
    most: Annotated[
        str, text_option("--most", meant="The most that it can be, such as 100.", metavar="NUMBER")
    ] = "",
) -> None:
    """Add an indicator that the catalogue does not know; its kind is never guessed.

    \b
    Examples:
      targettrack add-indicator "Houses repaired" --kind flow --unit houses
      targettrack add-indicator "Backlog of files" --kind level --unit files --direction down
      targettrack add-indicator "Calls answered in time" --kind hold --unit % --least 0 --most 100
    """
    from targettrack.app.record.known_or_new import described_indicator  # noqa: PLC0415
    from targettrack.store import open_to_write, writing  # noqa: PLC0415

    indicator = described_indicator(
        name,
        {
            "id": id_,
            "name_vi": name_vi,
            "aliases": alias or [],
            "kind": kind,
            "unit": unit,
            "absolute_unit": absolute_unit,
            "direction": direction,
            "frequency": frequency,
            "precision": precision,
            "publication_lag": publication_lag,
            "least": least,
            "most": most,
        },
    )
    with open_to_write(run.store) as session:
        writing.add_indicator(session, indicator)
    note(f"added {indicator.kind} {indicator.id}: {indicator.name}, {indicator.unit}")


@command
def add_scenario(
    run: Run,
    name: Name,
    tier: Annotated[
        str, text_option("--tier", meant="commit (default), stretch, floor or cap.", metavar="TIER")
    ] = "commit",
    issuer: Annotated[str, text_option("--issuer", meant="Who issued it.", metavar="NAME")] = "",
    number: Annotated[
        str, text_option("--number", meant="Its document's number.", metavar="NUMBER")
    ] = "",
    date: Annotated[str, text_option("--date", meant="Its document's date.", metavar="DATE")] = "",
    supersedes: Annotated[
        str, text_option("--supersedes", meant="The scenario that it replaces.", metavar="NAME")
    ] = "",
) -> None:
    """Add a scenario: a named set of targets that someone has issued.

    \b
    Examples:
      targettrack add-scenario "Growth scenario 2025" --tier stretch
      targettrack add-scenario "Resolution 25" --issuer Government --number 25/NQ-CP \\
        --date 2025-02-05
    """
    from targettrack.app.record.known_or_new import described_scenario  # noqa: PLC0415
    from targettrack.store import asking, lookup, open_to_write, writing  # noqa: PLC0415

    scenario = described_scenario(name, tier, issuer, number, date, supersedes)
    with open_to_write(run.store) as session:
        if scenario.supersedes:
            lookup.scenario_id(asking(session), scenario.supersedes)
        writing.add_scenario(session, scenario)
    note(f"added scenario {scenario.name} ({scenario.tier})")
