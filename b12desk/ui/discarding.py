"""An intake is removed for good: what a patient said alone is seen first, then it is asked whether it is meant."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from b12desk.desk.intake_lines import IntakeLine
from b12desk.desk.intakes import Intakes
from b12desk.errors import UserError
from b12desk.ui.kit.dialogs import show_error
from b12desk.ui.questions import may_discard
from b12desk.ui.seen import is_acknowledged, is_seen


def discard(front: QWidget, desk: Intakes, line: IntakeLine) -> bool:
    """Whether it is gone; ``line`` says which it is. Why it cannot go is shown."""
    try:
        desk.check_discard(line.identifier)
        if not _is_seen(front, desk, line.identifier) or not may_discard(front, line):
            return False
        desk.discard(line.identifier)
    except UserError as error:
        show_error(front, error)
        return False
    return True


def _is_seen(front: QWidget, desk: Intakes, identifier: str) -> bool:
    """Whether somebody saw all that can be seen; to look, it is opened for a moment."""
    if not desk.disclosures.may_hold(identifier):
        return True
    try:
        intake = desk.resume(identifier)
    except UserError:
        return is_acknowledged(front, desk, identifier)
    try:
        return is_seen(front, desk, intake)
    finally:
        desk.close(intake)
