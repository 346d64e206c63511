"""Whose page it is, in any script: as it is written, or said in words, and never as codes, boxes or loose letters."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from b12desk.paths import forms_dir, resources_dir
from b12desk.report.handout import handout_pdf
from b12desk.report.summary import summary_pages, summary_pdf
from b12desk.report.typeset import kept_text
from b12desk.report.typeset.display_list import Text, texts
from tests.report import sample
from tests.report.papers import page_texts

TO_THE_RIGHT = {
    "devanagari": "प्रिया शर्मा",
    "devanagari-conjuncts": "कृष्ण श्रीवास्तव",
    "bengali": "রহিমা খাতুন",
    "tamil": "பிரியா கிருஷ்ணன்",
    "gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "gujarati": "ગુજરાતી પટેલ",
    "kannada": "ಕನ್ನಡ ರಾವ್",
    "malayalam": "മലയാളം നായർ",
    "telugu": "తెలుగు రెడ్డి",
    "sinhala": "සිංහල පෙරේරා",
    "thai": "สมชาย ทรัพย์น้ำทิพย์",
    "lao": "ລາວ ສົມ",
    "khmer": "ខ្មែរ សុខ",
    "burmese": "မြန်မာ အောင်",
    "georgian": "გიორგი ბერიძე",
    "armenian": "Արմեն Պետրոսյան",
    "amharic": "አበበ ቢቂላ",
    "vietnamese": "Nguyễn Thị Hằng",
    "yoruba": "Ọlá M̀bà",
    "polytonic": "Ἀλέξανδρος ᾠδή",
    "cyrillic": "Жук Юлія",
    "polish": "Łukasz Żółć",
    "mixed": "Ali علي",
}
TO_THE_LEFT = {
    "arabic": "ليلى مثال",
    "arabic-ligature": "علاء سلامة",
    "arabic-marks": "محمَّد",
    "persian": "علی\u200cرضا می\u200cخواهم",
    "urdu": "نبیل ڈار ٹھاکر",
    "hebrew": "דנה לוי",
    "hebrew-points": "דָּוִד בֶּן־גּוּרְיוֹן",
}
UNPRINTABLE = {
    "chinese": "王小明",
    "japanese": "山田 太郎",
    "japanese-kana": "さくら",
    "korean": "김민수",
    "korean-jamo": "\u1112\u1161\u11ab",
    "emoji": "👨\u200d👩\u200d👧",
    "oriya": "ସୁରେଶ",
    "tower": "A" + "\u0301\u0302\u0303" * 10,
}
PARTLY = {"Wang 小明": "Wang", "王 Wang Wei": "Wang Wei", "👍 Ali": "Ali"}
SPOOFED = {
    "Ali\u202emoc": "Alimoc",
    "\u2066Ali\u2069 \u061cKhan\u200f": "Ali Khan",
    "An\u200dna Ka\u200crl": "Anna Karl",
    "An\u200bna\u00ad \u2060B": "Anna B",
    "Anna\U000e0041\U000e0042": "Anna",
    "Anna\ufe0f\ufe00": "Anna",
    "Ａｎｎａ　Ｌｅｅ": "Anna Lee",
    "𝓜𝓪𝓻𝓲𝓪": "Maria",
    "Anna\u3164\u115f\u2800Lee": "Anna Lee",
}
UNSEEN = ("   ", "\u200b\u200d \u3164", "\u2800", "\u202e\u202c", "\U000e0041")


def squeezed(text: str) -> str:
    """Apart from how lines are broken, and from what makes letters join or not."""
    return re.sub(r"[\s\u200c\u200d]+", "", text)


def read(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def papers(name: str, number: str = "MRN-222") -> dict[str, bytes]:
    answered = sample.response({}, display=name, identifier=number)
    return {
        "summary": summary_pdf(sample.definition(), answered, sample.assess(answered)),
        "handout": handout_pdf(sample.definition(), answered),
        "large print": handout_pdf(sample.definition(), answered, large_print=True),
    }


def head(name: str, number: str = "MRN-222") -> list[Text]:
    """The texts of the summary's first page."""
    answered = sample.response({}, display=name, identifier=number)
    return list(texts(summary_pages(sample.definition(), answered, sample.assess(answered))[1][0].marks))


def as_the_eye_goes(pdf: bytes, letters: frozenset[str]) -> Iterator[str]:
    """The lines of a page that hold any of ``letters``: only these, from right to left."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        places = []
        for at in range(page.count_chars()):
            each = page.get_text_range(at, 1)
            if each and each in letters:
                left, low, right, _high = page.get_charbox(at, loose=True)
                places.append((round(low), (left + right) / 2, at, each))
    for line in sorted({low for low, *_rest in places}, reverse=True):
        found = [each for each in places if each[0] == line]
        yield "".join(each for _low, _x, _at, each in sorted(found, key=lambda one: (-one[1], one[2])))


@pytest.mark.parametrize("script", TO_THE_RIGHT)
def test_a_name_stands_on_every_paper_as_it_is_written(script: str) -> None:
    name = TO_THE_RIGHT[script]
    for paper, pdf in papers(name).items():
        shown = squeezed(read(pdf))
        assert squeezed(f"{'Patient' if paper == 'summary' else 'For'} {name}") in shown, paper
        assert "cannotbeprinted" not in shown


@pytest.mark.parametrize("script", TO_THE_LEFT)
def test_a_name_from_right_to_left_is_read_from_right_to_left(script: str) -> None:
    letters = [each for each in TO_THE_LEFT[script] if unicodedata.category(each)[0] == "L"]
    for paper, pdf in papers(TO_THE_LEFT[script]).items():
        assert next(as_the_eye_goes(pdf, frozenset(letters))) == "".join(letters), paper
        shown = squeezed(read(pdf))
        assert "cannotbeprinted" not in shown
        assert all(squeezed(word)[0] in shown for word in TO_THE_LEFT[script].split())


def test_letters_that_join_are_drawn_joined() -> None:
    """Heh at the end, alone and in the middle are three shapes; a half space keeps two letters apart."""
    shapes = {
        tuple(glyph.number for mark in head(name) for each in mark.glyphs for glyph in each.glyphs)
        for name in ("ه", "هه", "ههه", "ه\u200cه")
    }
    assert len(shapes) == 4


@pytest.mark.parametrize("script", UNPRINTABLE)
def test_a_name_that_cannot_be_printed_is_said_in_words_with_room_to_write_it_and_a_large_number(script: str) -> None:
    for paper, pdf in papers(UNPRINTABLE[script]).items():
        shown = squeezed(read(pdf))
        assert "U+" not in shown
        assert "MRN-222" in shown
        told = (
            "Thisnamecannotbeprintedonthispage.Writeitbyhand:"
            if paper == "summary"
            else ("Thispagecannotprintallofthename.Pleasewriteitbyhand.")
        )
        assert told in shown, paper
    usual = next(mark.size for mark in head("Ada") if mark.text == "MRN-222")
    assert next(mark.size for mark in head(UNPRINTABLE[script]) if mark.text == "MRN-222") > usual * 1.3
    assert any(set(mark.text) == {"_"} for mark in head(UNPRINTABLE[script]))


@pytest.mark.parametrize("name", PARTLY)
def test_what_can_be_printed_of_a_name_is(name: str) -> None:
    for paper, pdf in papers(name).items():
        shown = squeezed(read(pdf))
        assert squeezed(f"{'Patient' if paper == 'summary' else 'For'} {PARTLY[name]}") in shown
        assert "byhand" in shown


@pytest.mark.parametrize("name", SPOOFED)
def test_what_nobody_can_see_is_not_printed_and_turns_nothing(name: str) -> None:
    for paper, pdf in papers(name).items():
        shown = squeezed(read(pdf))
        before, after = ("Patient", "Sexatbirth") if paper == "summary" else ("For", "Themainpoint")
        assert squeezed(before + SPOOFED[name] + after) in shown


@pytest.mark.parametrize("name", UNSEEN)
def test_a_name_of_nothing_visible_counts_as_none(name: str) -> None:
    shown = {paper: squeezed(read(pdf)) for paper, pdf in papers(name, name).items()}
    assert "PatientnotgivenSexatbirth" in shown["summary"]
    assert "IdentifiernotgivenAnsweredon" in shown["summary"]
    assert "For" not in shown["handout"].partition("Themainpoint")[0]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("AB-١٢٣٤", "AB-1234(enteredas"),
        ("۱۲۳", "123(enteredas"),
        ("१२३-45", "123-45(enteredas१२३-45)"),
        ("๑๒", "12(enteredas๑๒)"),
        ("１２３４", "1234Answeredon"),
        ("୧୨୩", "123Answeredon"),
        ("12\u202e34", "1234Answeredon"),
    ],
)
def test_a_record_number_has_digits_that_every_keyboard_has(number: str, shown: str) -> None:
    assert f"Identifier{shown}" in squeezed(read(papers("Ada Byron", number)["summary"]))


def test_a_number_that_cannot_be_printed_is_said_and_has_room() -> None:
    shown = squeezed(read(papers("Ada Byron", "医-12")["summary"]))
    assert "IdentifierNotallofthisnumbercanbeprinted.Writeitbyhand:" in shown


@pytest.mark.parametrize("name", ["Maria Anna " * 27 + "End", "محمد عبد الله " * 21 + "علي"])
def test_a_very_long_name_is_shortened_with_a_word_and_stands_in_full(name: str) -> None:
    answered = sample.response({}, display=name, identifier="MRN-222")
    laid = summary_pages(sample.definition(), answered, sample.assess(answered))[1]
    drawn = squeezed("".join(mark.text for page in laid for mark in texts(page.marks)))
    assert f"(shortened;{len(name)}characters,infullattheend)" in drawn
    full = drawn.partition("Nameinfull:")[2].partition("Sources")[0]
    for word in set(name.split()):
        assert full.count(word) == name.split().count(word)
    handout = squeezed(read(papers(name)["handout"]))
    assert "shortened" not in handout
    assert handout.count(name.split(maxsplit=1)[0]) >= name.split().count(name.split(maxsplit=1)[0])


@pytest.mark.parametrize("name", ["علي", "王", "Ali علي", "प्रिया"])
def test_answers_and_numbers_beside_a_name_are_not_drawn_into_its_direction(name: str) -> None:
    answered = sample.response({"diet_vegan.product": (name,)}, display=name, identifier="12-3")
    shown = squeezed(read(summary_pdf(sample.definition(), answered, sample.assess(answered))))
    assert "Born(age)2November1957(68years)Identifier12-3Answeredon" in shown
    assert "U+" not in shown


def test_an_answer_that_cannot_be_printed_says_how_much_is_missing() -> None:
    answered = sample.response({"diet_vegan.note": ("Tofu 豆腐, daily",)})
    shown = read(summary_pdf(sample.definition(), answered, sample.assess(answered)))
    assert "Tofu[2characterscannotbeprinted],daily" in squeezed(shown)


def test_no_name_stays_in_memory_when_an_intake_is_closed() -> None:
    papers("Ali علي")
    assert kept_text.count() > 100
    kept_text.forget()
    assert kept_text.count() == 0


def test_every_cache_of_text_can_be_dropped() -> None:
    sources = Path(kept_text.__file__).parent.glob("*.py")
    assert [each.name for each in sources if "lru_cache" in each.read_text(encoding="utf-8")] == ["kept_text.py"]


SCRIPT = """
import hashlib, sys
from tests.report.test_names import TO_THE_LEFT, TO_THE_RIGHT, UNPRINTABLE, papers
names = [TO_THE_LEFT["arabic"], TO_THE_RIGHT["devanagari"], TO_THE_RIGHT["mixed"], UNPRINTABLE["chinese"]]
made = b"".join(pdf for name in names for pdf in papers(name).values())
sys.stdout.write(hashlib.sha256(made).hexdigest())
"""


def test_the_same_name_gives_the_same_bytes_whatever_fonts_a_machine_has(tmp_path: Path) -> None:
    installed = tmp_path / "home" / ".local" / "share" / "fonts"
    installed.mkdir(parents=True)
    for file in ("NotoSans-Regular.ttf", "NotoSansArabic-Regular.ttf", "NotoSansDevanagari-Regular.ttf"):
        shutil.copy(resources_dir() / "fonts" / "NotoSansThai-Regular.ttf", installed / file)
    digests = set()
    for seed, home in (("1", str(tmp_path / "home")), ("77", str(tmp_path))):
        environment = {**os.environ, "HOME": home, "XDG_DATA_HOME": f"{home}/.local/share", "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=forms_dir().parent.parent,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(run.stdout)
    assert len(digests) == 1


PARTS = {"display": "", "family": "Kowalska", "given": "Anna Maria", "identifier": "9434765919"}


def summary_text(*, nhs: bool, **subject: str) -> str:
    """All of a summary, its words parted by one space."""
    answered = sample.response({}, **{**PARTS, **subject})
    form = replace(sample.definition(), nhs=nhs)
    return " ".join("".join(page_texts(summary_pdf(form, answered, sample.assess(answered)))).split())


def test_a_name_in_its_parts_is_printed_surname_first_on_both_papers() -> None:
    assert summary_text(nhs=False).count("KOWALSKA, Anna Maria") >= 2, "in the head and at the foot"
    handout = "".join(page_texts(handout_pdf(sample.definition(), sample.response({}, **PARTS))))
    assert "For KOWALSKA, Anna Maria" in handout


def test_an_nhs_number_is_called_so_and_stands_in_its_groups_where_numbers_are_such() -> None:
    grouped, plain = summary_text(nhs=True), summary_text(nhs=False)
    assert "NHS number" in grouped
    assert grouped.count("943 476 5919") >= 2
    assert "NHS number" not in plain
    assert plain.count("9434765919") >= 2
    other = summary_text(nhs=True, identifier="9434765918")
    assert "NHS number" not in other
    assert "9434765918" in other
