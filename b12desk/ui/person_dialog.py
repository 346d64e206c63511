"""One person's data on request: whose, why, and then printed, saved, exported or erased. The reason is logged."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from b12desk.characters.visible import shortened
from b12desk.desk.papers import SUFFIX
from b12desk.desk.person_data import LONGEST_REASON, Person, PersonData
from b12desk.errors import UserError
from b12desk.i18n import _, n_
from b12desk.settings import Settings
from b12desk.ui.door.door_page import DoorPage, add_row, button
from b12desk.ui.kit import dialogs, reflex, style
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.text_boxes import LineBox
from b12desk.ui.other_paper import OtherPaper, print_paper, save_paper
from b12desk.ui.paper_size import paper_size
from b12desk.ui.result.saving import ask_other_file

_LONGEST_NAME = 80


class PersonDialog(QDialog):
    """Accepted when the data was erased. Raises StoreError where it cannot be read."""

    def __init__(self, parent: QWidget, data: PersonData, identifier: str, settings: Settings) -> None:
        super().__init__(parent)
        self.setObjectName("person")
        self._data, self._identifier, self._settings = data, identifier, settings
        self._person = data.about(identifier)
        title = _("This person's data")
        self.setWindowTitle(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, style.sp(12))
        self._page = page = DoorPage("person", title, _whose(self._person), "person")
        page.card.addWidget(label(_("Reason (required, kept in the audit log; without the name)"), "strong"))
        self._reason = LineBox(longest=LONGEST_REASON)
        self._reason.setObjectName("person:reason")
        self._reason.setAccessibleName(_("Reason"))
        page.card.addWidget(self._reason)
        ways = (
            ("print", _("&Print it"), "print", self._print),
            ("save", _("&Save PDF"), "save", self._save),
            ("export", _("&Export it"), "next", self._export),
            ("erase", _("E&rase it"), "cross", self._erase),
        )
        buttons = []
        for name, text, icon, call in ways:
            made = button(f"person:{name}", text, "secondary", icon)
            made.clicked.connect(partial(self._do, call))
            buttons.append(made)
        add_row(page.card, buttons)
        page.finish()
        outer.addWidget(page, 1)
        row = QVBoxLayout()
        row.setContentsMargins(style.sp(16), 0, style.sp(16), 0)
        close = button("person:close", _("&Close"))
        close.clicked.connect(self.reject)
        add_row(row, [close])
        outer.addLayout(row)
        room = self.screen().availableGeometry().size()
        self.resize(min(style.sp(660), room.width() - 40), min(style.sp(560), room.height() - 40))
        self._reason.setFocus()

    def done(self, result: int) -> None:
        """While data is being erased, one waits."""
        if not self._page.busy:
            super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses nothing here; Escape closes."""
        if event.key() not in reflex.ENTER:
            super().keyPressEvent(event)

    def _do(self, call: Callable[[str], str], _checked: bool = False) -> None:
        """With a reason that will do; says what became of it."""
        if self._page.busy:
            return
        reason = self._reason.text()
        try:
            if fault := self._data.fault(self._identifier, reason):
                self._page.say(fault)
                self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            if told := call(reason):
                self._page.say(told, wrong=False)
        except UserError as error:
            self._page.show_problem(error)

    def _pdf(self, reason: str) -> bytes:
        settings = self._settings
        return self._data.pdf(self._identifier, reason, paper_size(settings.paper), settings.letterhead)

    def _print(self, reason: str) -> str:
        return print_paper(self, self._paper(reason))

    def _save(self, reason: str) -> str:
        return save_paper(self, self._paper(reason))

    def _paper(self, reason: str) -> OtherPaper:
        size = paper_size(self._settings.paper)
        return OtherPaper(self.windowTitle(), _FILE, size, partial(self._pdf, reason))

    def _export(self, reason: str) -> str:
        path = ask_other_file(self, _("Export it"), _("ZIP (*.zip)"), "b12desk-person.zip")
        if path is None:
            return ""
        self._data.export(self._identifier, reason, path)
        return _("Exported: {name}. It holds the data in plain: hand it over safely, then delete it.", name=path.name)

    def _erase(self, reason: str) -> str:
        count = len(self._person.intakes)
        heading = n_("Erase {count} intake of this person?", "Erase all {count} intakes of this person?", count)
        texts = [
            _whose(self._person),
            _("They cannot be brought back, also not from backups that are made from now on."),
        ]
        if dialogs.ask(self, heading, texts, [_("&Keep them"), _("&Erase them")]) != 1:
            return ""

        def erase() -> Callable[[], None]:
            self._data.erase(self._identifier, reason)
            return self.accept

        self._page.begin_work(_("The data is being erased ..."), erase)
        return ""


_FILE = f"b12desk-person{SUFFIX}"
"""Never named after the patient."""


def _whose(person: Person) -> str:
    """Who, and which intakes."""
    name = shortened(person.name, _LONGEST_NAME)
    who = _("{name}, record number {number}", name=name, number=person.number) if person.number else name
    return _("{who}. {intakes}.", who=who, intakes=", ".join(person.intakes))
