"""The files: what hostile text becomes, what a reader program is told, and that the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from typing import Any

import pypdfium2
import pytest
import segno
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from b12desk.definitions import load
from b12desk.errors import ReportError
from b12desk.paths import forms_dir
from b12desk.report.handout import handout_pdf
from b12desk.report.identity import printed_name
from b12desk.report.summary import summary_pdf
from b12desk.report.typeset import figures, fonts
from b12desk.report.typeset.bidi import runs_both_ways
from b12desk.report.typeset.clean_text import visible_text
from b12desk.report.typeset.rasterize import page_count, page_images
from tests.report import sample
from tests.report.papers import COLOURED, coloured_pdf, no_spaces, page_texts, reader

CVE = (
    "<para><font color=\"[[[getattr(pow, Word('__globals__'))['os'].system('touch pwned') for Word in "
    "[orgTypeFun('Word', (str,), {})]] for orgTypeFun in [type(type(1))]] and 'red'\">x</font></para>"
)
HOSTILE = {
    "unclosed": "<b>not closed",
    "nested": "<para><para>x</para></para><onDraw name='f'/>",
    "local-image": '<img src="/usr/share/pixmaps/x.png" width="100"/>',
    "remote-image": '<img src="http://127.0.0.1/x.png"/><img src="file:///etc/hostname"/>',
    "data-image": '<img src="data:image/png;base64,iVBOR"/>',
    "links": '<a href="javascript:alert(1)">x</a> <a href="file:///etc/passwd">y</a> <link href="http://evil.test">z</link>',
    "cve-2023-33733": CVE,
    "huge-font": '<para fontSize=200>big</para><font size="100000">x</font>',
    "ampersand": "B12 < 200 & tired &amp; &#0; &lt;",
    "control": "a\x00b\x01c\x1b[31md\x7fe\x9cf",
    "bidi": "left\u202eright\u2066x\u2069",
    "scripts": "\u05d0\u05d1 \u0627\u0644 \u0928\u092e \u4f60\u597d",
    "emoji": "tired \U0001f62a\U0001f1e9\U0001f1ea",
    "many-tags": "<b>" * 5000,
    "one-word": "x" * 5000,
    "long": "tired and weak " * 6667,
    "newlines": "\n" * 500 + "end",
    "percent": "%s %(x)d {0} {name} \\ ) ( %%EOF endstream endobj",
}


def _pdf(free: str, **subject: Any) -> bytes:
    given_answers = sample.response({"diet_vegan.note": (free,), "diet_vegan.product": (free,)}, **subject)
    return summary_pdf(sample.definition(), given_answers, sample.assess(given_answers))


def _assert_only_ours(pdf: bytes) -> None:
    """No link, script, attachment or image, and no font that is not embedded."""
    opened = reader(pdf)
    root = opened.trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(root)
    for page in opened.pages:
        assert "/Annots" not in page
        assert "/AA" not in page
        assert "/XObject" not in page["/Resources"]
        for font in page["/Resources"]["/Font"].values():
            if font.get_object()["/Subtype"] == "/Type3":  # what is shaped is drawn by the file itself
                assert not font.get_object()["/Resources"]
                continue
            assert font.get_object()["/BaseFont"].endswith(("NotoSans-Regular", "NotoSans-Bold"))
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]
    assert b"/JavaScript" not in pdf
    assert b"/URI" not in pdf


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_printed_as_text_and_nothing_else(name: str) -> None:
    pdf = _pdf(HOSTILE[name])
    _assert_only_ours(pdf)
    pages = page_texts(pdf)
    assert len(pages) <= 2
    layer = no_spaces("".join(re.sub(r"B12 Desk collects.*?Page \d of \d", "", page, flags=re.S) for page in pages))
    whole = no_spaces(visible_text(HOSTILE[name]))
    condensed = [no_spaces(visible_text(HOSTILE[name], limit)) for limit in (2000, 300, 120, 40)]
    assert whole in layer or any(text in layer for text in condensed)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_reach_neither_file_information_nor_outline(name: str) -> None:
    pdf = _pdf("x", display=HOSTILE[name][:200], identifier=HOSTILE[name][:100])
    _assert_only_ours(pdf)
    information = reader(pdf).metadata
    assert information is not None
    assert information.title is not None
    assert re.fullmatch(r"Vitamin B12: summary for the clinician, reference [0-9A-Z]{4}-[0-9A-Z]{4}", information.title)
    handout = handout_pdf(sample.definition(), sample.response({}, display=HOSTILE[name][:200]))
    _assert_only_ours(handout)
    words = printed_name(sample.response({}, display=HOSTILE[name][:200]).subject).words
    assert no_spaces(words) in no_spaces("".join(page_texts(handout)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400))  # interop refuses Cs
def test_the_text_layer_is_the_cleaned_text_whatever_is_typed(free: str) -> None:
    pdf = _pdf(free)
    _assert_only_ours(pdf)
    shown = visible_text(free)
    assume(not runs_both_ways(shown))  # such lines are in the order of the eye, see test_names
    layer = no_spaces("".join(page_texts(pdf)))
    assert unicodedata.is_normalized("NFC", shown)
    assert no_spaces(shown) in layer


def test_two_readers_agree_on_the_text_layer() -> None:
    pdf = _pdf("Zo\u00eb \u0141ukasz \u2265 65 \u00b5g \u0416\u0443\u043a")
    with pypdfium2.PdfDocument(pdf) as document:
        other = "".join(page.get_textpage().get_text_range() for page in document)
    for layer in ("".join(page_texts(pdf)), other):
        assert "Zo\u00eb\u0141ukasz\u226565\u00b5g\u0416\u0443\u043a" in no_spaces(layer)


def test_every_glyph_that_is_drawn_is_in_the_font() -> None:
    for font in fonts.faces().values():
        assert set(map(ord, fonts.printable())) <= set(font.face.charToGlyph)
    assert all(ord(each) <= 0xFFFF for each in fonts.printable())


@pytest.mark.parametrize(("paper", "size"), [("a4", (595.28, 841.89)), ("letter", (612.0, 792.0))])
def test_paper_title_language_outline_and_preferences(paper: Any, size: tuple[float, float]) -> None:
    answers = sample.response()
    judged = sample.assess(answers)
    made = {
        "Vitamin B12: summary for the clinician": summary_pdf(sample.definition(), answers, judged, paper=paper),
        "Vitamin B12 and you": handout_pdf(sample.definition(), answers, paper=paper),
    }
    for title, pdf in made.items():
        opened = reader(pdf)
        for page in opened.pages:
            assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(size, abs=0.1)
        root = opened.trailer["/Root"]
        information = opened.metadata
        assert information is not None
        assert str(information.title).startswith(title)
        assert str(information.author).startswith("B12 Desk")
        assert str(information.creator).startswith("B12 Desk")
        assert information.creation_date == sample.AUTHORED
        assert root["/Lang"] == "en"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        first, *below = opened.outline
        assert first.title == title
        assert below


def test_the_outline_names_every_part_of_the_summary() -> None:
    _first, below = reader(_pdf("x")).outline
    titles = [each.title for each in below]
    assert titles[0] == "What was found"
    assert "Clinician's decision" in titles
    assert titles[-1] == "Sources"


@pytest.mark.parametrize("code", ["K7QM-3F9D", "0000-0000", "ZZZZ-ZZZZ", "4XTR-9PQ2"])
def test_the_qr_code_is_the_reference_code_and_nothing_else(code: str) -> None:
    modules, outline = figures.qr_code(code)
    expected = [list(map(bool, row)) for row in segno.make_qr(code, error="m", boost_error=False).matrix]
    drawn = [[False] * modules for _ in range(modules)]
    for at in range(0, len(outline), 5):
        (_m, left, y), (_l, right, _y) = outline[at], outline[at + 1]
        for x in range(int(left), int(right)):
            drawn[int(y)][x] = True
    assert drawn == expected


def test_the_same_answers_give_the_same_bytes_in_every_process_with_and_without_the_accelerator() -> None:
    script = (
        "import os, sys, hashlib; sys.modules.update({each: None for each in os.environ['HIDDEN'].split()});"
        "from tests.report import sample; from b12desk.report.summary import summary_pdf;"
        "from b12desk.report.handout import handout_pdf; given = sample.response();"
        "made = summary_pdf(sample.definition(), given, sample.assess(given));"
        "made += handout_pdf(sample.definition(), given);"
        "sys.stdout.write(hashlib.sha256(made).hexdigest())"
    )
    given_here = sample.response()
    here = summary_pdf(sample.definition(), given_here, sample.assess(given_here))
    here += handout_pdf(sample.definition(), given_here)
    digests = {hashlib.sha256(here).hexdigest()}
    for seed, zone, hidden in (("1", "UTC", ""), ("4242", "Asia/Tokyo", ""), ("7", "UTC", "_rl_accel")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "HIDDEN": hidden}
        run = subprocess.run(
            [sys.executable, "-c", script],
            cwd=forms_dir().parent.parent,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(run.stdout)
    assert len(digests) == 1


def test_the_preview_shows_every_page_with_ink_on_it() -> None:
    pdf = handout_pdf(load(), sample.response(), large_print=True)
    images = list(page_images(pdf, 0.5))
    assert len(images) == page_count(pdf) == len(page_texts(pdf))
    for image in images:
        assert (image.width, image.height) == (298, 421)
        assert len(image.pixels) == image.stride * image.height
        assert image.stride >= image.width * 4
        assert min(image.pixels) < 60
        assert image.pixels[:4] == b"\xff\xff\xff\xff"


@pytest.mark.parametrize("call", [page_count, lambda pdf: list(page_images(pdf, 1))])
def test_what_is_not_a_pdf_is_an_error_a_person_can_read(call: Any) -> None:
    with pytest.raises(ReportError, match="not a readable PDF"):
        call(b"no pdf")


def test_a_missing_font_or_icon_is_an_error_a_person_can_read(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from b12desk.report.typeset import icons

    with pytest.raises(ReportError, match="cannot be read"):
        icons.outline("no-such-icon")
    monkeypatch.setattr(fonts, "resources_dir", lambda: tmp_path)
    with pytest.raises(ReportError, match="cannot be read"):
        fonts.faces.__wrapped__()


def test_a_picture_of_a_page_has_the_colours_of_the_page() -> None:
    """Blue, green, red, unused: what Qt takes for red must be what the page calls red."""
    (image,) = page_images(coloured_pdf(), 1)
    for (x, y), (red, green, blue) in COLOURED.items():
        place = y * image.stride + x * 4
        assert tuple(image.pixels[place : place + 3]) == (blue, green, red)
