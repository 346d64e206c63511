"""Papers in made-up languages: laid out once for all tests that look at them, and what is wrong with them."""

from __future__ import annotations

import gettext
import re
from functools import cache

import pytest

from b12desk.engine.frequency import frequency, shown
from b12desk.i18n import Catalogue
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.translated import translated
from b12desk.report.handout import handout_document
from b12desk.report.summary import summary_pages
from b12desk.report.typeset.display_list import Page
from b12desk.report.typeset.document import Document
from b12desk.report.typeset.pages import compose
from b12desk.report.typeset.type_sizes import Paper
from tests.pseudo import PSEUDO, PSEUDO_LEFT
from tests.report.page_faults import (
    lost,
    missing_glyphs,
    narrow_lines,
    outside,
    overlaps,
)
from tests.sample_cases import covering, definition, judged, vignettes

Laid = tuple[Document, tuple[Page, ...]]
CATALOGUES = pytest.mark.parametrize("catalogue", [PSEUDO, PSEUDO_LEFT], ids=["leftwards", "rightwards"])
PAPERS: tuple[Paper, ...] = ("a4", "letter")
RICH = next(
    each
    for each in covering()
    if judged(each).diet
    and judged(each).tests
    and (beside := shown(definition(), judged(each)))
    and frequency(*beside) is not None
)
"""A case with a gauge, a picture of the score and tests."""


@cache
def summary(case: str, catalogue: Catalogue, paper: Paper = "a4") -> Laid:
    return summary_pages(definition(), vignettes()[case].response, judged(case), paper=paper, catalogue=catalogue)


def handout(response: QuestionnaireResponse, catalogue: Catalogue, paper: Paper, *, large_print: bool) -> Laid:
    with catalogue.used():
        form = translated(definition(), catalogue)
        document = handout_document(form, response, paper=paper, large_print=large_print)
        return document, compose(document)


def in_hebrew(text: str) -> str:
    """Hebrew letters for small ones; capitals stay, as many names and numbers of guidelines do."""
    parts = re.split(r"(\{[^{}]*\})", text)
    told = (
        "".join(chr(0x5D0 + (ord(each) - 97) % 26) if "a" <= each <= "z" else each for each in part) for part in parts
    )
    return "".join(part if at % 2 else hebrew for at, (part, hebrew) in enumerate(zip(parts, told, strict=True)))


class Hebrew(gettext.NullTranslations):
    """Words of another script, as short as the English ones."""

    def gettext(self, message: str) -> str:
        return in_hebrew(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return in_hebrew(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return in_hebrew(message)


HEBREW = Catalogue("he", Hebrew())


def faults(laid: Laid) -> list[str]:
    """Everything that a reader would see go wrong."""
    document, pages = laid
    found = [f"lost: {''.join(missing)}"] if (missing := lost(document, pages)) else []
    for page in pages:
        found += overlaps(page) + outside(page, document.sheet.margin) + narrow_lines(page) + missing_glyphs(page)
    return found
