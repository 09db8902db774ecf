"""What help leaves for --help-all, how commands are grouped, and the names that are tried first."""

from types import MappingProxyType

GROUPS = MappingProxyType({
    "Every day": ("log", "status", "show", "add-target"),
    "Begin": ("help", "init", "demo", "add-entity", "add-indicator", "add-scenario"),
    "Files": ("import", "form", "capture", "apply", "diff", "export"),
    "Look closer": ("list", "history", "check", "compare-rulebooks", "doctor"),
    "Put right": ("withdraw", "undo", "redo", "rename", "close", "extend"),
    "Hand on": ("report", "email", "schedule"),
    "Settings": ("config",),
})  # fmt: skip
FURTHER = "Further"
# By command, the parameters that its short help leaves out.
RARE = MappingProxyType({
    "add-target": frozenset({
        "tier", "issuer", "recorded_on", "direction", "document", "steps", "weights", "base_on",
        "points", "quarters", "relative_to", "profile_of", "of_periods", "start", "stages", "hold",
        "volume", "valid_from", "quote", "note", "known_at", "lang", "no_color",
        "trajectory",
    }),
    "log": frozenset({
        "volume", "stage", "recorded_on", "quote", "note", "known_at", "lang", "no_color",
        "preliminary", "official",
    }),
})  # fmt: skip
MORE = "More examples:"
HELP_ALL = "--help-all"
TRIED = MappingProxyType({
    "get": "show", "view": "show", "display": "show", "chart": "show",
    "ls": "list", "targets": "list", "indicators": "list",
    "add": "add-target", "new": "add-target", "set": "add-target", "target": "add-target",
    "record": "log", "enter": "log", "update": "log", "figure": "log", "value": "log",
    "delete": "withdraw", "remove": "withdraw", "rm": "withdraw",
    "load": "import", "save": "export", "dump": "export", "backup": "export",
    "mail": "email", "send": "email", "cron": "schedule", "settings": "config",
    "explain": "status --explain", "start": "init", "create": "init", "due": "log",
})  # fmt: skip
