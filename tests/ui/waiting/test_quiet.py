"""Nothing leaves this computer: no call to a network from the set-up of a desk to the export of what a patient said.

Looked at twice: at what Python would call, and, from outside, at every system call of the program and all it starts.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.ui.marker_tour import SUMMARY
from tests.ui.waiting.conftest import Patient
from tests.ui.waiting.quiet_session import EXPORT, finish, go_through

CHECKOUT = Path(__file__).parents[3]
CALLS = "socket,connect,bind,sendto,sendmsg,sendmmsg"
LOCAL = (
    r".*/\.X11-unix/X\d+",
    r".*/nscd/socket",
    r".*/no-printer",
    r".*/speech-dispatcher/speechd\.sock",
    r".*/pulse/native",
)
"""Files by which programs of one computer speak to each other: the screen, names of users, printing, speech, sound."""
SPEECH = re.compile(r"speech-dispatch|sd_")
"""The system's own speech service, which the program starts: one of its modules asks this computer for an engine."""
_PROCESS = re.compile(r"^\d+<(.*?)> +(.*)")
_FAMILY = re.compile(r"\b[AP]F_[A-Z0-9]+")
_FILE = re.compile(r'sun_path=(@?"[^"]*")')
_LOOPBACK = re.compile(r"127\.\d+\.\d+\.\d+|::1")
_ADDRESS = re.compile(r'inet_addr\("([^"]*)"\)|inet_pton\(AF_INET6, "([^"]*)"')
HOME = "192.0.2.1"
"""An address that is nobody's (RFC 5737)."""


class Heard(NamedTuple):
    """``files``: what was spoken to on this computer; ``abroad``: each call that is of another kind."""

    files: set[str]
    abroad: list[str]


def heard(log: str) -> Heard:
    """What a log of system calls tells."""
    found = Heard(set(), [])
    for line in log.splitlines():
        parts = _PROCESS.match(line)
        assert parts, line
        process, call = parts.groups()
        found.files.update(each.strip('@"') for each in _FILE.findall(call))
        if set(_FAMILY.findall(call)) <= {"AF_UNIX"}:
            continue
        addresses = [v4 or v6 for v4, v6 in _ADDRESS.findall(call)]
        if not (SPEECH.match(process) and all(map(_LOOPBACK.fullmatch, addresses))):
            found.abroad.append(line)
    return found


def traced(root: Path, *command: str) -> Heard:
    """Run Python with ``command`` in folders of its own, on a screen where one can be had."""
    for name in ("home", "tmp", "run"):
        (root / name).mkdir(mode=0o700)
    screen = ["xvfb-run", "-a"] if shutil.which("xvfb-run") else []
    log = root / "strace.log"
    tracing = ["strace", "-f", "-Y", "-qq", "-e", "signal=none", "-e", f"trace={CALLS}", "-o", str(log)]
    done = subprocess.run(
        [*screen, *tracing, sys.executable, *command],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(root / "home"),
            "TMPDIR": str(root / "tmp"),
            "XDG_RUNTIME_DIR": str(root / "run"),
            "QT_QPA_PLATFORM": "xcb" if screen else "offscreen",
            "PYTHONPATH": str(CHECKOUT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "CUPS_SERVER": str(root / "no-printer"),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return heard(log.read_text(encoding="utf-8", errors="replace"))


@pytest.fixture
def _looking() -> None:
    if shutil.which("strace") is None:
        pytest.skip("NO CALL TO A NETWORK WAS LOOKED FOR from outside: this machine has no strace")


@pytest.mark.slow
@pytest.mark.usefixtures("_looking")
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_a_call_to_a_network_is_seen(tmp_path: Path, family: str) -> None:
    """Else the next test shows nothing. A datagram socket that is connected sends nothing."""
    address = HOME if family == "AF_INET" else "2001:db8::1"
    program = (
        f"import contextlib, socket\nwith contextlib.suppress(OSError):\n"
        f" socket.socket(socket.{family}, socket.SOCK_DGRAM).connect(({address!r}, 9))"
    )
    calls = traced(tmp_path, "-c", program).abroad
    assert any(f"socket({family}" in each for each in calls)


@pytest.mark.slow
@pytest.mark.usefixtures("_looking")
def test_a_whole_session_calls_no_network(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    found = traced(tmp_path, "-m", "tests.ui.waiting.quiet_session", str(out))
    assert {each.name for each in out.iterdir()} == {SUMMARY, EXPORT}, "it went on to its end"
    assert found.abroad == []
    assert [each for each in found.files if not any(re.fullmatch(known, each) for known in LOCAL)] == []
    assert any(each.endswith("no-printer") for each in found.files), "it was looked for a printer, and that was seen"


@pytest.mark.parametrize(
    ("line", "abroad"),
    [
        ('7<python> connect(3, {sa_family=AF_UNIX, sun_path="/run/a"}, 9) = 0', False),
        ('7<python> connect(3, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X9"}, 9) = 0', False),
        ("7<python> socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3", True),
        ("7<QThread> socket(AF_INET6, SOCK_DGRAM|SOCK_CLOEXEC, 0) = 3", True),
        ("7<python> socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 3", True),
        ('7<python> sendto(3, "x", 1, 0, {sa_family=AF_INET, sin_addr=inet_addr("127.0.0.1")}, 16) = 1', True),
        ('7<sd_mary-generic> connect(3, {sa_family=AF_INET, sin_addr=inet_addr("127.0.0.1")}, 16) = 0', False),
        ('7<sd_mary-generic> connect(3, {sa_family=AF_INET, sin_addr=inet_addr("192.0.2.1")}, 16) = 0', True),
        ('7<sd_x> connect(3, {sa_family=AF_INET6, inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28) = 0', True),
        ("7<python> sendmsg(3, {msg_name=NULL, msg_namelen=0}, MSG_NOSIGNAL) = 4", False),
    ],
)
def test_what_counts_as_a_call_to_a_network(line: str, abroad: bool) -> None:
    assert heard(line).abroad == [line] * abroad


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Everything that Python is asked to reach, but for a file of this computer; it is refused."""
    found: list[object] = []

    def guard(name: str, address_at: int) -> None:
        real = getattr(socket.socket, name)

        def refuse(self: socket.socket, *given: object) -> object:
            if self.family is socket.AF_UNIX:
                return real(self, *given)
            found.append(given[address_at])
            raise OSError("no network in this test")

        monkeypatch.setattr(socket.socket, name, refuse)

    for name, address_at in (("connect", 0), ("connect_ex", 0), ("sendto", -1), ("bind", 0)):
        guard(name, address_at)

    def no_name(*given: object, **_more: object) -> object:
        found.append(given[0])
        raise OSError("no names in this test")

    for name in ("getaddrinfo", "gethostbyname", "gethostbyaddr"):
        monkeypatch.setattr(socket, name, no_name)
    return found


def test_nothing_of_a_whole_session_is_asked_of_a_network(
    hand_over: Callable[..., Patient], asked: list[object], tmp_path: Path
) -> None:
    with pytest.raises(OSError, match="no names"):
        socket.create_connection((HOME, 9))
    with socket.socket() as made, pytest.raises(OSError, match="no network"):
        made.connect((HOME, 9))
    with socket.socket(type=socket.SOCK_DGRAM) as made, pytest.raises(OSError, match="no network"):
        made.sendto(b"x", (HOME, 9))
    assert asked == [HOME, (HOME, 9), (HOME, 9)], "what is asked for is seen"
    asked.clear()
    patient = hand_over()
    go_through(patient)
    patient.press("staff")
    finish(patient.desk, patient.identifier, tmp_path)
    assert {SUMMARY, EXPORT} <= {each.name for each in tmp_path.iterdir()}
    assert asked == []
