"""Worker processes for what is computed of one document, so that none can hang, exhaust or end kb itself.

Every task has a limit on computing time, which is the same on a busy machine, and every worker one on memory. A worker that breaks one is ended and replaced, with
all that it started; the task gets an error, the other tasks never notice. A worker reaches no network, whatever a
document asks for, and leaves no image of its memory behind when it crashes.
"""

from __future__ import annotations

import math
import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

TASK_SECONDS = 20.0
_MOST_JOBS = 4
_WAITING = 6.0  # times the limit: how long a task may take by the clock, where others use the processors too
MEMORY_BYTES = 900 * 1024**2  # of its own; with the libraries it shares a worker stays below a gigabyte
_ADDRESSES = 4  # address space for each byte of memory: mapped libraries and files are no memory of its own
# How libraries in C end a process that gets no more memory: they abort, or run into a trap of their own.
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", signal.SIGTERM)
_OUT_OF_MEMORY = {-signal.SIGABRT, -signal.SIGILL, -getattr(signal, "SIGTRAP", signal.SIGABRT)}
_NETWORK = (
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.sendmsg",
    "socket.getaddrinfo",
    "socket.gethostbyname",
)
Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A task that broke its limits: ``reason`` is ``too-slow``, ``too-large`` or ``crashed``."""

    reason: str


class _Worker(Generic[Given, Made]):
    def __init__(self, work: Callable[[Given], Made], seconds: float, memory: int) -> None:
        # A fork of a small process costs milliseconds; the libraries are loaded in the worker, once. Among other
        # threads a fork may inherit a lock that nobody releases.
        context: Any = multiprocessing.get_context("fork" if may_fork() else "spawn")
        self._ours: multiprocessing.connection.Connection[Any, Any]
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, work, seconds, memory), daemon=True)
        self._process.start()
        theirs.close()
        self.number = -1
        self.deadline = 0.0

    @property
    def connection(self) -> multiprocessing.connection.Connection[Any, Any]:
        return self._ours

    def give(self, number: int, task: Given, seconds: float) -> None:
        self.number, self.deadline = number, time.monotonic() + _WAITING * seconds
        self._ours.send(task)

    def take(self) -> Made | Broken:
        try:
            kind, value = self._ours.recv()
        except (EOFError, OSError):
            self._process.join(timeout=1.0)
            return Broken(reason=_ending(self._process.exitcode))
        if kind == "made":
            return value  # type: ignore[no-any-return]
        return Broken(reason=str(value))

    def end(self) -> None:
        # What the worker started, such as character recognition, is in its group and ends with it.
        with suppress(OSError, AttributeError):
            if self._process.pid is not None and os.getpgid(self._process.pid) == self._process.pid:
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self._ours.close()

    @property
    def alive(self) -> bool:
        return bool(self._process.is_alive())


def _ending(code: int | None) -> str:
    if code == _OUT_OF_TIME:
        return "too-slow"
    return "too-large" if code in _OUT_OF_MEMORY else "crashed"


def may_fork() -> bool:
    """Whether a worker begins as a copy of this process, and so knows whatever it knows."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def usual_jobs() -> int:
    """How many workers are used where nobody says: as many as there are processors, four at most."""
    return max(1, min(_MOST_JOBS, os.cpu_count() or 1))


def in_workers(
    work: Callable[[Given], Made],
    tasks: Iterable[Given],
    *,
    jobs: int,
    seconds: float = TASK_SECONDS,
    memory: int = MEMORY_BYTES,
) -> Generator[Made | Broken, None, None]:
    """The results of ``work`` on each task, in the order of the tasks.

    ``seconds`` of computing and ``memory`` in bytes are the limits of a task.

    Tasks are drawn as workers become free, at most a few ahead of the result that is waited for.
    """
    pending = enumerate(tasks)
    done: dict[int, Made | Broken] = {}
    busy: list[_Worker[Given, Made]] = []
    idle: list[_Worker[Given, Made]] = []
    next_number, exhausted = 0, False
    try:
        while True:
            while not exhausted and len(busy) < jobs and len(done) < 4 * jobs:
                drawn = next(pending, None)
                if drawn is None:
                    exhausted = True
                    break
                worker = idle.pop() if idle else _Worker(work, seconds, memory)
                worker.give(drawn[0], drawn[1], seconds)
                busy.append(worker)
            while next_number in done:
                yield done.pop(next_number)
                next_number += 1
            if busy:
                _collect(busy, idle, done)
            elif exhausted and not done:
                return
    finally:
        for worker in (*busy, *idle):
            worker.end()


def _collect(
    busy: list[_Worker[Given, Made]], idle: list[_Worker[Given, Made]], done: dict[int, Made | Broken]
) -> None:
    wait = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
    ready = multiprocessing.connection.wait([worker.connection for worker in busy], timeout=wait)
    now = time.monotonic()
    for worker in list(busy):
        if worker.connection in ready:
            done[worker.number] = worker.take()
        elif worker.deadline <= now:
            done[worker.number] = Broken(reason="too-slow")
        else:
            continue
        busy.remove(worker)
        if isinstance(done[worker.number], Broken):
            worker.end()
        else:
            idle.append(worker)


def _serve(connection: Any, work: Callable[[Any], Any], seconds: float, memory: int) -> None:
    with suppress(OSError, AttributeError):
        os.setpgid(0, 0)
    if "faulthandler" in sys.modules:
        sys.modules["faulthandler"].disable()
    _limit_memory(memory)
    sys.addaudithook(_stay_inside)
    while _asked(connection):
        try:
            task = connection.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        _limit_time(seconds)
        try:
            answer: tuple[str, Any] = ("made", work(task))
        except (MemoryError, RecursionError):
            answer = ("broken", "too-large")
        except KeyboardInterrupt:
            return
        except Exception as error:  # noqa: BLE001 - a fault in any library must cost this document alone
            answer = ("broken", f"crashed: {type(error).__name__}: {error}")
        try:
            connection.send(answer)
        except (OSError, ValueError):
            return


def _asked(connection: Any) -> bool:
    """Wait for a task; False once kb itself is gone.

    A forked worker has a copy of both ends of its connection, so that the connection alone never tells.
    """
    parent = multiprocessing.parent_process()
    assert parent is not None
    return connection in multiprocessing.connection.wait([connection, parent.sentinel])


def _limit_time(seconds: float) -> None:
    """Give the next task so many seconds of computing; the system ends a process that takes more."""
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds), most))


def _limit_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    born_with = _own_memory()
    # Linux counts memory of a process's own as data; elsewhere address space is all there is to limit.
    for kind, limit in (
        (resource.RLIMIT_DATA, born_with + memory),
        (resource.RLIMIT_AS, _ADDRESSES * (born_with + memory)),
    ):
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (limit, limit))


def _own_memory() -> int:
    """The bytes of its own that this process was forked with; 0 where the system does not tell."""
    try:
        with open("/proc/self/status", "rb") as status:  # noqa: PTH123 - a worker starts sooner without pathlib
            found = next((line for line in status if line.startswith(b"VmData:")), b"VmData: 0 kB")
    except OSError:
        return 0
    return int(found.split()[1]) * 1024


def _stay_inside(event: str, _arguments: tuple[Any, ...]) -> None:
    """Refuse the network to everything in a worker: no document may make kb speak to anybody."""
    if event in _NETWORK:
        raise PermissionError(f"a document was about to use the network ({event})")
