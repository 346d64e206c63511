"""The fourth way in with a real keyring: GNOME's, over a session bus, unlocked by the login and then not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desk.test_safe import CHECKOUT

UNLOCKED = "printf secret | gnome-keyring-daemon --unlock --components=secrets > keyring.log 2>&1"
LOCKED = "gnome-keyring-daemon --start --components=secrets > keyring.log 2>&1"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
        reason="NOT TRIED with a real keyring: gnome-keyring is missing on this machine",
    ),
]


def session(home: Path, login: str, step: str) -> str:
    """A login of somebody whose folder is ``home``: how the keyring is started, then one step of the drive."""
    run = home / "run"
    run.mkdir(mode=0o700, parents=True, exist_ok=True)
    drive = f"{login}; exec '{sys.executable}' -m tests.desk.keyring_drive '{step}' '{home / 'data'}'"
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", drive],
        cwd=home,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "XDG_RUNTIME_DIR": str(run), "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_it_opens_the_desk_at_every_login_until_it_is_switched_off(tmp_path: Path) -> None:
    assert session(tmp_path, UNLOCKED, "set up") == "opened"
    assert session(tmp_path, UNLOCKED, "open") == "opened", "at the next login"
    assert session(tmp_path, LOCKED, "open") == "Type the passphrase.", "nobody there who could unlock it"
    assert session(tmp_path, "true", "open") == "Type the passphrase.", "no keyring at all"
    assert session(tmp_path, UNLOCKED, "switch off") == "does not open itself"
    assert session(tmp_path, UNLOCKED, "open") == "Type the passphrase."
