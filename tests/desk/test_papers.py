"""The papers of one intake: each made once, in its language, under a name that tells nobody whose it is."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from b12desk.desk.papers import Kind, Papers, file_chosen, make_pdf, paper_name
from b12desk.engine.reference_code import reference_code
from b12desk.errors import Problem, ReportError
from b12desk.i18n import Catalogue, current
from b12desk.settings import PaperSize
from tests.sample_cases import definition, judged, vignettes

CASE = next(iter(vignettes()))
A4, LETTER = (595, 842), (612, 792)


def papers(make: Callable[..., bytes] = make_pdf, paper: PaperSize = "a4", **more: Catalogue) -> Papers:
    return Papers(definition(), vignettes()[CASE].response, judged(CASE), paper, make=make, **more)


def refused(call: Callable[[], object]) -> Problem:
    with pytest.raises(ReportError) as caught:
        call()
    assert caught.value.title == "The PDF could not be saved"
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("typed", "name"),
    [("/a/b", "b.pdf"), ("/a/b.pdf", "b.pdf"), ("/a/b.PDF", "b.PDF"), ("/a/b.txt", "b.txt.pdf"), ("/a/.b", ".b.pdf")],
)
def test_a_file_is_always_a_pdf(typed: str, name: str) -> None:
    assert file_chosen(typed) == Path("/a") / name


@pytest.mark.parametrize(
    ("typed", "cause"),
    [
        (" .", "a name of blanks and dots alone would not be found again."),
        ("/a/ . ..pdf", "a name of blanks and dots alone would not be found again."),
        ("/a/b\u200bc", "this name holds a character that cannot be seen."),
    ],
)
def test_a_name_that_is_none_is_refused(typed: str, cause: str) -> None:
    assert refused(lambda: file_chosen(typed)) == ("file name", cause, "Give it another name.")


@pytest.mark.parametrize("kind", ["summary", "handout", "handout-large-print"])
def test_a_file_is_named_by_code_and_kind(kind: Kind) -> None:
    code = reference_code(vignettes()[CASE].response, judged(CASE))
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", code)
    assert papers().file_name(kind) == f"b12desk-{code}-{kind}.pdf"
    assert paper_name("x", kind) == f"x-{kind}.pdf"


def test_each_document_is_made_once_of_its_own_intake_in_its_own_language() -> None:
    made: list[tuple[object, ...]] = []

    def make(kind: str, *given: object) -> bytes:
        made.append((kind, *given, current()))
        return kind.encode()

    spoken = Catalogue("de", gettext.NullTranslations())
    found = papers(make, "letter", catalogue=spoken)
    assert [found.pdf("summary"), found.pdf("handout"), found.pdf("summary")] == [b"summary", b"handout", b"summary"]
    of = (definition(), vignettes()[CASE].response, judged(CASE), "letter", spoken)
    assert made == [("summary", *of), ("handout", *of)]
    assert current() is not spoken


@pytest.mark.parametrize(("paper", "size"), [("a4", A4), ("letter", LETTER)])
def test_every_kind_is_another_document_of_the_wanted_size(tmp_path: Path, paper: PaperSize, size: object) -> None:
    texts, sizes = [], []
    for kind in ("summary", "handout", "handout-large-print"):
        path = tmp_path / f"{kind}.pdf"
        papers(paper=paper).save(kind, path)  # type: ignore[arg-type]
        pages = PdfReader(path).pages
        texts.append(pages[0].extract_text())
        sizes.append(len(pages))
        assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == size
    code = reference_code(vignettes()[CASE].response, judged(CASE))
    assert [code in text for text in texts] == [True, False, False], "a handout holds no result"
    assert sizes[2] > sizes[1], "large print needs more pages"


def test_a_disk_that_refuses_says_where_why_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    path = tmp_path / "file" / "x.pdf"
    assert refused(lambda: papers(lambda *_given: b"x").save("summary", path)) == (
        str(tmp_path / "file"),
        f"x.pdf: a file stands where a folder should be: {tmp_path / 'file'}.",
        "Move or rename that file. Or choose another folder.",
    )


def test_a_name_that_no_system_takes_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a\0b.pdf"
    assert refused(lambda: papers(lambda *_given: b"x").save("summary", path)) == (
        str(tmp_path),
        "a\0b.pdf: embedded null byte.",
        "Choose another name.",
    )
