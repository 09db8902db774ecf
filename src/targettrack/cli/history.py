"""history: what was recorded, when, and what it replaced."""

from typing import Annotated

from targettrack.cli.frame import Entity, Indicator, Run, command, text_option


@command
def history(
    run: Run,
    entity: Entity = "",
    indicator: Indicator = "",
    since: Annotated[
        str, text_option("--since", meant="Only what was recorded from this day.", metavar="DATE")
    ] = "",
) -> None:
    """List what was recorded, newest first, with what each figure or target replaced.

    \b
    Examples:
      targettrack history -p "Nghe An"
      targettrack history -i grdp-growth --since 2025-07-01
      targettrack history --known-at 2025-06-10 --format csv
    """
    from targettrack.domain.periods import parse_day  # noqa: PLC0415
    from targettrack.render.changes import change_listing  # noqa: PLC0415
    from targettrack.store import open_to_read, reading  # noqa: PLC0415

    first = parse_day(since, "--since") if since else None
    with open_to_read(run.store) as ask:
        chosen = reading.Selection(entity=entity or None, indicator=indicator or None)
        found = reading.many_series(ask, chosen, run.known_at)
    run.print_listing(change_listing(found, first, run.lang))
