"""What pages share that ask for the recovery key and for a new secret: where a mistake is shown, what is wiped."""

from __future__ import annotations

from b12desk.desk.safe import WrongKeyError
from b12desk.errors import UserError
from b12desk.ui.door.door_page import DoorPage
from b12desk.ui.door.key_boxes import KeyBoxes
from b12desk.ui.door.new_passphrase import NewPassphrase
from b12desk.ui.staff.new_pin import NewPin


class KeyPage(DoorPage):
    """``_key``: the boxes of both halves; ``_new``: those of what is chosen anew. Both are made by the page."""

    _key: KeyBoxes
    _new: NewPassphrase | NewPin

    def show_problem(self, error: UserError) -> None:
        """And point to the half that is wrong."""
        super().show_problem(error)
        self._key.show_wrong(error.wrong if isinstance(error, WrongKeyError) else ())

    def forget(self) -> None:
        """Nothing of key and secret stays here."""
        self._key.wipe()
        self._new.wipe()
