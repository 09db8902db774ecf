"""What the shell is offered while a command is typed."""

import os

from targettrack.cli.settings import read_config, store_path

_SPLIT = set(" '\"()&;|<>$`\\*?#~")


def complete_entity(incomplete: str) -> list[str]:
    """Offer the entities of the store to the shell."""
    return _complete("entity", incomplete)


def complete_indicator(incomplete: str) -> list[str]:
    """Offer the indicators of the store to the shell."""
    return _complete("indicator", incomplete)


def complete_scenario(incomplete: str) -> list[str]:
    """Offer the scenarios of the store to the shell."""
    return _complete("scenario", incomplete)


def complete_name(incomplete: str) -> list[str]:
    """Offer the indicators and the entities of the store to the shell."""
    return [*complete_indicator(incomplete), *complete_entity(incomplete)]


def complete_any(incomplete: str) -> list[str]:
    """Offer all that carries a name in the store to the shell."""
    return [*complete_name(incomplete), *complete_scenario(incomplete)]


def complete_key(incomplete: str) -> list[str]:
    """Offer what can be configured to the shell."""
    from targettrack.exchange.config.config_file import known_keys  # noqa: PLC0415 - the shell's request only

    return [key for key in known_keys() if key.startswith(incomplete)]


def _typed(name: str) -> str:
    """Return a name as the shell that asks takes it: Bash splits at spaces that are not escaped."""
    if "bash" not in os.environ.get("_TARGETTRACK_COMPLETE", ""):
        return name
    return "".join(f"\\{char}" if char in _SPLIT else char for char in name)


def _complete(what: str, incomplete: str) -> list[str]:
    """Complete a name; where it is typed without its marks, in the way it was begun."""
    from targettrack.app.stores import names_in  # noqa: PLC0415
    from targettrack.domain.values.name import fold  # noqa: PLC0415 - the shell's request only
    from targettrack.errors import TargettrackError  # noqa: PLC0415

    try:
        names = names_in(store_path(None, read_config()), what)
    except TargettrackError:
        return []
    begun = fold(incomplete) if incomplete else ""
    return sorted(
        _typed(name)
        if name.startswith(incomplete)
        else _typed(incomplete + fold(name)[len(begun) :])
        for name in names
        if name.startswith(incomplete) or fold(name).startswith(begun)
    )


def complete_list() -> list[str]:
    """Offer what can be listed to the shell."""
    from targettrack.app.judge.inventory import LISTS  # noqa: PLC0415 - the shell's request only

    return list(LISTS)


def complete_rulebook() -> list[str]:
    """Offer the rulebooks to the shell."""
    from targettrack.exchange import packaged  # noqa: PLC0415 - the shell's request only

    return packaged.rulebook_ids()


def complete_order() -> list[str]:
    """Offer the orders of verdicts to the shell."""
    from targettrack.app.judge.arranged import ORDERS  # noqa: PLC0415 - the shell's request only

    return ["worst", *ORDERS]


def complete_status() -> list[str]:
    """Offer the verdicts to the shell."""
    from targettrack.domain.values.status import Status  # noqa: PLC0415 - the shell's request only

    return [status.value for status in Status]


def complete_map() -> list[str]:
    """Offer the maps of tables that ship with the program to the shell."""
    from targettrack.exchange.sheets import layout_map  # noqa: PLC0415 - the shell's request only

    return layout_map.shipped_maps()


def complete_kind() -> list[str]:
    """Offer the kinds of entities to the shell."""
    from targettrack.domain.records.entity import EntityKind  # noqa: PLC0415 - the shell's request only

    return [kind.value for kind in EntityKind]


def complete_rule() -> list[str]:
    """Offer the rules of a check to the shell."""
    from targettrack.domain.checks.store_findings import RULES  # noqa: PLC0415 - the shell's request only

    return list(RULES)
