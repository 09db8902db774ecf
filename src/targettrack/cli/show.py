"""show: everything about one series."""

from typing import Annotated

import typer

from targettrack.cli.frame import (
    Rulebook,
    Run,
    command,
    complete_entity,
    complete_indicator,
    say,
)


@command
def show(
    run: Run,
    entity: Annotated[
        str, typer.Argument(help="Any name of the entity.", autocompletion=complete_entity)
    ],
    indicator: Annotated[
        str, typer.Argument(help="Any name of the indicator.", autocompletion=complete_indicator)
    ],
    rulebook: Rulebook = "",
) -> None:
    """Show one series: verdicts with their arithmetic, trajectories, figures, past verdicts.

    \b
    Examples:
      targettrack show "Nghe An" grdp-growth
      targettrack show "Nghe An" "budget revenue" --as-of 2025-06-10
      targettrack show "Nghe An" "budget revenue" --rulebook council-10
    """
    from targettrack.cli.judging import chosen_rulebook  # noqa: PLC0415
    from targettrack.domain.pasts import verdicts_at_figures  # noqa: PLC0415
    from targettrack.domain.ranking import worst_first  # noqa: PLC0415
    from targettrack.domain.turning import explained  # noqa: PLC0415
    from targettrack.render import series as render  # noqa: PLC0415
    from targettrack.render.explain import explanation  # noqa: PLC0415
    from targettrack.render.records import status_json  # noqa: PLC0415
    from targettrack.store import open_to_read, reading  # noqa: PLC0415

    rules = chosen_rulebook(rulebook)
    with open_to_read(run.store) as ask:
        series = reading.series(ask, entity, indicator, run.known_at)
        chosen = reading.Selection(entity=entity, indicator=indicator)
        cases = reading.cases(ask, chosen, run.as_of, run.known_at, rules)
    pasts = verdicts_at_figures(series, run.as_of, run.known_at, rules)
    verdicts = worst_first(explained(case) for case in cases)
    if run.format == "json":
        say(status_json(verdicts, run.as_of, run.known_at, rules.id))
        return
    figures = render.figure_listing(series, run.as_of, run.lang)
    if run.format == "csv":
        run.print_listing(figures)
        return
    say(render.heading(series, run.lang))
    for one in verdicts:
        say("\n" + explanation(one, run.lang, run.text_width()))
    for title, listing in (
        ("Trajectories", render.trajectory_listing(cases)),
        ("Figures", figures),
        ("Past verdicts", render.past_listing(pasts, run.lang)),
    ):
        if listing.rows:
            say(f"\n{title}")
            run.print_listing(listing)
