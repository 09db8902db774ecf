"""The options that say what a target is; which of them go together follows from the kind."""

from typing import Annotated

import typer

from targettrack.cli.command import text_option

# Said here, as to ask the kinds themselves would make every --help slower; a test holds them equal.
KINDS = "flow, share, level, hold, growth or deliverable"
Value = Annotated[
    str,
    typer.Argument(
        help='As people write it: "8%", ">= 99%", "1.5-1.7 times", "11,360 bn VND"; or "done".',
        metavar="VALUE",
    ),
]
TargetPeriod = Annotated[
    str, text_option("--period", meant="The period it is for, such as 2025.", metavar="PERIOD")
]
Tier = Annotated[str, text_option("--tier", meant="commit, stretch, floor or cap.", metavar="TIER")]
Issuer = Annotated[str, text_option("--issuer", meant="Who issued it.", metavar="NAME")]
RecordedOn = Annotated[
    str,
    text_option("--recorded-on", meant="The day it became known; default now.", metavar="DATE"),
]
NewKind = Annotated[
    str,
    text_option(
        "--kind",
        meant=f"Of a new indicator: {KINDS}.",
        metavar="KIND",
    ),
]
NewUnit = Annotated[
    str, text_option("--unit", meant="Of a new indicator: %, bn VND, houses.", metavar="UNIT")
]
NewDirection = Annotated[
    str, text_option("--direction", meant="Of a new indicator: up or down.", metavar="WAY")
]
Revise = Annotated[
    bool,
    typer.Option(
        "--revise",
        help="Replace the target that is there; what is left unsaid stays. Both are kept.",
    ),
]
