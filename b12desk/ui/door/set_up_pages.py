"""The pages of the set-up: the clinic, the first administrator, the passphrase, the key, and the key typed back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal

from b12desk.desk.safe import WrongKeyError
from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.report.recovery_sheet import Half
from b12desk.ui.door.door_page import DoorPage, add_row, button
from b12desk.ui.door.key_boxes import KeyBoxes
from b12desk.ui.door.key_groups import KeyGroups
from b12desk.ui.door.new_passphrase import NewPassphrase
from b12desk.ui.door.plan import TITLES, Plan, Stage
from b12desk.ui.kit.labels import label, remark
from b12desk.ui.setting_groups import CLINIC, COUNTRIES, PAPERS, LineGroup, TileGroup, choices
from b12desk.ui.staff.first_page import NewPerson


class SetUpPage(DoorPage):
    """``entered``: Enter asks for what the button that goes on does."""

    entered = Signal()

    def __init__(self, stage: Stage, help_text: str, icon: str) -> None:
        super().__init__(f"set-up:{stage.name.lower()}", _(TITLES[stage]), help_text, icon)

    def fault(self) -> str:
        """What is missing on this page, in one sentence; the focus goes there. Empty when one may go on."""
        return ""


class ClinicPage(SetUpPage):
    """Name and letterhead, whose emergency numbers, and the paper: settings, that can be changed later."""

    def __init__(self, plan: Plan) -> None:
        text = _("All of this can be left as it is, and changed later in the settings.")
        super().__init__(Stage.CLINIC, text, "hospital")
        self._plan = plan
        self._lines = []
        for name, title in CLINIC:
            line = LineGroup(f"set-up:{name}", _(title), str(getattr(plan.settings, name)))
            line.written.connect(partial(self._choose, name))
            line.line.returnPressed.connect(self.entered)
            self._lines.append(line.line)
            self.card.addWidget(line)
        country = TileGroup(
            "set-up:profile", _("Emergency number and crisis line"), choices(COUNTRIES), plan.settings.profile
        )
        paper = TileGroup("set-up:paper", _("Paper"), choices(PAPERS), plan.settings.paper)
        for name, group in (("profile", country), ("paper", paper)):
            group.chosen.connect(partial(self._choose, name))
            self.card.addWidget(group)
        self.finish()

    def focus_first(self) -> None:
        """In the name of the clinic."""
        self._lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, name: str, value: str) -> None:
        self._plan.settings = self._plan.settings.changed(**{name: value})


class StaffPage(SetUpPage):
    """The first administrator: a name, and a PIN typed twice."""

    def __init__(self, plan: Plan) -> None:
        text = _(
            "Everybody signs in by name, so that the records say who did what. You are the first administrator of this "
            "desk, and add the others in the settings. The PIN is yours alone."
        )
        super().__init__(Stage.STAFF, text, "person")
        self._plan = plan
        self._person = NewPerson("set-up")
        self._person.fill(plan.name, plan.pin)
        self._person.entered.connect(self.entered)
        self.card.addWidget(self._person)
        self.finish()

    def focus_first(self) -> None:
        """In the name."""
        self._person.focus_first()

    def fault(self) -> str:
        """No name, a PIN that is guessed, or not twice the same."""
        told = self._person.fault()
        if not told:
            self._plan.name, self._plan.pin = self._person.name, self._person.pin.text
        return told

    def forget(self) -> None:
        """Empty the boxes."""
        self._person.pin.wipe()


class PassphrasePage(SetUpPage):
    """The passphrase of the staff, twice."""

    def __init__(self, plan: Plan) -> None:
        text = _(
            "Staff type it whenever the program starts. Four words that have nothing to do with each other are strong, "
            "and easy to type. It is kept nowhere: write it down only where nobody else finds it."
        )
        super().__init__(Stage.PASSPHRASE, text, "settings")
        if plan.keys is not None:
            told = _("Another passphrase comes with another recovery key: the one that was shown will not count then.")
            self.card.addWidget(remark("warning", "warning", told))
        self._new = NewPassphrase("set-up", (plan.settings.clinic, plan.settings.clinic_address))
        self._new.fill(plan.passphrase)
        self._new.entered.connect(self.entered)
        self.card.addWidget(self._new)
        self.finish()

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self._new.text

    def focus_first(self) -> None:
        """In the first box."""
        self._new.first.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def fault(self) -> str:
        """Not there, not strong, or not twice the same."""
        return self._new.fault()

    def forget(self) -> None:
        """Empty the boxes."""
        self._new.wipe()


class KeyPage(SetUpPage):
    """The recovery key in two halves, each to be printed or saved on a sheet of its own."""

    def __init__(self, plan: Plan, paper: Callable[[str, Half], None]) -> None:
        text = _(
            "It opens the records when the passphrase is lost or the file with the keys is damaged. Without both, "
            "nobody can read them again. Print or save each half, and keep the two apart."
        )
        super().__init__(Stage.KEY, text, "review")
        if plan.remade:
            told = _("This is a new key. Throw away what was printed or saved of the one before.")
            self.card.addWidget(remark("warning", "warning", told))
        keys = plan.keys
        halves = (keys.first_half, keys.second_half) if keys is not None else ("", "")
        self._first = None
        made: tuple[tuple[Half, str, str], ...] = ((1, _("First half"), halves[0]), (2, _("Second half"), halves[1]))
        for half, title, groups in made:
            self.card.addWidget(label(title, "heading"))
            self.card.addWidget(KeyGroups(groups, f"set-up:half:{half}"))
            printing = button(f"set-up:print:{half}", _("Print"), "secondary", "print")
            saving = button(f"set-up:save:{half}", _("Save PDF"), "secondary", "save")
            for each, way in ((printing, "print"), (saving, "save")):
                each.setAccessibleName(_("{action}: {title}", action=each.text(), title=title))
                each.clicked.connect(partial(_unless_busy, self, partial(paper, way, half)))
            add_row(self.card, [printing, saving])
            self._first = self._first or printing
        self.finish()

    def focus_first(self) -> None:
        """On the button that prints the first half."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)


class TypedBackPage(SetUpPage):
    """The key as somebody reads it off the sheets: the proof that they are there and right."""

    def __init__(self) -> None:
        text = _(
            "Type both halves off the sheets, or scan them. Spaces, dashes and small letters do not matter. "
            "Then you know that the sheets open this desk."
        )
        super().__init__(Stage.TYPED_BACK, text, "check")
        self._key = KeyBoxes("set-up")
        self._key.entered.connect(self.entered)
        self.card.addWidget(self._key)
        self.finish()

    @property
    def halves(self) -> tuple[str, str]:
        """What was typed."""
        return self._key.halves

    def focus_first(self) -> None:
        """In the first box."""
        self._key.focus_first()

    def fault(self) -> str:
        """A half that is not there."""
        return self._key.fault()

    def show_problem(self, error: UserError) -> None:
        """And point to the half that is wrong."""
        super().show_problem(error)
        self._key.show_wrong(error.wrong if isinstance(error, WrongKeyError) else ())

    def forget(self) -> None:
        """Empty the boxes."""
        self._key.wipe()


def _unless_busy(page: DoorPage, call: Callable[[], None], _checked: bool = False) -> None:
    if not page.busy:
        call()
