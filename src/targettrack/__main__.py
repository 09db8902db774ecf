"""The entry of the command line: as it is installed, and with `python -m targettrack`."""

import gc
import os
import signal


def main() -> None:
    """Run the command line and exit; an interrupt while it is being loaded ends it at once."""
    gc.set_threshold(100_000)  # start-up makes little garbage, and looking for it takes time
    watches = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if watches:  # otherwise interrupts are ignored, as whoever started this wants it
        signal.signal(signal.SIGINT, _leave)
    from targettrack.cli.main import main as run_and_exit  # noqa: PLC0415 - takes its time

    if watches:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run_and_exit()


def _leave(*_: object) -> None:
    try:
        os.write(2, b"interrupted; nothing was recorded\n")
    finally:
        os._exit(130)  # nothing is open yet


if __name__ == "__main__":
    main()
