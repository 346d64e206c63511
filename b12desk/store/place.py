"""The folder of the records: what lies in it, and which folders cannot hold them.

The records are one database with a log beside it (SQLite, WAL), which all windows of one computer share through memory.
So a folder on another computer cannot hold them, nor one that the system copies to and fro between computers: both lose
answers without a word. Such a folder is refused, in words.

A folder for all logins of a computer is an administrator's choice: they make it, with the rights for those who may use
it (on POSIX the group's, with the set-group-ID bit, which nobody sets by accident), as `shared_dir` names it.

Rule: cheap enough for the moment before the first paint.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.paths import data_dir
from b12desk.private_file import made_dir, private_dir, refusal

_REMOTE = re.compile(
    r"(fuse\.)?(nfs\d?|cifs|smb\d?|smbfs|9p|afs|afpfs|ncpfs|ceph|glusterfs|lustre|gpfs|beegfs|coda|ocfs2|gfs2|orangefs"
    r"|sshfs|davfs2?|davfs|webdav|s3fs|rclone|gvfsd-fuse|google-drive-ocamlfuse|onedriver|vmhgfs|vboxsf|prl_fs|acfs)"
)
"""File systems, as the system calls them, whose files lie on another computer."""
_OCTAL = re.compile(r"\\([0-7]{3})")


class Place(NamedTuple):
    """Where the records lie."""

    folder: Path

    @property
    def records(self) -> Path:
        """The database."""
        return self.folder / "records.db"

    @property
    def new_records(self) -> Path:
        """The database while it is set up."""
        return self.folder / "records.db.new"

    @property
    def keys(self) -> Path:
        """The key file."""
        return self.folder / "keys.json"

    @property
    def copy(self) -> Path:
        """The second copy of the wrap by the recovery key."""
        return self.folder / "recovery.age"

    @property
    def tries(self) -> Path:
        """How many passphrases were wrong."""
        return self.folder / "tries.json"

    @property
    def locks(self) -> Path:
        """The folder of the locks of open intakes."""
        return self.folder / "open"

    @property
    def former(self) -> Path:
        """The folder of plain files that programs before the records kept."""
        return self.folder / "drafts"

    def is_shared(self) -> bool:
        """Whether an administrator gave the folder to a group."""
        shared = stat.S_ISGID | stat.S_IWGRP
        try:
            return os.name == "posix" and self.folder.stat().st_mode & shared == shared
        except OSError:
            return False

    def make(self) -> None:
        """Make the folders, for the current user only, or as the administrator made theirs. Raises OSError."""
        if self.is_shared():
            made_dir(self.locks)
            self.share(self.locks)
        else:
            private_dir(self.folder)
            private_dir(self.locks)

    def share(self, path: Path) -> None:
        """Let the group of a shared folder use ``path``, if it is ours to give. Raises OSError."""
        if self.is_shared() and path.stat().st_uid == os.geteuid():
            path.chmod(0o2770 if path.is_dir() else 0o660)

    def check(self) -> None:
        """See whether the folder can hold records. Raises StoreError, in words."""
        try:
            nearest = next(each for each in (self.folder, *self.folder.parents) if os.path.lexists(each)).resolve()
            nearest.stat()
        except OSError as error:
            raise StoreError(_title(), [refusal(error, self.folder)]) from error
        kind = file_system(nearest)
        if _REMOTE.fullmatch(kind):
            cause = _("it lies on another computer ({kind}): over a network, answers can be lost.", kind=kind)
            raise StoreError(_title(), [Problem(str(self.folder), cause, _other_folder())])
        if is_roaming(nearest, os.environ):
            cause = _("it belongs to a profile that is copied between computers, which can bring back older answers.")
            raise StoreError(_title(), [Problem(str(self.folder), cause, _other_folder())])


def records_place() -> Place:
    """The place of this login: the shared folder where an administrator made one, else the user's own."""
    shared = shared_dir()
    return Place(shared if shared is not None and shared.is_dir() else data_dir())


def shared_dir() -> Path | None:
    """The folder for all logins; None where ``B12DESK_HOME`` names the place."""
    if os.environ.get("B12DESK_HOME"):
        return None
    import platformdirs  # noqa: PLC0415 -- as in `b12desk.paths`

    return Path(platformdirs.site_data_dir("b12desk", appauthor=False)) / "records"


def file_system(folder: Path) -> str:
    """What the system calls the file system of ``folder``; empty when it does not say."""
    if sys.platform == "win32":
        return "smb" if _is_remote_drive(folder) else ""
    if sys.platform == "darwin":
        import subprocess  # noqa: PLC0415 -- 5 ms that other systems need not pay

        listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5)
        return kind_by_mount(listed.stdout, folder)
    try:
        return kind_by_mountinfo(Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape"), folder)
    except OSError:
        return ""


def kind_by_mountinfo(listed: str, folder: Path) -> str:
    """As `file_system`, by Linux's list of mounts."""
    mounts = []
    for line in listed.splitlines():
        before, _dash, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) > 4 and after:
            mounts.append((_OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[4]), after.split(" ")[0]))
    return _nearest(mounts, folder)


def kind_by_mount(listed: str, folder: Path) -> str:
    """As `file_system`, by what macOS's ``mount`` prints."""
    return _nearest(re.findall(r"^.+? on (/.*) \((\w+)[,)].*$", listed, re.MULTILINE), folder)


def is_roaming(folder: Path, environment: Mapping[str, str]) -> bool:
    """Whether Windows copies it to and fro with the profile; other systems have no such folder."""
    roaming = environment.get("APPDATA")
    return bool(roaming) and folder.is_relative_to(Path(str(roaming)).resolve())


def _nearest(mounts: list[tuple[str, str]], folder: Path) -> str:
    """The kind of the mount that is nearest above; of several on one folder the last hides the others."""
    above = [
        (len(Path(point).parts), number, kind)
        for number, (point, kind) in enumerate(mounts)
        if folder.is_relative_to(point)
    ]
    return max(above, default=(0, 0, ""))[2]


if sys.platform == "win32":
    import ctypes

    _REMOTE_DRIVE = 4

    def _is_remote_drive(folder: Path) -> bool:
        if folder.drive.startswith("\\\\"):
            return True
        found: int = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)
        return found == _REMOTE_DRIVE


def _title() -> str:
    return _("This folder cannot hold your records.")


def _other_folder() -> str:
    return _("Set B12DESK_HOME to a folder on a disk of this computer, or ask whoever looks after it.")
