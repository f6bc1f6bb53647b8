"""What Tantivy or the disk says, as errors of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kb.errors import EngineError, KbError, StaleIndex

NAME = "tantivy"

_REFUSED = ("PermissionDenied", "StorageFull", "ReadOnlyFilesystem", "No space left", "LockBusy", "QuotaExceeded")


@contextmanager
def reported() -> Iterator[None]:
    """Around calls of Tantivy and nothing else: it raises ``ValueError`` for everything, and panics where files lie.

    Raises:
        StaleIndex: The index is damaged.
        EngineError: The disk refuses.
    """
    try:
        yield
    except (KbError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except FileNotFoundError as error:
        raise StaleIndex(NAME, f"the index is damaged: {error}") from error
    except OSError as error:
        raise EngineError(NAME, error.strerror or "the index cannot be read or written") from error
    except BaseException as error:
        # A panic of Tantivy is no Exception, so that nobody catches it by chance.
        if isinstance(error, ValueError | RuntimeError | SystemError) or type(error).__name__ == "PanicException":
            problem = str(error).partition("\n")[0]
            if any(one in problem for one in _REFUSED):
                raise EngineError(NAME, f"the index cannot be read or written: {problem}") from error
            raise StaleIndex(NAME, f"the index is damaged: {problem}") from error
        raise
