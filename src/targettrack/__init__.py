"""targettrack: record targets and figures, and see which targets are on track.

What a program calls is offered here and loaded when it is asked for; docs/library.md shows it.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # not from typing, which takes longer to load than all of this
if TYPE_CHECKING:
    from targettrack.app.clock import Clock as Clock
    from targettrack.app.files.import_figures import import_files as import_files
    from targettrack.app.files.import_result import Wishes as Wishes
    from targettrack.app.files.tables import SheetOptions as SheetOptions
    from targettrack.app.judge.assessments import Judged as Judged
    from targettrack.app.judge.assessments import judge as judge
    from targettrack.app.judge.assessments import selected as selected
    from targettrack.app.judge.history import judge_series as judge_series
    from targettrack.app.judge.rows import explain as explain
    from targettrack.app.judge.rows import rows as rows
    from targettrack.app.plans.apply import apply_plan as apply_plan
    from targettrack.app.plans.check import check_store as check_store
    from targettrack.app.record.figure import FigureWords as FigureWords
    from targettrack.app.record.figure import record_figure as record_figure
    from targettrack.app.record.names import add_entity as add_entity
    from targettrack.app.record.names import add_indicator as add_indicator
    from targettrack.app.record.names import add_scenario as add_scenario
    from targettrack.app.record.target import record_target as record_target
    from targettrack.app.record.target_words import TargetWords as TargetWords
    from targettrack.app.report.export import ExportOptions as ExportOptions
    from targettrack.app.report.export import write_export as write_export
    from targettrack.app.report.report import ReportOptions as ReportOptions
    from targettrack.app.report.report import write_report as write_report
    from targettrack.app.stores import open_store as open_store
    from targettrack.errors import TargettrackError as TargettrackError
else:
    _HOMES = {
        "app.clock": ("Clock",),
        "app.files.import_figures": ("import_files",),
        "app.files.import_result": ("Wishes",),
        "app.files.tables": ("SheetOptions",),
        "app.judge.assessments": ("Judged", "judge", "selected"),
        "app.judge.history": ("judge_series",),
        "app.judge.rows": ("explain", "rows"),
        "app.plans.apply": ("apply_plan",),
        "app.plans.check": ("check_store",),
        "app.record.figure": ("FigureWords", "record_figure"),
        "app.record.names": ("add_entity", "add_indicator", "add_scenario"),
        "app.record.target": ("record_target",),
        "app.record.target_words": ("TargetWords",),
        "app.report.export": ("ExportOptions", "write_export"),
        "app.report.report": ("ReportOptions", "write_report"),
        "app.stores": ("open_store",),
        "errors": ("TargettrackError",),
    }
    _OFFERED = {name: home for home, names in _HOMES.items() for name in names}

    def __getattr__(name: str) -> object:
        """Load what is asked for."""
        if name not in _OFFERED:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        from importlib import import_module  # noqa: PLC0415 - with what is asked for

        return getattr(import_module(f"{__name__}.{_OFFERED[name]}"), name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *_OFFERED})
