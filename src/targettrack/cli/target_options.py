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
Owner = Annotated[str, text_option("--owner", meant="Who answers for it.", metavar="NAME")]
Closing = Annotated[
    str, text_option("--closing", meant="When it is settled, if after the period.", metavar="DATE")
]
ValidFrom = Annotated[
    str, text_option("--valid-from", meant="The day it came into force.", metavar="DATE")
]
Base = Annotated[
    str, text_option("--base", meant="Of a level: where it starts, 20.6%.", metavar="VALUE")
]
BaseOn = Annotated[str, text_option("--base-on", meant="The day of the base.", metavar="DATE")]
Denominator = Annotated[
    str,
    text_option("--denominator", meant='Of a share: what 100% is, "9067 bn VND".', metavar="VALUE"),
]
Shape = Annotated[
    str,
    text_option(
        "--trajectory",
        meant="The way there: linear, geometric, logit or seasonal; "
        "points, steps and growth follow from --point, --steps and --quarter.",
        metavar="SHAPE",
    ),
]
Points = Annotated[
    list[str] | None,
    typer.Option(
        "--point", help="A milestone, 2025-05-31=22%; may be repeated.", metavar="DAY=VALUE"
    ),
]
Steps = Annotated[bool, typer.Option("--steps", help="Milestones hold until the next one.")]
Quarters = Annotated[
    list[str] | None,
    typer.Option(
        "--quarter",
        help="Growth of a part, 2025-Q1=8.9%; may be repeated.",
        metavar="PERIOD=VALUE",
    ),
]
BaseWeights = Annotated[
    list[str] | None,
    typer.Option(
        "--weight",
        help="Of a growth: a part's share of the base year, 2025-Q1=0.208; may be repeated.",
        metavar="PERIOD=NUMBER",
    ),
]
ProfileOf = Annotated[
    str,
    text_option(
        "--profile-of",
        meant="Of what adds up: with no past years of its own it follows this entity's; seasonal.",
        metavar="NAME",
    ),
]
RelativeTo = Annotated[
    str,
    text_option(
        "--relative-to",
        meant='Of a growth or level: the value is times what this entity has, "1.5 times".',
        metavar="NAME",
    ),
]
Hold = Annotated[
    str,
    text_option(
        "--hold",
        meant="Of a hold: kept every period, on average (default) or in a share of the periods.",
        metavar="MODE",
    ),
]
OfPeriods = Annotated[
    str,
    text_option("--of-periods", meant="With --hold share: how many of them, 90%.", metavar="SHARE"),
]
Volume = Annotated[
    str,
    text_option(
        "--volume", meant="Of a hold: the cases expected in the whole period.", metavar="NUMBER"
    ),
]
Start = Annotated[
    str,
    text_option(
        "--start",
        meant="Of a deliverable: the day the work starts; default the period's first.",
        metavar="DATE",
    ),
]
Stages = Annotated[
    list[str] | None,
    typer.Option(
        "--stage",
        help="Of a deliverable: a part and its weight, drafted=40; may be repeated.",
        metavar="NAME=NUMBER",
    ),
]
Document = Annotated[
    str, text_option("--document", meant="The paper that it stands in.", metavar="TEXT")
]
Quote = Annotated[str, text_option("--quote", meant="Its words there.", metavar="TEXT")]
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
