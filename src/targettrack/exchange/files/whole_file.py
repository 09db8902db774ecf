"""Writing a file so that it is there as a whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from shutil import copymode
from typing import TYPE_CHECKING

from targettrack.faults import FileNotWritten, system_words
from targettrack.message import Message
from targettrack.refusals import Exists

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO


@contextmanager
def replacing(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """Yield a file beside `path` that takes its place at the end; without `force` none is replaced.

    Where it fails, what was there is as it was and nothing is left beside it. What is no file, such
    as a named pipe, is written to as it is.

    Raises:
        Exists: there is a file already.
        FileNotWritten: with what the system says.
    """
    _check_free(path, force=force)
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as out:
                yield out
            return
        real = path.resolve()  # a link goes on leading to the file
        # Not by the number of the process alone: in containers two have the same.
        beside = real.with_name(f".{real.name}.{os.getpid()}-{os.urandom(4).hex()}.part")
        try:
            with beside.open("xb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            if real.exists():
                copymode(real, beside)
            _check_free(path, force=force)
            beside.replace(real)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    except BrokenPipeError:
        raise
    except FileNotFoundError:
        raise FileNotWritten(path, Message("its folder is not there")) from None
    except OSError as error:
        raise FileNotWritten(path, system_words(error)) from error


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes that ask for the same out of a folder; nothing is left in it.

    Where the system locks no folders, as Windows, nobody is kept out.
    """
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _check_free(path: Path, *, force: bool) -> None:
    if path.is_dir():
        raise FileNotWritten(path, Message("it is a folder, name a file in it"))
    if path.is_file() and not force:
        raise Exists("file", str(path), Message("--force replaces it"))
