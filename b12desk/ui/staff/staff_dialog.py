"""The staff of a desk, for an administrator: who there is, in which role, and who is here no more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from b12desk.desk.member import Role
from b12desk.desk.staff import ROLES, Person, Staff
from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.ui.door.door_dialog import DoorDialog
from b12desk.ui.door.door_page import add_row, button, note_line, problem_words
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.labels import empty, label, panel, scroller
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.kit.waiting import run
from b12desk.ui.setting_groups import TileGroup, choices
from b12desk.ui.staff.first_page import NewPerson


class StaffDialog(QDialog):
    """All of them, and what can be changed of each."""

    def __init__(self, parent: QWidget | None, staff: Staff) -> None:
        super().__init__(parent)
        self.setObjectName("staff")
        self.setWindowTitle(_("Staff"))
        self._staff = staff
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.sp(each) for each in (24, 20, 24, 16)))
        outer.setSpacing(style.sp(12))
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, style.sp(8), 0)
        box.setSpacing(style.sp(12))
        box.addWidget(label(_("Staff"), "title"))
        told = _("Nobody is ever removed: log and papers name them. Who works here no more cannot sign in.")
        box.addWidget(label(told, "hint"))
        self._list = QVBoxLayout()
        self._list.setSpacing(style.sp(10))
        box.addLayout(self._list)
        box.addStretch(1)
        outer.addWidget(scroller(inner), 1)
        self._note = note_line()
        self._note.setObjectName("staff:note")
        outer.addWidget(self._note)
        add = button("staff:add", _("&Add somebody"), "primary", "new")
        add.clicked.connect(lambda: self._edit(None))
        close = button("staff:close", _("&Close"))
        close.clicked.connect(self.accept)
        add_row(outer, [add, close])
        room = parent.size() if parent is not None else self.sizeHint()
        self.resize(min(style.sp(680), room.width()), min(style.sp(640), max(room.height() - 40, 400)))
        self._show()

    def _show(self) -> None:
        empty(self._list)
        for person in self._staff.everybody():
            self._list.addWidget(self._line(person))

    def _line(self, person: Person) -> QWidget:
        made, box = panel("card", (18, 12, 14, 12), 6)
        made.setObjectName(f"staff:{person.id}")
        box.addWidget(label(person.name, "strong"))
        mine = person.id == self._staff.who().id
        state = _("works here no more") if person.left else _("signed in now") if mine else ""
        box.addWidget(label(", ".join(filter(None, (_(ROLES[person.role]), state))), "small"))
        buttons = [self._button("change", _("Change"), person, lambda: self._edit(person))]
        stays = self._staff.may_leave(person)
        if person.left:
            buttons.append(self._button("return", _("Is back"), person, lambda: self._do(self._staff.return_, person)))
        elif stays:
            box.addWidget(label(stays, "hint"))
        elif not mine:
            buttons.append(self._button("leave", _("Works here no more"), person, lambda: self._leave(person)))
        add_row(box, buttons)
        return made

    def _button(self, name: str, text: str, person: Person, call: Callable[[], None]) -> Button:
        made = button(f"staff:{name}:{person.id}", text)
        made.setAccessibleName(_("{action}: {title}", action=text, title=person.name))
        made.clicked.connect(lambda _checked=False: call())
        return made

    def _leave(self, person: Person) -> None:
        self._do(self._staff.leave, person)

    def _do(self, call: Callable[[Person], None], person: Person) -> None:
        try:
            call(person)
        except UserError as error:
            self._tell(problem_words(error))
        else:
            self._tell("")
            self._show()

    def _edit(self, person: Person | None) -> None:
        dialog = PersonDialog(self, self._staff, person)
        done = run(dialog)
        dialog.deleteLater()
        if done:
            self._tell("")
            self._show()

    def _tell(self, text: str) -> None:
        self._note.setText(text)
        if text:
            announce_text(self._note, text)


class PersonDialog(DoorDialog):
    """Somebody new, or what is known of ``person``; accepted when it is kept."""

    def __init__(self, parent: QWidget | None, staff: Staff, person: Person | None) -> None:
        title = _("Add somebody") if person is None else _("Change {name}", name=person.name)
        told = _("Tell them the PIN, and have them change it: Settings, Change my PIN.")
        super().__init__(parent, "person", title, told)
        self._staff, self._person = staff, person
        self._role: Role = person.role if person is not None else "nurse"
        new = person is None
        self._typed = NewPerson(
            "person",
            person.name if person is not None else "",
            pin_wanted=new,
            pin_title="" if new else _("New PIN or passphrase (optional)"),
        )
        self._typed.entered.connect(self.do_it)
        self.page.card.addWidget(self._typed)
        stays = staff.may_leave(person) if person is not None else ""
        if stays:
            self.page.card.addWidget(label(stays, "hint"))
        else:
            roles = TileGroup("person:role", _("Role"), choices(tuple(ROLES.items())), self._role)
            roles.chosen.connect(self._choose)
            self.page.card.addWidget(roles)
            told = _("A nurse does intakes. An administrator also sees to settings, staff, records and log.")
            self.page.card.addWidget(label(told, "hint"))
        self.complete("keep", _("&Keep"), 720)
        self._typed.focus_first()

    def forget(self) -> None:
        """Empty the boxes."""
        self._typed.pin.wipe()

    def do_it(self) -> None:
        """Keep it, or say why not."""
        if fault := self._typed.fault():
            self.page.say(fault)
            return
        try:
            self._keep(self._typed.name, self._typed.pin.text)
        except UserError as error:
            self.page.show_problem(error)
        else:
            self.accept()

    def _keep(self, name: str, pin: str) -> None:
        person = self._person
        if person is None:
            self._staff.add(name, self._role, pin)
            return
        self._staff.rename(person, name)
        person = person._replace(name=name)
        self._staff.set_role(person, self._role)
        if pin:
            self._staff.set_pin(person, pin)

    def _choose(self, role: str) -> None:
        self._role = "administrator" if role == "administrator" else "nurse"
