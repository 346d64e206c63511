"""Settings of the backups: where they go, how often; one made now, and when the last one was."""

from __future__ import annotations

from PySide6.QtCore import Signal

from b12desk.characters.visible import one_line
from b12desk.desk.backups import KEPT, Written, made_words
from b12desk.errors import UserError
from b12desk.i18n import N_, _
from b12desk.settings import BackupPlan
from b12desk.ui.backup_keeper import BackupKeeper
from b12desk.ui.door.door_page import add_row, button, note_line, problem_words
from b12desk.ui.kit import style
from b12desk.ui.kit.files import ask_place
from b12desk.ui.kit.labels import breakable, label
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.setting_groups import Group, TileGroup, choices

OFTEN = (("never", N_("Never")), ("day", N_("Every day")), ("week", N_("Every week")))


class BackupGroup(Group):
    """``planned`` carries folder and how often, whenever one of them is another."""

    planned = Signal(str, str)

    def __init__(self, plan: BackupPlan, keeper: BackupKeeper) -> None:
        super().__init__(_("Backups"))
        self._plan, self._keeper = plan, keeper
        self.busy = False
        told = _(
            "All intakes in one encrypted file, which the recovery key opens. Choose a folder on another disk, "
            "such as a stick or a network drive; the newest {count} are kept there.",
            count=KEPT,
        )
        self.box.addWidget(label(told, "hint"))
        often = TileGroup("backup_every", _("How often"), choices(OFTEN), plan.every)
        often.chosen.connect(lambda every: self._replan(BackupPlan(self._plan.folder, every)))
        self.box.addWidget(often)
        self._folder = label("")
        self._folder.setObjectName("backups:folder")
        self.box.addWidget(self._folder)
        choose = button("backups:choose", _("Choose a &folder"), "secondary")
        choose.clicked.connect(self._choose)
        self._now = button("backups:now", _("&Back up now"), "secondary", "save")
        self._now.clicked.connect(self._make)
        add_row(self.box, [choose, self._now])
        self._told = note_line()
        self._told.setObjectName("backups:told")
        self.box.addWidget(self._told)
        self._show()
        last = keeper.backups.last()
        self._say(_("Last backup: {backup}", backup=made_words(last)) if last else _("No backup was made yet."))

    def _choose(self) -> None:
        folder = ask_place(self, _("Folder for backups"), self._plan.folder)
        if folder:
            self._replan(BackupPlan(folder, self._plan.every))

    def _replan(self, plan: BackupPlan) -> None:
        self._plan = plan
        self._show()
        self.planned.emit(*plan)

    def _show(self) -> None:
        shown = one_line(self._plan.folder)
        told = _("Folder: {folder}", folder=shown) if shown else _("No folder is chosen.")
        self._folder.setText(breakable(told))

    def _make(self) -> None:
        if not self._plan.folder:
            self._say(_("Choose a folder first."), wrong=True)
        elif self.busy or self._keeper.busy:
            self._say(_("A backup is being written ..."))
        else:
            self.busy = True
            self._now.setEnabled(False)
            self._say(_("A backup is being written ..."))
            self._keeper.make(self._plan, self._made, self._failed)

    def _made(self, written: Written) -> None:
        self._rest()
        self._say(_("Backed up: {backup}", backup=made_words(written)))

    def _failed(self, error: UserError) -> None:
        self._rest()
        self._say(problem_words(error), wrong=True)

    def _rest(self) -> None:
        self.busy = False
        self._now.setEnabled(True)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        role = "error" if wrong else "body"
        self._told.setFont(style.font(role))
        self._told.setForegroundRole(style.ROLES[role].colour)
        self._told.setText(breakable(text))
        announce_text(self._told, text)
