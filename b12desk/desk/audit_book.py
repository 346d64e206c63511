"""The audit log as people read it: lines in words, what narrows them, and whether the log is as it was written.

The command line says the same (`b12desk.cli.audit`). Rule: a deed that is not known here is shown as it stands.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from b12desk.errors import Problem, StoreError
from b12desk.i18n import N_, _, current, n_
from b12desk.store.audit_chain import Entry, Head, read_head
from b12desk.store.audit_log import AuditLog, Wanted

PAGE = 50
"""Lines that are fetched at a time."""
DEEDS = {
    "set up": N_("Desk set up"),
    "unlocked": N_("Records unlocked"),
    "unlocked by keyring": N_("Records unlocked by the keyring"),
    "recovered": N_("Records opened by the recovery key"),
    "restored": N_("Records restored from a backup"),
    "wrong passphrase": N_("Wrong passphrases before"),
    "passphrase changed": N_("Passphrase changed"),
    "backed up": N_("Backup written"),
    "keyring on": N_("Opening by the keyring switched on"),
    "keyring off": N_("Opening by the keyring switched off"),
    "listed": N_("Log listed"),
    "signed in": N_("Signed in"),
    "locked": N_("Desk locked"),
    "came back": N_("Unlocked the desk"),
    "took over": N_("Signed in instead of"),
    "wrong PIN": N_("Wrong PIN"),
    "staff added": N_("Added to the staff"),
    "staff renamed": N_("Renamed"),
    "role changed": N_("Role changed"),
    "PIN set": N_("PIN set"),
    "PIN set by recovery key": N_("PIN set by the recovery key"),
    "staff left": N_("Works here no more"),
    "staff returned": N_("Is back on the staff"),
    "settings changed": N_("Settings changed"),
    "begun": N_("Intake begun"),
    "resumed": N_("Intake opened"),
    "changed": N_("Intake changed"),
    "copied": N_("Copied for another program"),
    "brought forward": N_("Brought to the form of today"),
    "handed over": N_("Given to the patient"),
    "finished": N_("Intake finished"),
    "reopened": N_("Finishing taken back"),
    "amendment begun": N_("Amendment begun"),
    "amended": N_("Intake amended"),
    "amendment dropped": N_("Amendment dropped"),
    "entered in error": N_("Entered in error"),
    "void taken back": N_("Not entered in error after all"),
    "moved": N_("Moved to another patient"),
    "merged": N_("Entries of one person put together"),
    "taken back": N_("Moving or putting together taken back"),
    "sent": N_("Sent to the printer"),
    "printed": N_("Paper printed"),
    "saved": N_("Paper saved as a file"),
    "exported": N_("Exported"),
    "discarded": N_("Intake removed"),
    "expired": N_("Intake removed, being old"),
    "erased": N_("Erased at the person's request"),
    "removed again": N_("Removed again, after a backup was restored"),
    "data printed": N_("A person's data printed"),
    "data exported": N_("A person's data exported"),
    "evidence exported": N_("Figures of how patients get on saved"),
}
DAYS = {0: N_("Any day"), 1: N_("Today"), 7: N_("Last 7 days"), 30: N_("Last 30 days")}


class Narrowed(NamedTuple):
    """What is wanted: of one person, deed, intake, of the last ``days``; what is empty or 0 is any."""

    who: str = ""
    deed: str = ""
    intake: str = ""
    days: int = 0

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self != Narrowed()


class AuditLine(NamedTuple):
    """An entry in words; ``intake`` is the whole identifier, "" for what belongs to none."""

    number: int
    moment: str
    who: str
    deed: str
    note: str
    intake: str


class Verdict(NamedTuple):
    """Whether a log is ``whole``, and one or two sentences about it."""

    whole: bool
    words: str


class AuditBook:
    """Of one log. ``clock``: now."""

    def __init__(self, log: AuditLog, clock: type[datetime] = datetime) -> None:
        self._log, self._clock = log, clock

    def people(self) -> tuple[str, ...]:
        """Everybody who did something. Raises StoreError."""
        return tuple(filter(None, self._log.named()[0]))

    def deeds(self) -> tuple[tuple[str, str], ...]:
        """Every deed that was done, with its words. Raises StoreError."""
        return tuple((each, deed_words(each)) for each in self._log.named()[1])

    def lines(self, narrowed: Narrowed, below: int | None = None) -> tuple[AuditLine, ...]:
        """The newest `PAGE` lines, of those before number ``below``. Raises StoreError."""
        since = None
        if narrowed.days:
            today = self._clock.now(UTC).astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
            since = today - timedelta(days=narrowed.days - 1)
        wanted = Wanted(narrowed.who, narrowed.deed, narrowed.intake, since)
        return tuple(map(_line, self._log.page(wanted, below, PAGE)))

    def verify(self, printed: str = "") -> Verdict:
        """Whether the log is as it was written, and goes on from the head that was ``printed``. Raises StoreError."""
        return verdict(self._log, head_in(printed) if printed.strip() else None)


def verdict(log: AuditLog, head: Head | None) -> Verdict:
    """As `AuditBook.verify`."""
    fault = log.fault(head)
    if fault is not None:
        return Verdict(whole=False, words=_("Entry {number:,}: {cause}", number=fault.number, cause=fault.cause))
    last = log.head()
    good = n_("{count:,} entry, as it was written.", "{count:,} entries, all as they were written.", last.count)
    against = "" if head is None else " " + _("The log goes on from {head}.", head=head)
    return Verdict(whole=True, words=f"{good}{against} " + _("It has come to {head}.", head=last))


def head_in(text: str) -> Head:
    """A head as somebody typed it. Raises StoreError when it is none."""
    head = read_head(text)
    if head is None:
        cause = _("this is no head of a log.")
        fix = _("Write it as it is printed at the foot of a summary, e.g. 128-ABCDEFGH.")
        raise StoreError(_("Nothing was done:"), [Problem("--head", cause, fix)])
    return head


def deed_words(deed: str) -> str:
    """What somebody did."""
    return _(DEEDS[deed]) if deed in DEEDS else deed


def line_words(line: AuditLine) -> str:
    """All of a line as it is read out."""
    return ", ".join(filter(None, (str(line.number), line.moment, line.who, line.deed, line.note)))


def _line(entry: Entry) -> AuditLine:
    act = entry.act
    moment = current().moment(act.moment.astimezone())
    return AuditLine(entry.number, moment, act.who, deed_words(act.deed), act.note, act.intake)
