"""Worker processes for the pure middle of the pipeline, so that no document can hang, exhaust or end kb itself.

Every task has a time limit and every worker a limit on memory. A worker that breaks one is ended and replaced; the
task gets an error, the other tasks never notice.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

TASK_SECONDS = 20.0
MEMORY_BYTES = 3 * 1024**3
Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A task that broke its limits: ``reason`` is ``too-slow``, ``too-large`` or ``crashed``."""

    reason: str


class _Worker(Generic[Given, Made]):
    def __init__(self, work: Callable[[Given], Made], memory: int) -> None:
        context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else None)
        self._ours, theirs = context.Pipe()
        # A fork of a small process costs milliseconds; the libraries are loaded in the worker, once.
        self._process = context.Process(target=_serve, args=(theirs, work, memory), daemon=True)
        self._process.start()
        theirs.close()
        self.number = -1
        self.deadline = 0.0

    @property
    def connection(self) -> multiprocessing.connection.Connection[Any, Any]:
        return self._ours

    def give(self, number: int, task: Given, seconds: float) -> None:
        self.number, self.deadline = number, time.monotonic() + seconds
        self._ours.send(task)

    def take(self) -> Made | Broken:
        try:
            kind, value = self._ours.recv()
        except (EOFError, OSError):
            return Broken(reason="crashed")
        if kind == "made":
            return value  # type: ignore[no-any-return]
        return Broken(reason=str(value))

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._ours.close()

    @property
    def alive(self) -> bool:
        return bool(self._process.is_alive())


def in_workers(
    work: Callable[[Given], Made],
    tasks: Iterable[Given],
    *,
    jobs: int,
    seconds: float = TASK_SECONDS,
    memory: int = MEMORY_BYTES,
) -> Iterator[Made | Broken]:
    """The results of ``work`` on each task, in the order of the tasks.

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
                worker = idle.pop() if idle else _Worker(work, memory)
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


def _serve(connection: Any, work: Callable[[Any], Any], memory: int) -> None:
    _limit_memory(memory)
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
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


def _limit_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
