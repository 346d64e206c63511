"""The demonstration: a sample patient is walked through the real window, and the two documents are written.

The patient is invented. Nothing of it is kept: the demonstration has its own folder for drafts.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication

from b12desk.characters.hidden import escaped
from b12desk.desk.intakes import Intakes
from b12desk.desk.open_intake import OpenIntake
from b12desk.desk.papers import Kind
from b12desk.errors import Problem, ReportError, UserError
from b12desk.i18n import _
from b12desk.private_file import made_dir, reason_of
from b12desk.settings import Settings
from b12desk.theme import Appearance
from b12desk.ui.demo.driver import Driver, Given
from b12desk.ui.kit import style
from b12desk.ui.result.result_page import ResultPage
from b12desk.ui.window import MainWindow

NAME, NUMBER = "Maria Sample", "DEMO-0001"
SAMPLE: dict[str, Given] = {
    "respondent": "staff",
    "birth_date": ["12", "3", "1957"],
    "sex": "female",
    "ethnicity": ["prefer-not-to-say"],
    "diet_supplement_b12": "no",
    "gate_diet": "no",
    "food_liver": "never",
    "food_shellfish": "never",
    "food_oily_fish": "never",
    "food_white_fish": "1-3-month",
    "food_red_meat": "1-3-month",
    "food_poultry": "2-4-week",
    "food_milk": "daily",
    "food_yogurt": "1-week",
    "food_cheese": "1-week",
    "food_egg": "1-week",
    "food_cereal": "never",
    "food_plant_milk": "never",
    "food_yeast": "never",
    "diet_access": "no",
    "diet_cost": "no",
    "diet_restricted_ed": "no",
    "gate_medicines": "yes",
    "med_metformin": "now",
    "med_ppi": "now",
    "med_h2ra": "no",
    "med_phenobarbital": "no",
    "med_primidone": "no",
    "med_topiramate": "no",
    "med_pregabalin": "no",
    "med_metformin.dose": ["2000"],
    "med_metformin.duration": ["6", "a"],
    "med_ppi.duration": ["3", "a"],
    "med_ppi.tablets": "1",
    "med_ppi.source": "prescribed",
    "med_colchicine": "no",
    "med_other_malabs": ["none-of-these"],
    "gate_tablets": "no",
    "nitrous_oxide": "no",
    "alcohol_high.frequency": "monthly-or-less",
    "alcohol_high.amount": "1-2",
    "alcohol_high.binge": "never",
    "gate_operations": "no",
    "gate_gut": "no",
    "gate_conditions": "no",
    "gate_family": "not-sure",
    "gate_nerves": "yes",
    "paraesthesia": "yes",
    "balance_falls": "no",
    "gait": "no",
    "muscle_weakness": "no",
    "lhermitte": "no",
    "restless_legs": "no",
    "paraesthesia.duration": ["5", "mo"],
    "paraesthesia.change": "same",
    "paraesthesia.sides": "both",
    "paraesthesia.site": ["feet", "hands"],
    "gate_mind": "no",
    "gate_general": "yes",
    "fatigue_unexplained": "yes",
    "anaemia_macrocytosis": "not-sure",
    "pale_yellow_skin": "no",
    "breathless_palpitations": "no",
    "diarrhoea_weight_loss": "no",
    "fatigue_unexplained.duration": ["1", "a"],
    "fatigue_unexplained.change": "worse",
    "gate_head": "no",
    "gate_emergency": "no",
    "neuro_worsening": "no",
    "bladder_bowel_sexual": "no",
}
"""What the hand answers where it is asked; questions that the form does not show are passed over."""

_PATIENCE_MS = 20_000


def run(app: QApplication, argv: list[str], desk: Callable[[], Intakes]) -> int:
    """``demo [--out DIR]``. Returns the status: 0, or 2 when nothing could be written."""
    from b12desk.terminal import Parser, complain, complaint, write  # noqa: PLC0415 -- argparse

    parser = Parser(prog="b12desk demo", description=_("A sample patient through the real wizard."))
    parser.add_argument("--out", type=Path, default=Path("out"), help=_("folder for the two PDFs (default: out)"))
    out: Path = parser.parse_args(argv).out
    with tempfile.TemporaryDirectory(prefix="b12desk-demo-") as home:
        kept = os.environ.get("B12DESK_HOME")
        os.environ["B12DESK_HOME"] = home
        try:
            for path in _walk(app, out, desk):
                write(sys.stdout, f"{escaped(str(path))}\n")
        except UserError as error:
            complain(complaint(error))
            return 2
        finally:
            os.environ.pop("B12DESK_HOME")
            if kept is not None:
                os.environ["B12DESK_HOME"] = kept
    return 0


def _walk(app: QApplication, out: Path, desk: Callable[[], Intakes]) -> list[Path]:
    style.apply_style(app, Appearance())
    window = MainWindow(Settings(), desk)
    try:
        window.open()
        _until_ready(window)
        hand = Driver(window)
        hand.press("new")
        intake = window.wizard
        if intake is None:
            raise LookupError("no intake was opened")
        hand.press("patient:name")
        hand.type(NAME)
        hand.press("patient:number")
        hand.type(NUMBER)
        hand.fill(intake, SAMPLE)
        hand.press("next")
        page = intake.page
        if not isinstance(page, ResultPage):
            raise LookupError("the result did not come")  # noqa: TRY004 -- the walk failed, no call was wrong
        written = _write(intake.intake, page, out)
        page.show_written([str(each) for each in written])
        QApplication.processEvents()
        return written
    finally:
        window.close()
        window.deleteLater()
        QApplication.processEvents()


def _write(intake: OpenIntake, page: ResultPage, out: Path) -> list[Path]:
    kinds: tuple[Kind, ...] = ("summary", "handout") if page.documents.papers.with_handout else ("summary",)
    written = []
    try:
        made_dir(out)
    except OSError as error:
        problem = Problem(str(out), reason_of(error), _("Choose another folder with --out."))
        raise ReportError(_("The PDFs could not be written"), [problem]) from error
    for kind in kinds:
        path = out / page.documents.papers.file_name(kind)
        intake.save_paper(kind, path)
        written.append(path)
    return written


def _until_ready(window: MainWindow) -> None:
    """Wait for the first paint and what follows it, as a person would."""
    clock = QElapsedTimer()
    clock.start()
    while not window.painted and clock.elapsed() < _PATIENCE_MS:
        QApplication.processEvents()
