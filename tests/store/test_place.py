"""Which folders hold records, and which are refused in words."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from b12desk.errors import StoreError
from b12desk.store import place as place_module
from b12desk.store.place import Place, is_roaming, kind_by_mount, kind_by_mountinfo, records_place

MOUNTINFO = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:26 / /srv rw - tmpfs tmpfs rw
31 22 0:41 / /mnt/desk\\040share rw,relatime shared:2 master:1 - nfs4 server:/x rw,vers=4.2
32 31 0:42 / /mnt/desk\\040share/local rw - xfs /dev/sdb1 rw
33 22 0:43 / /mnt/s rw - fuse.sshfs me@host:/ rw
34 22 0:44 / /mnt/s rw - cifs //host/s rw
damaged
"""
MOUNT = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//me@host/share on /Volumes/share on desk (smbfs, nodev, nosuid, mounted by me)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ana", "ext4"),
        ("/srv/records", "tmpfs"),
        ("/mnt/desk share/records", "nfs4"),
        ("/mnt/desk share/local/records", "xfs"),
        ("/mnt/s", "cifs"),
        ("/mnt/similar", "ext4"),
    ],
)
def test_the_mount_that_is_nearest_above_says_what_it_is(folder: str, kind: str) -> None:
    assert kind_by_mountinfo(MOUNTINFO, Path(folder)) == kind


@pytest.mark.parametrize(("folder", "kind"), [("/Users/ana", "apfs"), ("/Volumes/share on desk/x", "smbfs")])
def test_so_it_does_on_macos(folder: str, kind: str) -> None:
    assert kind_by_mount(MOUNT, Path(folder)) == kind


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afpfs", "fuse.rclone"])
def test_a_folder_on_another_computer_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(place_module, "file_system", lambda _folder: kind)
    with pytest.raises(StoreError, match=r"lies on another computer .*B12DESK_HOME"):
        Place(tmp_path / "not there yet").check()


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "apfs", "fuseblk", "ntfs", ""])
def test_a_disk_of_this_computer_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(place_module, "file_system", lambda _folder: kind)
    Place(tmp_path / "not there yet").check()


def test_this_computers_own_folder_is_taken(tmp_path: Path) -> None:
    Place(tmp_path).check()


def test_a_roaming_profile_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roaming = tmp_path / "AppData" / "Roaming"
    assert is_roaming(roaming / "b12desk", {"APPDATA": str(roaming)})
    assert not is_roaming(tmp_path / "AppData" / "Local", {"APPDATA": str(roaming)})
    assert not is_roaming(roaming, {})
    roaming.mkdir(parents=True)
    monkeypatch.setenv("APPDATA", str(roaming))
    with pytest.raises(StoreError, match="copied between computers"):
        Place(roaming / "b12desk").check()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    with pytest.raises(StoreError, match="may not read and write there"):
        Place(tmp_path / "closed" / "x").check()


def test_the_users_own_folder_unless_an_administrator_made_one(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import platformdirs

    assert records_place().folder == home / "data"
    monkeypatch.delenv("B12DESK_HOME")
    monkeypatch.setattr(platformdirs, "site_data_dir", lambda *_given, **_named: str(tmp_path / "site"))
    monkeypatch.setattr(place_module, "data_dir", lambda: tmp_path / "own")
    assert records_place().folder == tmp_path / "own"
    (tmp_path / "site" / "records").mkdir(parents=True)
    assert records_place().folder == tmp_path / "site" / "records"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no file modes")
def test_a_folder_given_to_a_group_stays_so_and_another_is_made_private(tmp_path: Path) -> None:
    shared, own = Place(tmp_path / "shared"), Place(tmp_path / "own")
    for place, mode in ((shared, 0o2770), (own, 0o755)):
        place.folder.mkdir()
        place.folder.chmod(mode)
        place.make()
        place.keys.write_text("")
        place.keys.chmod(0o600)
        place.share(place.keys)
    modes = [
        stat.S_IMODE(path.stat().st_mode)
        for path in (shared.folder, shared.locks, shared.keys, own.folder, own.locks, own.keys)
    ]
    assert modes == [0o2770, 0o2770, 0o660, 0o700, 0o700, 0o600]
