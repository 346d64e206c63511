"""Whoever wants the program to end waits while it starts another process, and is heard then."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from b12desk.cli.starting import undisturbed

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")


@pytest.fixture(params=[signal.SIGTERM, signal.SIGHUP])
def heard(request: pytest.FixtureRequest) -> Iterator[list[int]]:
    """What a handler of the parameter's signal hears."""
    found: list[int] = []
    before = signal.signal(request.param, lambda number, _frame: found.append(number))
    yield found
    signal.signal(request.param, before)


@pytest.mark.parametrize("times", [1, 3])
def test_a_signal_waits_for_the_end_and_is_heard_once(
    heard: list[int], times: int, request: pytest.FixtureRequest
) -> None:
    number = request.node.callspec.params["heard"]
    with undisturbed():
        for _time in range(times):
            signal.raise_signal(number)
        assert heard == []
    assert heard == [number]
    signal.raise_signal(number)
    assert heard == [number, number]


def test_a_signal_is_heard_also_when_the_start_fails(heard: list[int], request: pytest.FixtureRequest) -> None:
    number = request.node.callspec.params["heard"]
    with pytest.raises(OSError, match="no more"), undisturbed():
        signal.raise_signal(number)
        raise OSError("no more")
    assert heard == [number]


def test_a_signal_that_nobody_handles_is_left_alone() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with undisturbed():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_process_that_starts_meanwhile_hears_sigterm_and_no_interruption() -> None:
    code = "import signal; print(*sorted(int(each) for each in signal.pthread_sigmask(signal.SIG_BLOCK, ())))"
    with undisturbed():
        inside = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    outside = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(inside.stdout.split()) - set(outside.stdout.split()) == {str(int(signal.SIGINT))}


def test_outside_the_main_thread_signals_are_somebody_elses() -> None:
    kept = signal.getsignal(signal.SIGTERM)
    found: list[object] = []

    def start() -> None:
        with undisturbed():
            found.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert found == [kept]
