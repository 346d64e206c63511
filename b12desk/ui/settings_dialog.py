"""Settings: whose reference intake and emergency number, which paper, which colours, how large the text.

Radio tiles, as everywhere else; lines for a clinic's own words and name; and the way to another passphrase.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from b12desk.i18n import _, n_
from b12desk.settings import WHOLE, Keep, Settings
from b12desk.ui.backup_group import BackupGroup
from b12desk.ui.backup_keeper import BackupKeeper
from b12desk.ui.kit import style, waiting
from b12desk.ui.kit.buttons import Button, add_ends
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label, scroller
from b12desk.ui.setting_groups import CLINIC, COUNTRIES, KEEPS, KEYRING, LOCKS, PAPERS, LineGroup, TileGroup, choices
from b12desk.ui.waiting.measure import per_mm_of

Way = tuple[str, str, Callable[[QWidget], None]]
_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5)


class SettingsDialog(QDialog):
    """``chosen`` holds the settings as they stand on the screen.

    ``ways``: name, text and call of each button that leads on; the call is given the dialog, and opens one of its own.
    ``keeps_out`` says who changes what belongs to the clinic, where who is here does not; that is not shown then.
    ``overdue`` tells how many finished intakes are older than a choice of how long they are kept.
    ``opens_itself``: whether the keyring opens the desk, here and as it was chosen; None: nobody is asked.
    ``keeper`` looks after the backups; None: there are none.
    """

    def __init__(
        self,
        parent: QWidget | None,
        settings: Settings,
        ways: Sequence[Way] = (),
        overdue: Callable[[Keep], int] = lambda _keep: 0,
        *,
        keeps_out: str = "",
        keeper: BackupKeeper | None = None,
        opens_itself: bool | None = None,
        signs_in: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.setWindowTitle(_("Settings"))
        self.chosen = settings
        self._signs_in = signs_in
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.sp(each) for each in (24, 20, 24, 16)))
        outer.setSpacing(style.sp(14))
        outer.addWidget(label(_("Settings"), "title"))
        inner = QWidget()
        self._box = QVBoxLayout(inner)
        self._box.setContentsMargins(0, 0, style.sp(8), 0)
        self._box.setSpacing(style.sp(18))
        self._add(
            "reference",
            _("Recommended intake to compare with"),
            (
                ("auto", _("As the country")),
                ("us", _("United States")),
                ("uk", _("United Kingdom")),
                ("efsa", _("European Union (EFSA)")),
            ),
        )
        self._add("paper", _("Paper"), choices(PAPERS))
        self._add(
            "theme",
            _("Colours"),
            (
                ("auto", _("As the system")),
                ("light", _("Light")),
                ("dark", _("Dark")),
                ("contrast", _("High contrast")),
            ),
        )
        self._add("text_scale", _("Size of text"), tuple((str(each), _("{share:.0%}", share=each)) for each in _SCALES))
        self._overdue = overdue
        self._removed: QLabel | None = None
        self._backups: BackupGroup | None = None
        self.opens_itself = opens_itself
        if keeps_out:
            told = label(keeps_out, "hint")
            told.setObjectName("settings:kept-out")
            self._box.addWidget(told)
        else:
            self._add_clinic()
            self._add_waiting_room()
            self._add_access(keeper)
        self._add_ways(ways)
        self._box.addStretch(1)
        outer.addWidget(scroller(inner), 1)
        row = QHBoxLayout()
        row.setSpacing(style.sp(10))
        row.addStretch(1)
        add_ends(row, self, "settings:keep", _("&Keep"), self.accept)
        outer.addLayout(row)
        room = parent.size() if parent is not None else self.sizeHint()
        self.resize(min(style.sp(680), room.width()), min(style.sp(640), max(room.height() - 40, 400)))

    def done(self, result: int) -> None:
        """While a backup is being written, one waits: what comes of it is told here."""
        if self._backups is None or not self._backups.busy:
            super().done(result)

    def _add_clinic(self) -> None:
        """What belongs to all who work here."""
        self._add("profile", _("Emergency number and crisis line"), choices(COUNTRIES))
        self._add(
            "numbers",
            _("Record number is"),
            (("auto", _("As the country")), ("own", _("Own record number")), ("nhs", _("NHS number"))),
        )
        self._add_line("emergency_words", _("Your own words for an emergency (optional)"))
        self._add_line("crisis_words", _("Your own words for a crisis (optional)"))
        for name, title in CLINIC:
            self._add_line(name, _(title))
        self._add("lock_after", _("Lock the desk when nobody was there for"), choices(LOCKS))
        self._add("keep_finished", _("Keep finished intakes"), choices(KEEPS))
        self._removed = label("", "strong")
        self._removed.setObjectName("settings:removed")
        self._box.addWidget(self._removed)
        self._say_removed()

    def _add_access(self, keeper: BackupKeeper | None) -> None:
        """What keeps the records, and what opens them."""
        if keeper is not None:
            self._backups = BackupGroup(self.chosen.backup_plan, keeper)
            self._backups.planned.connect(self._plan_backups)
            self._box.addWidget(self._backups)
        if self.opens_itself is not None:
            way = "keyring" if self.opens_itself else "passphrase"
            keyring = TileGroup("keyring", _("Opening this desk"), choices(KEYRING), way)
            keyring.chosen.connect(self._choose_keyring)
            self._box.addWidget(keyring)

    def _add_ways(self, ways: Sequence[Way]) -> None:
        row = FlowLayout(style.sp(8))
        for name, text, call in ways:
            button = Button(text)
            button.setObjectName(f"settings:{name}")
            button.clicked.connect(lambda _checked=False, call=call: call(self))
            row.addWidget(button)
        self._box.addLayout(row)

    def _choose_keyring(self, code: str) -> None:
        self.opens_itself = code == "keyring"

    def _plan_backups(self, folder: str, every: str) -> None:
        self.chosen = self.chosen.changed(backup_folder=folder, backup_every=every)

    def _add(self, name: str, title: str, offered: Sequence[tuple[str, str]]) -> None:
        group = TileGroup(name, title, offered, str(getattr(self.chosen, name)))
        group.chosen.connect(partial(self._choose, name))
        self._box.addWidget(group)

    def _add_line(self, name: str, title: str) -> None:
        group = LineGroup(name, title, str(getattr(self.chosen, name)))
        group.written.connect(partial(self._choose, name))
        self._box.addWidget(group)

    def _add_waiting_room(self) -> None:
        """What holds where a patient answers alone."""
        self._box.addWidget(label(_("Where a patient answers alone"), "heading"))
        self._add("patient_size", _("Size of text there"), tuple((str(each), f"{each}") for each in range(1, 7)))
        self._add_line("staff_words", _("Your own words when an answer calls for staff (optional)"))
        self._add("alert", _("Sound when staff are needed"), (("silent", _("Silent")), ("tone", _("A tone"))))
        seconds = [(str(each), n_("{count} second", "{count} seconds", each)) for each in (20, 30, 60, 90, 180, 300)]
        self._add("idle_warning", _("Ask whether somebody is there when the screen was not touched for"), seconds[2:])
        self._add("idle_lock", _("Then lock after"), seconds[:3])
        minutes = [(str(each), n_("{count} minute", "{count} minutes", each)) for each in (30, 60, 120)]
        self._add("hand_over_minutes", _("A hand-over ends after"), minutes)
        row = FlowLayout(style.sp(8))
        for name, text, call in (
            ("measure", _("Screen &size"), self._measure),
            ("check", _("Screen loc&ks"), self._check_screen),
        ):
            button = Button(text)
            button.setObjectName(f"settings:{name}")
            button.clicked.connect(call)
            row.addWidget(button)
        self._box.addLayout(row)

    def _measure(self) -> None:
        from b12desk.ui.waiting.card_dialog import CardDialog  # noqa: PLC0415 -- few do, once

        dialog = CardDialog(self, self.chosen.pixels_per_mm or per_mm_of(self.screen()))
        if waiting.run(dialog):
            self.chosen = self.chosen.changed(pixels_per_mm=dialog.per_mm)
        dialog.deleteLater()

    def _check_screen(self) -> None:
        from b12desk.desk.screen_check import check_screen, this_computer  # noqa: PLC0415 -- few do, once
        from b12desk.ui.waiting.check_dialog import CheckDialog  # noqa: PLC0415 -- as above

        measured = bool(self.chosen.pixels_per_mm)
        dialog = CheckDialog(self, lambda: check_screen(this_computer(), signs_in=self._signs_in, measured=measured))
        waiting.run(dialog)
        dialog.deleteLater()

    def _choose(self, name: str, value: str) -> None:
        given = float(value) if name == "text_scale" else int(value) if name in WHOLE else value
        self.chosen = self.chosen.changed(**{name: given})
        if name == "keep_finished":
            self._say_removed()

    def _say_removed(self) -> None:
        """How many finished intakes go for good with the choice as it stands; the line keeps its room."""
        if self._removed is None:
            return
        count = self._overdue(self.chosen.keep_finished)
        told = n_(
            "{count:,} finished intake is older: Keep shows it before it goes for good.",
            "{count:,} finished intakes are older: Keep shows which, before they go for good.",
            count,
        )
        self._removed.setText(told if count else " ")
