"""Signing in, lock, staff and log in a made-up longer language at every size: no word forgotten, nothing cut."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from b12desk.desk.audit_book import AuditBook
from b12desk.desk.evidence_book import EvidenceBook
from b12desk.i18n import current
from b12desk.model.definition import Definition
from b12desk.model.translated import translated
from b12desk.theme import Appearance
from b12desk.ui.audit.audit_dialog import AuditDialog
from b12desk.ui.evidence.evidence_dialog import EvidenceDialog
from b12desk.ui.kit import style
from b12desk.ui.staff.first_page import FirstPage
from b12desk.ui.staff.forgotten_page import ForgottenPage
from b12desk.ui.staff.pin_dialog import PinDialog
from b12desk.ui.staff.staff_dialog import PersonDialog, StaffDialog
from tests.pseudo import kept_of
from tests.ui.conftest import settle
from tests.ui.staffed import PINS, Staffed, staffed
from tests.ui.test_pseudo import LARGE, SMALLEST, USUAL, Look, spoken
from tests.walks import walks

__all__ = ["spoken", "staffed"]
ANA, BEN = PINS


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize(("size", "scale"), [(USUAL, 1.0), (SMALLEST, 1.0), (LARGE, 2.0), ((640, 700), 2.5)])
def test_every_page_and_dialog(
    staffed: Callable[..., Staffed],
    show: Callable[[QWidget], QWidget],
    shipped: Definition,
    qapp: QApplication,
    size: tuple[int, int],
    scale: float,
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    desk = staffed("", size)
    own = {*PINS, *(f"{name}: {role}" for name, role in ((ANA, "administrator"), (BEN, "nurse"))), "128-ABCDEFGH"}
    look = Look(kept_of(shipped), own)
    wrong = [f"sign in: {each}" for each in look(desk.window)]
    for _try in range(5):
        desk.sign_in(ANA, "111222")
    wrong += [f"wrong: {each}" for each in look(desk.window)]
    desk.sign_in(BEN)
    desk.lock()
    wrong += [f"locked: {each}" for each in look(desk.window)]
    desk.sign_in(BEN)
    pages = {"first": FirstPage(), "forgotten": ForgottenPage(desk.staff.administrators())}
    dialogs = {
        "staff": StaffDialog(desk.window, desk.staff),
        "person": PersonDialog(desk.window, desk.staff, desk.people[BEN]),
        "pin": PinDialog(desk.window, desk.staff),
    }
    for name, each in (pages | dialogs).items():
        each.resize(*size)
        show(each)
        settle()
        if name != "person" or scale <= 2:  # the longest word of a role is wider than 640 pixels at 250 %
            wrong += [f"{name}: {fault}" for fault in look(each)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize(("size", "scale"), [(USUAL, 1.0), (SMALLEST, 1.0), (LARGE, 2.0)])
def test_the_log(
    staffed: Callable[..., Staffed],
    show: Callable[[QWidget], QWidget],
    shipped: Definition,
    qapp: QApplication,
    size: tuple[int, int],
    scale: float,
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    desk = staffed()
    dialog = AuditDialog(desk.window, AuditBook(desk.records.log))
    dialog.resize(*size)
    show(dialog)
    dialog.table.choose(0)
    dialog._verify()
    own = {
        *PINS,
        "128-ABCDEFGH",
        str(desk.records.head()),
        *dialog._book.people(),
        *(each.note for each in dialog.lines.lines),
    }
    look = Look(kept_of(shipped), own)
    assert not (wrong := look(dialog)), "\n".join(wrong)
    dialog._drops["days"].picked.emit("1")
    dialog.narrowed = dialog.narrowed._replace(intake="none")
    dialog.look()
    assert not (wrong := look(dialog)), "\n".join(wrong)


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize(("size", "scale"), [(USUAL, 1.0), (SMALLEST, 1.0), (LARGE, 2.0)])
def test_how_patients_get_on(
    show: Callable[[QWidget], QWidget], shipped: Definition, qapp: QApplication, size: tuple[int, int], scale: float
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    kept = walks(shipped.questionnaire, questions=2)
    form = translated(shipped.questionnaire, current())
    for rows in (kept, []):
        dialog = EvidenceDialog(None, EvidenceBook(lambda rows=rows: rows, form, lambda _deed: None))
        dialog.resize(size[0], 4 * size[1])
        show(dialog)
        settle()
        look = Look(kept_of(shipped), {"40-59", "60-74", "75+"})
        assert not (wrong := look(dialog)), "\n".join(wrong)
