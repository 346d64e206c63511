"""The settings of the user on the disk.

Rules: a missing file means the defaults; a missing key means its default, so that an older file stays good; a wrong
value is never guessed at. The reading of files is imported only where there is one: not before the first paint.
"""

from __future__ import annotations

from pathlib import Path

from b12desk.errors import StoreError
from b12desk.i18n import _
from b12desk.paths import config_dir
from b12desk.settings import Settings, causes_of

FORMAT = "b12desk-settings"
VERSION = 1


def settings_path() -> Path:
    """The file that holds them."""
    return config_dir() / "settings.json"


def load_settings(path: Path | None = None) -> Settings:
    """The saved settings, or the defaults when none were saved.

    Raises StoreError: a damaged file is moved aside first, so that the next start has the defaults; one of a newer
    program is left where it is.
    """
    path = path or settings_path()
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError:
        pass  # told below, with its reason
    return _read(path)


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Keep ``settings`` durably. Raises StoreError when the disk refuses."""
    from b12desk.store import json_file  # noqa: PLC0415 -- as above

    json_file.write(path or settings_path(), {"format": FORMAT, "version": VERSION, **settings._asdict()})


def _read(path: Path) -> Settings:
    from b12desk.store import json_file  # noqa: PLC0415 -- 6 ms before the first paint of those who changed nothing

    try:
        content = json_file.read(path, FORMAT, VERSION)
        values = {name: value for name, value in content.items() if name not in ("format", "version")}
        causes = causes_of(values)
        if causes:
            raise json_file.set_aside(path, causes)
    except StoreError as error:
        usual = _("Until you choose anew, the usual settings hold: reference intake, paper, colours, size of text.")
        problems = [*error.problems[:-1], error.problems[-1]._replace(fix=f"{error.problems[-1].fix} {usual}")]
        raise StoreError(_("Your settings were not used. {title}", title=error.title), problems) from error
    return Settings(**values)
