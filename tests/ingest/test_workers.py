from __future__ import annotations

import os
import signal
import time

from kb.ingest.workers import Broken, in_workers


def double(number):
    return number * 2


def awkward(task):
    match task:
        case "hang":
            time.sleep(60)
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "memory":
            return len(bytearray(8 * 1024**3))
        case "fault":
            raise RuntimeError("a library's fault")
    return task


def test_results_come_in_the_order_of_the_tasks():
    assert list(in_workers(double, range(50), jobs=3)) == [n * 2 for n in range(50)]


def test_tasks_are_drawn_only_as_they_are_needed():
    drawn = []

    def tasks():
        for number in range(1000):
            drawn.append(number)
            yield number

    results = in_workers(double, tasks(), jobs=2)
    next(results)
    results.close()
    assert len(drawn) < 50


def test_no_task_costs_another_one_anything():
    tasks = ["a", "hang", "b", "die", "c", "memory", "d", "fault", "e"]
    made = list(in_workers(awkward, tasks, jobs=2, seconds=1.0, memory=2 * 1024**3))
    assert [m for m in made if not isinstance(m, Broken)] == ["a", "b", "c", "d", "e"]
    reasons = [m.reason for m in made if isinstance(m, Broken)]
    assert reasons[:3] == ["too-slow", "crashed", "too-large"]
    assert "RuntimeError" in reasons[3]


def test_no_tasks_give_no_results():
    assert list(in_workers(double, [], jobs=2)) == []
