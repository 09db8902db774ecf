"""capture: the figures and targets that a report seems to state."""

from typing import TYPE_CHECKING, Annotated

import typer

from targettrack.cli.command import Entity, Run, command_in, text_option
from targettrack.cli.output import note, say
from targettrack.message import Message

if TYPE_CHECKING:
    from targettrack.app.files.capture import Captured

REVIEWED = ("toml", "figures")


@command_in(*REVIEWED)
def capture(
    run: Run,
    file: Annotated[
        str,
        typer.Argument(
            help="A text, HTML, DOCX or PDF file; - is what comes in by a pipe.", metavar="FILE"
        ),
    ],
    published: Annotated[
        str,
        text_option(
            "--published", meant="The day of the report, if it does not say.", metavar="DATE"
        ),
    ] = "",
    entity: Entity = "",
    scenario: Annotated[
        str, text_option("--scenario", "-s", meant="The scenario of its targets.", metavar="NAME")
    ] = "Plan",
    source: Annotated[
        str,
        text_option("--source", meant="How to cite it; default its title and day.", metavar="TEXT"),
    ] = "",
    encoding: Annotated[
        str,
        text_option("--encoding", meant="Of plain text or HTML that is not UTF-8.", metavar="NAME"),
    ] = "",
) -> None:
    """Read a report, show the figures and targets that it seems to state, and ask about each.

    On a terminal each is accepted, edited or dropped; at the end one question records all that
    were accepted, with the report as their source and its sentence as their quote. Nothing is
    recorded without that. In a pipe, or with --format, they are listed: toml writes the targets as
    a plan, figures the figures as the CSV that import reads. Numbers of which not all was
    understood are named on stderr with what is missing.

    \b
    Examples:
      targettrack capture report.docx
      targettrack capture press.html --entity "Nghe An" --published 2025-06-10
      targettrack capture report.pdf --format json
      pdftotext report.pdf - | targettrack capture - --published 2025-06-10
      targettrack capture resolution.docx --format toml > plan.toml
    """
    import sys  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from targettrack.app.files.capture import CaptureWords, captured  # noqa: PLC0415
    from targettrack.app.files.report_file import read_report  # noqa: PLC0415

    words = CaptureWords(encoding, published, entity, scenario, source)
    report = read_report(Path(file).expanduser())
    found = captured(run.store, run.clock, *report, words)
    if run.is_table and sys.stdin.isatty() and sys.stdout.isatty() and found.drafts:
        from targettrack.cli.capture_questions import go_through  # noqa: PLC0415

        go_through(run, found)
    else:
        _print(run, found, scenario)


def _print(run: Run, found: "Captured", scenario: str) -> None:
    """Print what was found in the format that was asked for; nothing is recorded."""
    from targettrack.app.files.capture import figures_for_review, plan_for_review  # noqa: PLC0415
    from targettrack.render.tables.drafts import (  # noqa: PLC0415
        candidate_line,
        proposal_listing,
        seen_line,
    )

    for one in found.seen:
        note(seen_line(one))
    if run.format not in REVIEWED:
        able = [draft.candidate for draft in found.drafts]
        run.print_listing(proposal_listing(able, found.left))
        return
    if run.format == "figures":
        text, left = figures_for_review(found, run.clock.now)
    else:
        text, left = plan_for_review(found, scenario)
    for candidate, reason in left:
        note(
            Message(
                "left out, {reason}: {candidate}",
                reason=reason,
                candidate=candidate_line(candidate),
            )
        )
    say(text.rstrip("\n"))
