"""Where things lie: what the program ships, and what its user owns.

Shipped folders lie inside the package in a wheel or a frozen build, and beside it in a checkout. A user's folders are
platformdirs' own; the environment variable ``B12DESK_HOME`` moves all of them (tests, demonstrations, a USB stick).
What may stand in it is checked once, when the program starts (`b12desk.store.home`).
"""

from __future__ import annotations

import os
from pathlib import Path

_APP = "b12desk"


def _shipped(name: str) -> Path:
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def forms_dir(name: str = "b12") -> Path:
    """Folder of a shipped form."""
    return _shipped("forms") / name


def resources_dir() -> Path:
    """Folder of icons, fonts and style sheets."""
    return _shipped("resources")


def _user_dir(kind: str) -> Path:
    home = os.environ.get("B12DESK_HOME")
    if home:
        return Path(home).expanduser() / kind
    import platformdirs  # noqa: PLC0415 -- 15 ms that a process with B12DESK_HOME or no user files need not pay

    return Path(getattr(platformdirs, f"user_{kind}_dir")(_APP, appauthor=False))


def data_dir() -> Path:
    """Folder of intakes and drafts (not created)."""
    return _user_dir("data")


def config_dir() -> Path:
    """Folder of settings (not created)."""
    return _user_dir("config")


def cache_dir() -> Path:
    """Folder of what can be made anew (not created)."""
    return _user_dir("cache")
