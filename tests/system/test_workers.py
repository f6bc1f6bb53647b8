from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from kb.workers import Broken, in_workers


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


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL is a POSIX signal")
def test_workers_end_when_the_program_that_started_them_is_killed():
    script = """
import os, sys
from kb.workers import in_workers
def own_number(_):
    return os.getpid()
results = in_workers(own_number, range(100), jobs=2)
numbers = {next(results) for _ in range(20)}
print(*numbers, flush=True)
os.kill(os.getpid(), 9)
"""
    # The workers hold standard output open: reading it to its end waits for them.
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == -signal.SIGKILL
    assert ran.stdout.split()


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
