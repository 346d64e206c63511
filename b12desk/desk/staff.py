"""Those who work at a desk: who they are, who is signed in, and what an administrator changes.

Rules: a try counts before it is made, for each person alone, and also after a restart; wrong ones wait longer and
longer, and destroy nothing; nobody is removed, and one administrator always stays; where nobody signs in (*Try it*) the
computer account works as an administrator. Everything that is done here is in the audit log.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from math import ceil
from typing import NamedTuple
from uuid import uuid4

from b12desk.characters.visible import without_unseen
from b12desk.desk.member import Member, Role
from b12desk.desk.pin_rules import pin_fault
from b12desk.errors import Problem, StoreError
from b12desk.i18n import N_, _, current, n_
from b12desk.store.attempts import delay_after
from b12desk.store.audit_chain import Act
from b12desk.store.keys import Cost
from b12desk.store.lock import login
from b12desk.store.pins import PIN_COST, fits, hashed
from b12desk.store.records import Records
from b12desk.store.staff_table import StaffRow

LONGEST_NAME = 60
ROLES: dict[Role, str] = {"nurse": N_("Nurse"), "administrator": N_("Administrator")}


class WrongPinError(StoreError):
    """The PIN was wrong, or came too soon. ``wait``: seconds until the next try is taken."""

    def __init__(self, name: str, wait: int, *, too_soon: bool = False) -> None:
        self.wait = wait
        title = _("Too many PINs were wrong.") if too_soon else _("This is not the PIN of {name}.", name=name)
        fix = n_("Wait {count} second, then try again.", "Wait {count} seconds, then try again.", wait)
        super().__init__(title, [Problem(_("PIN"), title, fix if wait else _("Try again."))])


class Person(NamedTuple):
    """One of the staff, as a list shows them. ``left``: works here no more."""

    id: str
    name: str
    role: Role
    left: bool = False

    @property
    def member(self) -> Member:
        """As the log and the papers name them."""
        return Member(self.id, self.name, self.role)


class Staff:
    """The staff of open records. ``clock``: now; ``member`` is signed in already."""

    def __init__(
        self,
        records: Records,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        member: Member | None = None,
        cost: Cost = PIN_COST,
    ) -> None:
        self._records, self._clock, self._cost = records, clock, cost
        self._member = member
        self._last = ""

    # Who is at the desk

    def who(self) -> Member:
        """Who is signed in, or who was last: what ends after somebody has gone is still theirs."""
        return self._member or Member("", login(), "administrator")

    @property
    def signs_in(self) -> bool:
        """Whether people sign in here at all."""
        return self._member is None or bool(self._member.id)

    def begin(self, member: Member, deed: str = "signed in", note: str = "") -> None:
        """Have ``member`` at the desk from now on. Raises StoreError."""
        self._member = member
        self._records.name_writer(member.name)
        self.note(deed, note)

    def note(self, deed: str, note: str = "") -> None:
        """Write into the log that whoever is signed in did this. Raises StoreError."""
        self._records.note(self._act(deed, note))

    def wait(self, identifier: str) -> int:
        """Seconds until a PIN of this person is taken. Raises StoreError."""
        row = self._row(identifier)
        if row.tried is None:
            return 0
        passed = (self._clock() - row.tried).total_seconds()
        if passed < 0:  # the clock was set back: nobody waits longer than the delay itself
            self._records.staff.change(identifier, tried=self._clock())
            passed = 0
        return max(0, ceil(delay_after(row.wrong) - passed))

    def sign_in(self, identifier: str, pin: str, deed: str = "signed in", note: str = "") -> Member:
        """Have this person at the desk. Raises WrongPinError, or StoreError."""
        member = self.prove(identifier, pin)
        self.begin(member, deed, note)
        return member

    def prove(self, identifier: str, pin: str) -> Member:
        """See that it is this person. Raises WrongPinError, or StoreError."""
        row = self._row(identifier)
        if wait := self.wait(identifier):
            raise WrongPinError(row.name, wait, too_soon=True)
        wrong = row.wrong + 1
        self._records.staff.change(identifier, wrong=wrong, tried=self._clock())
        if row.left is not None or not fits(pin, row.pin):
            self._records.note(Act(self._clock(), row.name, "wrong PIN", note=str(wrong)))
            raise WrongPinError(row.name, self.wait(identifier))
        self._records.staff.change(identifier, wrong=0, tried=None)
        return _person(row).member

    # The list

    def everybody(self) -> tuple[Person, ...]:
        """All, also who has left, in the order of their names. Raises StoreError."""
        return tuple(
            sorted(map(_person, self._records.staff.all()), key=lambda each: (each.left, each.name.casefold()))
        )

    def present(self) -> tuple[Person, ...]:
        """Those who work here. Raises StoreError."""
        return tuple(each for each in self.everybody() if not each.left)

    def administrators(self) -> tuple[Person, ...]:
        """Those of them who may change all. Raises StoreError."""
        return tuple(each for each in self.present() if each.role == "administrator")

    def add(self, name: str, role: Role, pin: str) -> Person:
        """Take somebody in. Raises StoreError: why not."""
        name = self._good_name(name)
        _check_pin(pin, name)
        made = Person(str(uuid4()), name, role)
        row = StaffRow(made.id, name, role, hashed(pin, self._cost), self._clock())
        self._records.staff.add(row, self._act("staff added", _told(name, role)))
        return made

    def add_first(self, name: str, pin: str) -> Member:
        """Take in the first administrator, who is signed in from then on. Raises StoreError: why not."""
        if self.present():
            cause, fix = _("somebody is on the staff of this desk already."), _("Sign in as one of them.")
            raise StoreError(_("Nobody was added."), [Problem(name, cause, fix)])
        member = self.add(name, "administrator", pin).member
        self.begin(member)
        return member

    def rename(self, person: Person, name: str) -> None:
        """Give somebody another name. Raises StoreError: why not."""
        name = self._good_name(name, person.id)
        if name != person.name:
            act = self._act("staff renamed", f"{person.name} > {name}")
            self._records.staff.change(person.id, act, name=name)
            self._refresh(person._replace(name=name))

    def set_role(self, person: Person, role: Role) -> None:
        """Give somebody another role. Raises StoreError: the last administrator stays one."""
        if role != person.role:
            self._check_last(person)
            self._records.staff.change(person.id, self._act("role changed", _told(person.name, role)), role=role)
            self._refresh(person._replace(role=role))

    def set_pin(self, person: Person, pin: str) -> None:
        """Give somebody another PIN. Raises StoreError: why not."""
        _check_pin(pin, person.name)
        values = {"pin": hashed(pin, self._cost), "wrong": 0, "tried": None}
        self._records.staff.change(person.id, self._act("PIN set", person.name), **values)

    def change_pin(self, old: str, new: str) -> None:
        """Change the PIN of who is signed in. Raises WrongPinError, or StoreError."""
        me = self.who()
        _check_pin(new, me.name)
        self.prove(me.id, old)
        self.set_pin(Person(*me), new)

    def recover(self, person: Person, pin: str) -> Member:
        """Give ``person`` another PIN: somebody has shown the recovery key. Raises StoreError."""
        _check_pin(pin, person.name)
        values = {"pin": hashed(pin, self._cost), "wrong": 0, "tried": None}
        act = Act(self._clock(), login(), "PIN set by recovery key", note=person.name)
        self._records.staff.change(person.id, act, **values)
        self.begin(person.member)
        return person.member

    def leave(self, person: Person) -> None:
        """Somebody works here no more. Raises StoreError: the last administrator stays."""
        self._check_last(person)
        self._records.staff.change(person.id, self._act("staff left", person.name), left=self._clock())

    def return_(self, person: Person) -> None:
        """Somebody who had left is back, with the PIN they had. Raises StoreError: another has the name by now."""
        self._good_name(person.name, person.id)
        self._records.staff.change(person.id, self._act("staff returned", person.name), left=None)

    def may_leave(self, person: Person) -> str:
        """Why somebody can neither leave nor become a nurse; empty when they can. Raises StoreError."""
        if person.role == "administrator" and not any(each.id != person.id for each in self.administrators()):
            return _("{name} is the only administrator. Make somebody else one first.", name=person.name)
        return ""

    def who_can(self) -> str:
        """Whom to ask for what a nurse may not do. Raises StoreError."""
        return ask_words(tuple(each.name for each in self.administrators()))

    def _check_last(self, person: Person) -> None:
        if told := self.may_leave(person):
            raise StoreError(_("One administrator has to stay."), [Problem(person.name, told)])

    def _good_name(self, typed: str, mine: str = "") -> str:
        name = " ".join(without_unseen(typed).split())
        others = {each.name.casefold() for each in self.present() if each.id != mine}
        cause = ""
        if not name:
            cause, fix = _("the name is missing."), _("Type the name that log and papers are to say.")
        elif len(name) > LONGEST_NAME:
            cause, fix = _("the name is too long."), _("Use at most {most} characters.", most=LONGEST_NAME)
        elif name.casefold() in others:
            cause, fix = (
                _("somebody here has this name already."),
                _("Add an initial, so that the two can be told apart."),
            )
        if cause:
            raise StoreError(_("This name cannot be used."), [Problem(typed, cause, fix)])
        return name

    def _refresh(self, person: Person) -> None:
        """Who is signed in may have another name or role now."""
        if self._member is not None and self._member.id == person.id:
            self._member = person.member
            self._records.name_writer(person.name)

    def _row(self, identifier: str) -> StaffRow:
        found = next((each for each in self._records.staff.all() if each.id == identifier), None)
        if found is None:
            raise StoreError(_("Nobody was signed in."), [Problem(identifier, _("this person is not on the staff."))])
        return found

    def _act(self, deed: str, note: str = "") -> Act:
        return Act(self._clock(), self.who().name, deed, note=note)


def ask_words(names: tuple[str, ...]) -> str:
    """Whom to ask."""
    if not names:
        return _("An administrator can.")
    return _("An administrator can: {names}.", names=current().listed(names))


def _person(row: StaffRow) -> Person:
    role: Role = "administrator" if row.role == "administrator" else "nurse"
    return Person(row.id, row.name, role, row.left is not None)


def _told(name: str, role: Role) -> str:
    """For the log, in the words of no language."""
    return f"{name}: {role}"


def _check_pin(pin: str, name: str) -> None:
    if fault := pin_fault(pin, (name,)):
        raise StoreError(_("This PIN cannot be used."), [Problem(_("PIN"), fault)])
