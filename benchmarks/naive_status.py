"""The status of one entity, done the usual way: what cold_start.py compares targettrack with.

A typer application over SQLModel classes and a session, with rich, everything imported at the top
and arguments converted by typer. It does less than targettrack: one straight line from nothing to
the target, the latest figure whenever it was recorded, no required pace and no flags.
"""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, ClassVar

import typer
from rich.console import Console
from rich.table import Table
from sqlmodel import Field, Relationship, Session, SQLModel, col, create_engine, select

ON_TRACK = Decimal(1)
AT_RISK = Decimal("0.8")


class Entity(SQLModel, table=True):
    """Whose targets they are."""

    __tablename__: ClassVar[str] = "entity"
    id: int | None = Field(default=None, primary_key=True)
    name: str


class Name(SQLModel, table=True):
    """A name of an entity without capitals and diacritics."""

    __tablename__: ClassVar[str] = "name"
    id: int | None = Field(default=None, primary_key=True)
    folded: str
    entity_id: int | None = Field(default=None, foreign_key="entity.id")


class Indicator(SQLModel, table=True):
    """What is measured."""

    __tablename__: ClassVar[str] = "indicator"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    kind: str
    unit: str
    direction: str
    precision: int


class Scenario(SQLModel, table=True):
    """Who issued a target."""

    __tablename__: ClassVar[str] = "scenario"
    id: int | None = Field(default=None, primary_key=True)
    name: str


class Series(SQLModel, table=True):
    """One indicator of one entity."""

    __tablename__: ClassVar[str] = "series"
    id: int | None = Field(default=None, primary_key=True)
    entity_id: int = Field(foreign_key="entity.id")
    indicator_id: int = Field(foreign_key="indicator.id")
    indicator: Indicator = Relationship()
    targets: list["Target"] = Relationship(back_populates="series")
    observations: list["Observation"] = Relationship()


class Target(SQLModel, table=True):
    """What is to be reached by the last day of a period."""

    __tablename__: ClassVar[str] = "target"
    id: int | None = Field(default=None, primary_key=True)
    series_id: int = Field(foreign_key="series.id")
    scenario_id: int = Field(foreign_key="scenario.id")
    period_start: int
    period_end: int
    version: int
    value: str
    comparator: str
    valid_from: int | None = None
    series: Series = Relationship(back_populates="targets")
    scenario: Scenario = Relationship()


class Observation(SQLModel, table=True):
    """One figure."""

    __tablename__: ClassVar[str] = "observation"
    series_id: int = Field(primary_key=True, foreign_key="series.id")
    period_end: int = Field(primary_key=True)
    period_start: int = Field(primary_key=True)
    basis: str = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    value: str


app = typer.Typer(add_completion=False)


@app.command()
def status(
    province: Annotated[str, typer.Option(help="The entity.")],
    db: Annotated[Path, typer.Option(help="The store.", exists=True, dir_okay=False)],
    as_of: Annotated[
        datetime | None, typer.Option(help="Judge as of this day.", formats=["%Y-%m-%d"])
    ] = None,
) -> None:
    """Show each target's verdict."""
    day = as_of.date() if as_of else date.today()  # noqa: DTZ011 - the user's own day
    table = Table("Indicator", "As of", "Value", "Target", "Scenario", "Pace", "Verdict")
    with Session(create_engine(f"sqlite:///{db}")) as session:
        named = select(Name.entity_id).where(Name.folded == province.lower())
        entity = session.exec(select(Entity).where(col(Entity.id).in_(named))).one()
        for series in session.exec(select(Series).where(Series.entity_id == entity.id)):
            for target in series.targets:
                if target.valid_from is None or target.valid_from <= number(day):
                    table.add_row(*row(series, target, day))
    console = Console()
    console.print(f"[bold]{entity.name}[/bold]")
    console.print(table)


def row(series: Series, target: Target, day: date) -> tuple[str, ...]:
    """Return the cells of one target: the latest figure against a straight line."""
    goal = Decimal(target.value)
    shown = f"{target.comparator} {goal:,} {series.indicator.unit}"
    names = series.indicator.name, target.scenario.name
    figures = [
        one
        for one in series.observations
        if target.period_start <= one.period_start <= one.period_end <= number(day)
        and one.basis == "ytd"
    ]
    if not figures:
        return names[0], "", "no figure", shown, names[1], "", "[dim]? no-data[/dim]"
    latest = max(figures, key=lambda one: (one.period_end, one.revision))
    first, last = day_of(target.period_start), day_of(target.period_end)
    elapsed = Decimal((day_of(latest.period_end) - first).days + 1) / ((last - first).days + 1)
    reached = Decimal(latest.value)
    pace = reached / (goal if series.indicator.kind == "growth" else goal * elapsed)
    return (
        names[0],
        f"{day_of(latest.period_end):%d %b %Y}",
        f"{reached:,.{series.indicator.precision}f} {series.indicator.unit}",
        shown,
        names[1],
        f"{pace:.2f}",
        verdict(pace if series.indicator.direction == "up" else 1 / pace),
    )


def verdict(pace: Decimal) -> str:
    """Return the word for a pace, in its colour."""
    if pace >= ON_TRACK:
        return "[green]✓ on-track[/green]"
    return "[yellow]! at-risk[/yellow]" if pace >= AT_RISK else "[red]✗ off-track[/red]"


def number(day: date) -> int:
    """Return a day as the store writes it, YYYYMMDD."""
    return day.year * 10000 + day.month * 100 + day.day


def day_of(written: int) -> date:
    """Return the day of YYYYMMDD."""
    return date(written // 10000, written // 100 % 100, written % 100)


if __name__ == "__main__":
    app()
