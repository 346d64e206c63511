"""The page that sets up an empty desk with the records of a backup: the file, the recovery key, a new passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from b12desk.i18n import _
from b12desk.ui.door.door_page import add_row, button
from b12desk.ui.door.key_boxes import KeyBoxes
from b12desk.ui.door.key_page import KeyPage
from b12desk.ui.door.new_passphrase import NewPassphrase
from b12desk.ui.kit.files import ask_there
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.text_boxes import LineBox

_LONGEST_PATH = 1000


class RestorePage(KeyPage):
    """``restored`` carries the file, both halves of the key and the new passphrase; ``backed``: not now."""

    restored = Signal(str, str, str, str)
    backed = Signal()

    def __init__(self) -> None:
        text = _(
            "The intakes, the staff and the log of another desk, or of this one before it was lost. The recovery key "
            "that the backup was made for opens it, and is that of this desk from then on."
        )
        super().__init__("restore", _("Restore a backup"), text, "save")
        self.card.addWidget(label(_("Backup file"), "strong"))
        self._file = LineBox(longest=_LONGEST_PATH)
        self._file.setObjectName("restore:file")
        self._file.setAccessibleName(_("Backup file"))
        self.card.addWidget(self._file)
        self._choose = button("restore:choose", _("Choose the &file"), "secondary")
        self._choose.clicked.connect(self._pick)
        add_row(self.card, [self._choose])
        self._key = KeyBoxes("restore")
        self.card.addWidget(self._key)
        self.card.addWidget(label(_("Choose a new passphrase for the staff of this desk."), "question"))
        self._new = NewPassphrase("restore")
        self._file.returnPressed.connect(self._key.focus_first)
        self._key.entered.connect(lambda: self._new.first.line.setFocus(Qt.FocusReason.TabFocusReason))
        self._new.entered.connect(self._try)
        self.card.addWidget(self._new)
        done = button("restore:go", _("&Restore"), "primary")
        done.clicked.connect(self._try)
        back = button("restore:back", _("&Back"), "secondary", "back")
        back.clicked.connect(lambda: None if self.busy else self.backed.emit())
        self.finish([done, back])

    def focus_first(self) -> None:
        """On the way to the file."""
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self) -> None:
        if self.busy:
            return
        if found := ask_there(self, _("Backup file"), _("Backups ({pattern})", pattern="*.age")):
            self._file.setText(found)
            self._key.focus_first()

    def _try(self) -> None:
        if self.busy:
            return
        file = self._file.text().strip()
        if not file:
            self.say(_("Choose the backup file."))
            self._choose.setFocus(Qt.FocusReason.OtherFocusReason)
        elif fault := self._key.fault() or self._new.fault():
            self.say(fault)
        else:
            self.restored.emit(file, *self._key.halves, self._new.text)
