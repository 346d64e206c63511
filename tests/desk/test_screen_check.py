"""Which locks are seen around a screen: on made-up computers, each lock closed, open, and not to be seen."""

from __future__ import annotations

import os
import sys
from dataclasses import replace

import pytest

from b12desk.desk.screen_check import Computer, Found, State, check_screen, this_computer

CAGE = ("/usr/bin/cage", "--", "b12desk")
LOGIND = "/etc/systemd/logind.conf"
FILES = {
    "/proc/sys/kernel/sysrq": "0\n",
    LOGIND: "[Login]\n#HandlePowerKey=poweroff\nHandlePowerKey=ignore\n",
    "/etc/usbguard/rules.conf": "allow id 1d6b:0002\n",
    "/run/usbguard.pid": "77\n",
    "/proc/77/comm": "usbguard-daemon\n",
}
CLOSED = Computer(platform="linux", read=FILES.get, parents=(("sh", "-c", "b12desk"), CAGE, ("/sbin/init",)))


def states(computer: Computer, **more: bool) -> dict[str, State]:
    return {each.name: each.state for each in found(computer, **more)}


def found(computer: Computer, *, signs_in: bool = True, measured: bool = True) -> tuple[Found, ...]:
    return check_screen(computer, signs_in=signs_in, measured=measured)


def with_files(**files: str | None) -> Computer:
    known = {**FILES, **{LOGIND if name == "logind" else f"/{name}": text for name, text in files.items()}}
    return replace(CLOSED, read=known.get)


def test_where_all_is_done_all_is_locked() -> None:
    assert states(CLOSED) == dict.fromkeys(
        ("alone", "account", "consoles", "kernel", "power", "sockets", "pin", "measured"), "locked"
    )
    assert not any(each.fix for each in found(CLOSED))


@pytest.mark.parametrize(
    ("computer", "name", "state"),
    [
        (replace(CLOSED, parents=(), environment={"XDG_CURRENT_DESKTOP": "GNOME"}), "alone", "open"),
        (replace(CLOSED, parents=()), "alone", "unknown"),
        (replace(CLOSED, parents=(("/opt/cage-like/sh",),)), "alone", "unknown"),
        (replace(CLOSED, groups=frozenset({"waitingroom", "sudo"})), "account", "open"),
        (replace(CLOSED, administers=True), "account", "open"),
        (replace(CLOSED, parents=(("cage", "-s", "--", "b12desk"),)), "consoles", "open"),
        (replace(CLOSED, parents=(("cage", "-d", "-s", "b12desk"),)), "consoles", "open"),
        (replace(CLOSED, parents=(("cage", "-ds", "--", "b12desk"),)), "consoles", "open"),
        (replace(CLOSED, parents=(("cage", "-m", "last", "-s", "b12desk"),)), "consoles", "open"),
        (replace(CLOSED, parents=(("cage", "-m", "last", "--", "b12desk"),)), "consoles", "locked"),
        (replace(CLOSED, parents=(("cage", "--", "b12desk", "-s"),)), "consoles", "locked"),
        (replace(CLOSED, parents=(("cage", "b12desk", "-s"),)), "consoles", "locked"),
        (replace(CLOSED, environment={"XDG_CURRENT_DESKTOP": "GNOME"}), "alone", "open"),
        (replace(CLOSED, read={**FILES, "/run/usbguard.pid": ""}.get), "sockets", "unknown"),
        (replace(CLOSED, read={**FILES, "/proc/77/comm": "bash"}.get), "sockets", "unknown"),
        (replace(CLOSED, read={**FILES, "/etc/usbguard/rules.conf": None}.get), "sockets", "unknown"),
        (replace(CLOSED, read={**FILES, "/etc/usbguard/rules.conf": "allow\n"}.get), "sockets", "open"),
        (replace(CLOSED, parents=()), "consoles", "unknown"),
        (replace(CLOSED, read={**FILES, "/proc/sys/kernel/sysrq": "176"}.get), "kernel", "open"),
        (replace(CLOSED, read={}.get), "kernel", "unknown"),
        (with_files(logind="[Login]\nHandlePowerKey=poweroff\n"), "power", "open"),
        (with_files(logind="[Login]\n#HandlePowerKey=ignore\n"), "power", "unknown"),
        (replace(CLOSED, read={}.get), "power", "unknown"),
        (replace(CLOSED, read={}.get), "sockets", "unknown"),
    ],
)
def test_what_is_open_and_what_cannot_be_seen_never_counts_as_locked(
    computer: Computer, name: str, state: State
) -> None:
    (line,) = [each for each in found(computer) if each.name == name]
    assert line.state == state
    assert bool(line.fix) is (state != "locked"), "what to do"
    others = {key: value for key, value in states(computer).items() if key != name}
    assert set(others) == set(states(CLOSED)) - {name}


@pytest.mark.parametrize(
    ("names", "state"),
    [(("99-x.conf",), "open"), (("99-x.conf", "zz.conf"), "locked"), (("99-x.conf.bak",), "locked")],
)
def test_the_last_file_of_logind_decides(names: tuple[str, ...], state: State) -> None:
    folder = "/etc/systemd/logind.conf.d"
    files = {f"{folder}/99-x.conf": "HandlePowerKey=poweroff", f"{folder}/zz.conf": "HandlePowerKey=ignore"}
    computer = replace(CLOSED, read={**FILES, **files}.get, names=lambda asked: names if asked == folder else ())
    (line,) = [each for each in found(computer) if each.name == "power"]
    assert line.state == state


def test_what_this_program_itself_leaves_open_is_said() -> None:
    told = states(CLOSED, signs_in=False, measured=False)
    assert {name for name, state in told.items() if state == "open"} == {"pin", "measured"}


@pytest.mark.parametrize(
    ("shell", "state"),
    [("C:\\B12Desk\\b12desk.exe", "locked"), ("cmd.exe", "unknown"), ("explorer.exe", "unknown"), (None, "unknown")],
)
def test_on_windows_only_another_shell_is_seen(shell: str | None, state: State) -> None:
    asked: list[tuple[str, str]] = []

    def registry(key: str, name: str) -> str | None:
        asked.append((key, name))
        return shell

    computer = Computer(platform="win32", read={}.get, registry=registry)
    told = states(computer)
    assert (told["alone"], told["account"], told["keys"], told["sockets"]) == (state, "unknown", "unknown", "unknown")
    assert asked == [(r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon", "Shell")]


def test_on_macos_it_is_said_that_there_is_no_lock() -> None:
    assert states(Computer(platform="darwin", read={}.get))["alone"] == "open"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_of_this_computer_the_parents_are_found() -> None:
    computer = this_computer()
    assert computer.administers is (os.geteuid() == 0)
    assert any("python" in part for command in computer.parents for part in command)
    assert len(states(computer)) == 8
