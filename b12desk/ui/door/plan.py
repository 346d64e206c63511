"""What was given so far in the set-up of a desk; it outlives the pages, which are made anew for another look."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from b12desk.desk.safe import NewKeys
from b12desk.i18n import N_, _
from b12desk.settings import Settings
from b12desk.ui.kit.step_list import Step


class Stage(IntEnum):
    """The steps of the set-up, in order."""

    CLINIC = 0
    STAFF = 1
    PASSPHRASE = 2
    KEY = 3
    TYPED_BACK = 4


TITLES = {
    Stage.CLINIC: N_("Your clinic"),
    Stage.STAFF: N_("You"),
    Stage.PASSPHRASE: N_("Passphrase"),
    Stage.KEY: N_("Recovery key"),
    Stage.TYPED_BACK: N_("Check the key"),
}


@dataclass
class Plan:
    """``settings`` as they are kept when all is done; ``keys`` are made for ``passphrase``.

    ``name`` and ``pin`` are those of the first administrator. ``remade``: keys that were shown before do not count any
    more.
    """

    settings: Settings
    stage: Stage = Stage.CLINIC
    name: str = ""
    pin: str = ""
    passphrase: str = ""
    keys: NewKeys | None = None
    remade: bool = False

    @property
    def touched(self) -> bool:
        """Whether anything was given that leaving would lose."""
        return self.stage > Stage.CLINIC or bool(self.passphrase)

    def forget(self) -> None:
        """Nothing secret stays."""
        self.keys, self.passphrase, self.pin = None, "", ""

    def steps(self) -> list[Step]:
        """Where we are. One goes on and back by the buttons alone: what a step needs was given in the one before."""
        return [
            Step(
                stage.name.lower(),
                _(TITLES[stage]),
                "done" if stage < self.stage else "begun" if stage is self.stage else "ahead",
                0,
                current=stage is self.stage,
                reachable=False,
            )
            for stage in Stage
        ]
