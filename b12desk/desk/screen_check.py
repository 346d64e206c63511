"""Which locks are around a screen on which patients answer alone: what can be seen of them from inside the program.

Rules: it only reads; what cannot be seen is "not known", and never counts as locked; this program is no lock of a
computer, whatever is found. What each lock is against, and how it is set, stands in docs/kiosk.md.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from b12desk.i18n import _

State = Literal["locked", "open", "unknown"]
_KIOSKS = ("cage",)
"""Programs that show one other program and nothing else."""
_ADMINISTRATORS = frozenset({"sudo", "wheel", "admin", "root"})
_POWER_KEY = re.compile(r"^\s*HandlePowerKey\s*=\s*(\S+)", re.MULTILINE)
_LOGIND = "systemd/logind.conf"
_MOST_PARENTS = 40


class Found(NamedTuple):
    """One lock. ``told`` says what was found, ``fix`` what to do where it is not locked."""

    name: str
    title: str
    state: State
    told: str
    fix: str = ""


@dataclass(frozen=True, kw_only=True)
class Computer:
    """What is asked of a computer. ``read``: the text of a file, None where there is none or it may not be read.

    ``names``: the files of a folder, by name; none where there is none.
    ``platform`` as `sys.platform`; ``parents``: the command lines of the programs that started this one, the nearest
    first; ``groups``: the names of those that the account is in; ``registry``: a value of the local machine's.
    """

    platform: str
    read: Callable[[str], str | None]
    names: Callable[[str], tuple[str, ...]] = lambda _folder: ()
    parents: tuple[tuple[str, ...], ...] = ()
    groups: frozenset[str] = frozenset()
    environment: Mapping[str, str] = field(default_factory=dict)
    registry: Callable[[str, str], str | None] = lambda _key, _name: None
    administers: bool = False


def check_screen(computer: Computer, *, signs_in: bool, measured: bool) -> tuple[Found, ...]:
    """Every lock that there may be here; ``signs_in``: staff have a PIN, ``measured``: the screen was, with a card."""
    if computer.platform == "linux":
        system = [_alone_on_linux(computer), _account(computer), _consoles(computer), _kernel(computer)]
        system += [_power(computer), _sockets(computer)]
    elif computer.platform == "win32":
        system = [_alone_on_windows(computer), _account(computer), _keys_of_windows(), _unseen_sockets()]
    else:
        fix = _("Use a computer with Linux or Windows in the waiting room.")
        told = _("This system has no lock for one program alone.")
        system = [Found("alone", _("Other programs"), "open", told, fix), _account(computer)]
    return (*system, *_own(signs_in=signs_in, measured=measured))


def this_computer() -> Computer:
    """The one that this program runs on."""

    def read(path: str) -> str | None:
        with suppress(OSError, UnicodeDecodeError):
            return Path(path).read_text(encoding="utf-8")
        return None

    def names(folder: str) -> tuple[str, ...]:
        with suppress(OSError):
            return tuple(sorted(each.name for each in Path(folder).iterdir()))
        return ()

    return Computer(
        platform=sys.platform,
        read=read,
        names=names,
        parents=tuple(_parents(read)),
        groups=_groups(),
        environment=os.environ,
        registry=_registry,
        administers=_administers(),
    )


# Linux


def _alone_on_linux(computer: Computer) -> Found:
    title = _("Other programs")
    fix = _("Start the program by cage, and no desktop.")
    desktop = computer.environment.get("XDG_CURRENT_DESKTOP", "")
    if desktop and desktop.casefold() not in _KIOSKS:
        told = _("A desktop is running ({desktop}): other programs can be reached.", desktop=desktop)
        return Found("alone", title, "open", told, fix)
    kiosk = next((each for each in map(_name, computer.parents) if each in _KIOSKS), "")
    if kiosk:
        told = _("The screen belongs to {program}, which shows nothing else.", program=kiosk)
        return Found("alone", title, "locked", told)
    return Found("alone", title, "unknown", _("It cannot be seen from here what else is on the screen."), fix)


def _consoles(computer: Computer) -> Found:
    title = _("Other consoles")
    cage = next((each for each in computer.parents if _name(each) == "cage"), None)
    fix = _("Start cage without -s.")
    if cage is None:
        return Found("consoles", title, "unknown", _("It cannot be seen whether Ctrl+Alt+F2 leads out."), fix)
    if any("s" in each for each in _options(cage)):
        return Found("consoles", title, "open", _("cage was started with -s: Ctrl+Alt+F2 leads out."), fix)
    return Found("consoles", title, "locked", _("cage was started without -s."))


def _kernel(computer: Computer) -> Found:
    title, fix = _("Keys of the kernel (SysRq)"), _("Set kernel.sysrq = 0.")
    value = (computer.read("/proc/sys/kernel/sysrq") or "").strip()
    if not value:
        return Found("kernel", title, "unknown", _("It cannot be seen whether SysRq works."), fix)
    if value == "0":
        return Found("kernel", title, "locked", _("SysRq is off."))
    return Found("kernel", title, "open", _("SysRq works (kernel.sysrq is {value}).", value=value), fix)


def _power(computer: Computer) -> Found:
    title, fix = _("The power button"), _("Set HandlePowerKey=ignore in logind.conf, or cover the button.")
    folders = ("/usr/lib", "/run", "/etc")  # of one name the last, and of all names the last in their order
    drops = {
        each: f"{folder}/{_LOGIND}.d/{each}" for folder in folders for each in computer.names(f"{folder}/{_LOGIND}.d")
    }
    paths = (f"/etc/{_LOGIND}", *(path for name, path in sorted(drops.items()) if name.endswith(".conf")))
    values = [found for path in paths for found in _POWER_KEY.findall(computer.read(path) or "")]
    if values and values[-1] == "ignore":
        return Found("power", title, "locked", _("logind takes no notice of it."))
    if values:
        return Found("power", title, "open", _("It does {what}, as logind.conf says.", what=values[-1]), fix)
    return Found("power", title, "unknown", _("logind.conf does not say what it does."), fix)


def _sockets(computer: Computer) -> Found:
    number = (computer.read("/run/usbguard.pid") or "").strip()
    if not number or "usbguard" not in (computer.read(f"/proc/{number}/comm") or ""):
        return _unseen_sockets()
    rules = computer.read("/etc/usbguard/rules.conf")
    title, fix = _("USB sockets"), _("See that its rules let in what is built in, and nothing else.")
    if rules is None:
        return Found("sockets", title, "unknown", _("USBGuard runs; what it lets in cannot be seen."), fix)
    if any(line.strip() == "allow" for line in rules.splitlines()):
        return Found("sockets", title, "open", _("USBGuard lets everything in."), fix)
    return Found("sockets", title, "locked", _("USBGuard lets in only what its rules name."))


def _unseen_sockets() -> Found:
    told = _("It cannot be seen whether a stick or a keyboard is let in.")
    return Found(
        "sockets", _("USB sockets"), "unknown", told, _("Forbid devices that are not known, or cover the sockets.")
    )


def _account(computer: Computer) -> Found:
    title = _("Changing the computer")
    if computer.administers or computer.groups & _ADMINISTRATORS:
        told = _("This account may change the computer.")
        return Found("account", title, "open", told, _("Use an account of its own for the waiting room."))
    if computer.platform == "win32":
        told = _("It cannot be seen whether this account may become an administrator.")
        return Found("account", title, "unknown", told, _("Use an account of its own for the waiting room."))
    return Found("account", title, "locked", _("This account may not change the computer."))


# Windows


def _alone_on_windows(computer: Computer) -> Found:
    title = _("Other programs")
    shell = computer.registry(r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon", "Shell") or ""
    if "b12desk" in shell.casefold():
        return Found("alone", title, "locked", _("Windows shows this program in place of the desktop."))
    told = _("Windows shows its desktop, or it cannot be seen whether assigned access is on.")
    return Found("alone", title, "unknown", told, _("Set up assigned access or Shell Launcher."))


def _keys_of_windows() -> Found:
    told = _("It cannot be seen whether the Keyboard Filter is on.")
    fix = _("Turn the Keyboard Filter on: five presses of the Windows key end assigned access.")
    return Found("keys", _("Keys of Windows"), "unknown", told, fix)


# This program


def _own(*, signs_in: bool, measured: bool) -> Iterable[Found]:
    title = _("The way back to staff")
    if signs_in:
        yield Found("pin", title, "locked", _("Staff sign in by name and PIN."))
    else:
        told = _("Nobody has a PIN here: anybody can say that they are staff.")
        yield Found("pin", title, "open", told, _("Set up this desk; Try it is for trying."))
    title = _("Size of what is touched")
    if measured:
        yield Found("measured", title, "locked", _("Targets are as large as they say."))
    else:
        told = _("The program believes what the screen says of its size.")
        yield Found("measured", title, "open", told, _("Hold a bank card against it: Screen size, in the settings."))


# Looking


def _name(command: tuple[str, ...]) -> str:
    return Path(command[0]).name if command else ""


def _options(cage: tuple[str, ...]) -> Iterable[str]:
    """The letters of its own options, which end where its program begins; -m has a word behind it."""
    words = iter(cage[1:])
    for each in words:
        if each == "--" or not each.startswith("-"):
            return
        letters, with_word, _rest = each[1:].partition("m")
        yield letters
        if with_word and not _rest:
            next(words, None)


def _parents(read: Callable[[str], str | None]) -> Iterable[tuple[str, ...]]:
    """The command lines of the programs that started this one."""
    number = str(os.getpid())
    for _each in range(_MOST_PARENTS):
        state = read(f"/proc/{number}/stat")
        if state is None:
            return
        number = state.rpartition(")")[2].split()[1]  # a name may have spaces and brackets
        if number == "0":
            return
        yield tuple((read(f"/proc/{number}/cmdline") or "").split("\0")[:-1])


def _groups() -> frozenset[str]:
    if os.name != "posix":
        return frozenset()
    import grp  # noqa: PLC0415 -- not on Windows

    found = set()
    for each in os.getgroups():
        with suppress(KeyError):
            found.add(grp.getgrgid(each).gr_name)
    return frozenset(found)


def _administers() -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 -- only there

        return bool(ctypes.windll.shell32.IsUserAnAdmin())
    return os.geteuid() == 0


def _registry(key: str, name: str) -> str | None:
    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415 -- only there

    with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
        return str(winreg.QueryValueEx(opened, name)[0])
    return None
