"""import: figures from files, all of them or none."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from targettrack.cli.command import Entity, Indicator, Run, command, text_option
from targettrack.cli.completion import complete_kind, complete_map
from targettrack.cli.output import note
from targettrack.message import Message

if TYPE_CHECKING:
    from targettrack.app.files.prepared import Prepared

SHOWN = 20  # rows of what an import did, where people read it


@command
def import_(
    run: Run,
    files: Annotated[
        list[str],
        typer.Argument(
            help="CSV lists of figures, - for standard input; tables as CSV, XLSX, XLS or ODS; "
            "or exports of records.",
            metavar="FILE...",
        ),
    ],
    sheet: Annotated[
        list[str] | None,
        text_option("--sheet", meant="Of a workbook, only this sheet.", metavar="NAME"),
    ] = None,
    map_: Annotated[
        str,
        text_option(
            "--map",
            meant="How tables are read: a TOML file, or nso-investment or nso-production.",
            metavar="FILE",
            autocompletion=complete_map,
        ),
    ] = "",
    save_map_to: Annotated[
        str,
        text_option("--save-map", meant="Write how tables were read to FILE.", metavar="FILE"),
    ] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help="Agree to how the columns of tables are guessed.")
    ] = False,
    entity: Entity = "",
    indicator: Indicator = "",
    new_entities: Annotated[
        str,
        text_option(
            "--new-entities",
            meant="Add entities of tables that are not known, as this kind.",
            metavar="KIND",
            autocompletion=complete_kind,
        ),
    ] = "",
    new_indicators: Annotated[
        str,
        text_option(
            "--new-indicators",
            meant="Add indicators of tables that are not known, as this kind: flow or level.",
            metavar="KIND",
        ),
    ] = "",
    unit: Annotated[
        str,
        text_option("--unit", meant="Of figures of tables that say no unit.", metavar="UNIT"),
    ] = "",
    period: Annotated[
        str,
        text_option("--period", meant="Of figures of tables that say no period.", metavar="PERIOD"),
    ] = "",
    where: Annotated[
        list[str] | None,
        text_option(
            "--where",
            meant="Of a table, only rows in which a column says this: sex=_T.",
            metavar="COLUMN=VALUE",
        ),
    ] = None,
    scenario: Annotated[
        str,
        text_option(
            "--scenario",
            meant="Record the columns of targets as targets of this scenario.",
            metavar="NAME",
        ),
    ] = "",
    fiscal_from: Annotated[
        str,
        text_option(
            "--fiscal-from",
            meant="The month with which fiscal years begin, for 2023/24.",
            metavar="MONTH",
        ),
    ] = "",
    recorded_on: Annotated[
        str,
        text_option(
            "--recorded-on",
            meant="The day on which figures became known that do not say it; default now.",
            metavar="DATE",
        ),
    ] = "",
    encoding: Annotated[
        str,
        text_option(
            "--encoding",
            meant="Of the text, where it is not UTF-8 or UTF-16: windows-1258, cp1252.",
            metavar="NAME",
        ),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would become of each figure.")
    ] = False,
    skip_bad: Annotated[
        bool,
        typer.Option(
            "--skip-bad",
            help="Record the good rows; the others go to FILE.bad.csv, each with its problem.",
        ),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Record nothing where a figure looks like a slip.")
    ] = False,
) -> None:
    """Record the figures of files as new vintages, all of them or none.

    What is there already is left as it is, so a file can be imported again. Prints how many figures
    were recorded, revised and unchanged, and which verdicts changed. Figures that look like slips
    are asked about on a terminal; elsewhere they are named, or refused with --strict.

    \b
    Examples:
      targettrack import figures.csv
      targettrack import --dry-run figures.csv
      targettrack import --recorded-on 2025-06-10 --skip-bad may.csv june.csv
      targettrack import --encoding windows-1258 old.csv
      targettrack import store.jsonl --db restored.db
      targettrack import --dry-run --sheet "2024-05" -p "Viet Nam" bulletin.xlsx
      targettrack import --yes -p "Nghe An" --scenario "Resolution 10" --fiscal-from 07 plan.xlsx
      targettrack import --yes -p Acme --new-indicators flow --unit "m USD" --period 2025 budget.csv
      targettrack import --yes --where sex=_T --where age=_T sdg.csv
      targettrack import --map nso-investment --recorded-on 2024-05-29 bulletin.xlsx
    """
    from pathlib import Path  # noqa: PLC0415

    from msgspec.structs import replace  # noqa: PLC0415

    from targettrack.app.files.import_figures import import_files  # noqa: PLC0415
    from targettrack.app.files.import_result import Wishes  # noqa: PLC0415
    from targettrack.app.files.import_summary import effect_lines, import_summary  # noqa: PLC0415
    from targettrack.app.files.tables import SheetOptions  # noqa: PLC0415
    from targettrack.cli.doubt_questions import recorded_surely  # noqa: PLC0415
    from targettrack.cli.progress import watched  # noqa: PLC0415
    from targettrack.cli.settings import from_home  # noqa: PLC0415

    options = SheetOptions(
        sheet or [],
        from_home(map_),
        entity,
        indicator,
        new_entities,
        new_indicators,
        unit,
        period,
        save_map_to,
        fiscal_from,
        scenario,
        where or [],
    )
    agreed: set[Path] = set()

    def agree(prepared: "Prepared") -> None:
        if prepared.path not in agreed:
            _agree(run, prepared, agreed=yes or dry_run)
            agreed.add(prepared.path)

    done = recorded_surely(
        lambda *, strict: import_files(
            run.store,
            run.clock,
            [Path(file) for file in dict.fromkeys(files)],
            Wishes(recorded_on, encoding, dry_run, skip_bad, strict and not dry_run),
            options,
            lang=run.reads,
            agree=agree,
            watch=watched,
        ),
        strict=strict,
    )
    for line in import_summary(done):
        note(line)
    listing = effect_lines(done, run.listed)
    more = len(listing.rows) - SHOWN if run.is_table else 0
    if listing.rows or not run.is_table:
        kept = listing.rows[:SHOWN] if run.is_table else listing.rows
        run.print_listing(replace(listing, rows=kept))
    if more > 0:
        note(Message("and {more} more: --format csv lists all of them", more=more))


def _agree(run: Run, prepared: "Prepared", *, agreed: bool) -> None:
    """Show how a file is read; ask for agreement where a person can give it."""
    from targettrack.app.files.table_summary import refuse_guess, remarks  # noqa: PLC0415

    for line in remarks(prepared):
        note(line)
    if not prepared.is_guess:
        return
    _show(run, prepared)
    if agreed:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        refuse_guess(prepared)
    _ask(run, prepared)


def _show(run: Run, prepared: "Prepared") -> None:
    from targettrack.app.files.table_summary import guesses  # noqa: PLC0415

    for heading, columns in guesses(prepared) if run.is_table else ():
        run.show(heading)
        run.print_listing(columns)


def _ask(run: Run, prepared: "Prepared") -> None:
    """Ask until a file is read right; how it is read then is kept for the next of its kind."""
    from targettrack.app.files.agreed_maps import correct, keep_agreed  # noqa: PLC0415
    from targettrack.app.files.table_summary import refuse_guess  # noqa: PLC0415
    from targettrack.errors import TargettrackError  # noqa: PLC0415

    question = 'Is it read right? y, n, or what a column is: "column D is target"'
    while (answer := typer.prompt(question, err=True).strip()).casefold() not in {"y", "yes"}:
        if answer.casefold() in {"n", "no"}:
            raise typer.Exit(1)
        try:
            correct(prepared, answer)
        except TargettrackError as error:
            note(str(error))
            continue
        _show(run, prepared)
    if prepared.wants_scenario:
        prepared.scenario = typer.prompt(
            "Some columns are targets. Of which scenario? (Enter leaves them out)",
            default="",
            show_default=False,
            err=True,
        )
    if prepared.lacks():
        refuse_guess(prepared)
    _ask_of_new(prepared)
    kept = keep_agreed(run.store, prepared)
    if kept is not None:
        note(
            Message(
                "kept in {kept}: a file of the same headers is read so without a question",
                kept=str(kept),
            )
        )


def _ask_of_new(prepared: "Prepared") -> None:
    """Ask once whether the indicators that are not known are to be added, and in which unit."""
    from targettrack.errors import quoted  # noqa: PLC0415

    unknown = prepared.unknown_indicators()
    if not unknown:
        return
    many = "1 indicator is" if len(unknown) == 1 else f"{len(unknown):,} indicators are"
    kind = typer.prompt(
        f"{many} not known, such as {quoted(unknown[0])}. Add as flow, which adds up, or as level, "
        "where the latest counts? (Enter adds none)",
        default="",
        show_default=False,
        err=True,
    )
    if not kind.strip():
        return
    prepared.add_indicators(kind.strip().casefold())
    if prepared.unknown_indicators():
        unit = typer.prompt("In what unit are those that say none?", err=True)
        prepared.add_indicators(kind.strip().casefold(), unit)
