"""An intake that was begun with an older version of the form: opened, named, kept as it was until it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from b12desk.desk.intakes import Intakes
from b12desk.engine.item_state import Typed
from b12desk.errors import DefinitionError, StoreError
from b12desk.model.issue import IssueCode
from b12desk.model.response import QuestionnaireResponse, Status
from b12desk.model.values import Answer, Coding, PartialDate
from b12desk.store.intake_content import Paper, UnfinishedIntake
from b12desk.store.records import Records
from tests.gallery import gallery
from tests.older import write_older
from tests.store.made_records import new_records

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OLDER = "urn:test:full|0"
NAME = "0f8fad5b-d9cb-469f-a165-70867728950e"
YES, NO = Coding(code="yes"), Coding(code="no")
ANSWERS: dict[str, tuple[Answer, ...]] = {
    "age": (40,),
    "gate_products": (NO,),
    "sprays": (YES,),
    "gate": (YES,),
    "drug_old": (Coding(code="current"),),
    "drug_old.why": ("sugar",),
    "gas_last": (PartialDate(date="2026-11-01"),),
}


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[Records]:
    made = new_records(tmp_path / "data")
    yield made
    made.shut()


@pytest.fixture
def desk(tmp_path: Path, drafts: Records) -> Intakes:
    forms = write_older(tmp_path / "form")
    return Intakes(drafts, lambda: gallery("full"), lambda: NOW, make=lambda kind, *_given: kind.encode(), forms=forms)


def save(drafts: Records, *typed: Typed, finished: bool = False, **answers: tuple[Answer, ...]) -> UnfinishedIntake:
    """Keep an old intake; what is on the disk of it."""
    status = Status.COMPLETED if finished else Status.IN_PROGRESS
    response = QuestionnaireResponse(
        questionnaire=OLDER, status=status, authored=NOW, identifier=NAME, answers=answers or ANSWERS
    )
    drafts.save(
        response,
        "symptoms",
        typed=typed,
        finished=NOW if finished else None,
        paper=Paper("printed", NOW) if finished else None,
    )
    drafts.close(NAME)
    return drafts.load(NAME)


def test_it_opens_on_the_first_page_and_names_what_to_ask_again(desk: Intakes, drafts: Records) -> None:
    before = save(drafts)
    intake = desk.resume(NAME)
    session = intake.session
    assert session.page == "about"
    assert (session.carried_version, session.ask_again) == ("0", ("products", "gas"))
    assert session.answers["drug"] == (Coding(code="now"),)
    assert intake.left_behind == ("Old: sprays?: Yes", "Old: drug_old?, old: drug_old.why?: sugar")
    assert drafts.load(NAME) == before, "nothing is changed on the disk before it is saved"
    desk.save(intake)
    desk.close(intake)
    kept = drafts.load(NAME).response
    assert (kept.questionnaire, kept.carried_from) == ("urn:test:full|1", OLDER), "it was brought forward, and stays so"
    assert desk.older(NAME) is None


def test_before_it_is_brought_forward_one_reads_what_carries_over_what_drops_and_what_is_new(
    desk: Intakes, drafts: Records
) -> None:
    before = save(drafts)
    told = desk.older(NAME)
    assert told is not None
    assert (told.version, told.today, told.finished, told.reference) == ("0", "1", None, "")
    assert told.drops == ("Old: sprays?: Yes", "Old: drug_old?, old: drug_old.why?: sugar")
    assert "How old are you?: 40" in told.carries
    assert len(told.again) == 2
    assert told.asked
    assert not {each.partition(":")[0] for each in told.carries} & set(told.asked)
    assert len(told.said) == 7
    assert drafts.load(NAME) == before


def test_the_first_answer_saves_it_whole_as_one_of_today(desk: Intakes, drafts: Records) -> None:
    save(drafts)
    intake = desk.resume(NAME)
    intake.session.answer("gas", NO)
    assert intake.session.ask_again == ("products",)
    desk.save(intake)
    desk.close(intake)
    kept = drafts.load(NAME).response
    assert (kept.questionnaire, kept.carried_from, kept.ask_again) == ("urn:test:full|1", OLDER, ("products",))
    again = desk.resume(NAME)
    assert (again.session.ask_again, again.left_behind) == (("products",), ())
    again.session.asked_again()
    assert again.session.ask_again == ()
    assert again.session.response().carried_from == OLDER


def test_what_was_typed_finds_its_box_or_is_named(desk: Intakes, drafts: Records) -> None:
    save(
        drafts,
        Typed("drug_old.dose", "2 x 500", "mg", IssueCode.DRAFT),
        Typed("drug_old.why", "for"),
        gate=(YES,),
        drug_old=(Coding(code="current"),),
    )
    intake = desk.resume(NAME)
    assert intake.session.typed == (Typed("drug.dose", "2 x 500", "mg", IssueCode.DRAFT),)
    assert intake.left_behind == ("Old: drug_old?, old: drug_old.why?: for",)


def test_a_finished_one_stays_finished_and_its_paper_is_of_the_old_form(desk: Intakes, drafts: Records) -> None:
    save(drafts, finished=True)
    (line,) = desk.finished()
    assert line.state == "finished"
    before = drafts.load(NAME)
    with pytest.raises(StoreError, match="it was finished with version 0 of the form"):
        desk.resume(NAME)
    told = desk.older(NAME)
    assert told is not None
    assert (told.finished, told.number, told.amending) == (NOW, 1, False)
    assert drafts.load(NAME) == before


def test_amending_a_finished_one_of_an_older_form_brings_it_forward_and_keeps_it_as_it_was(
    desk: Intakes, drafts: Records
) -> None:
    save(drafts, finished=True)
    before = drafts.load(NAME)
    intake = desk.amend(NAME, "Asked again later")
    assert intake.session.carried_version == "0"
    intake.session.answer("gas", NO)
    desk.save(intake)
    assert drafts.load(NAME) == before, "until it is finished"
    intake.session.asked_again()
    for each in intake.session.issues:
        intake.session.clear(each.link_id)
    assert desk.finished_ones.finish(intake)
    desk.close(intake)
    (first,) = drafts.history(NAME).earlier
    assert first.intake.response == before.response
    assert not desk.finished_ones.readable(first)
    again = desk.resume(NAME)
    assert (again.frozen, again.session.kept().status) == (True, Status.AMENDED)
    assert again.session.response(Status.AMENDED).carried_from == OLDER


def test_the_start_page_says_that_it_can_be_opened(desk: Intakes, drafts: Records) -> None:
    save(drafts)
    (line,) = desk.unfinished()
    assert line.state == "unfinished"
    assert line.detail.endswith("7 answered. Begun with version 0 of the form: opening it carries the answers over.")


def test_a_version_that_nothing_leads_from_is_kept_closed(desk: Intakes, drafts: Records, tmp_path: Path) -> None:
    before = save(drafts)
    (tmp_path / "form" / "published" / "0" / "carry.toml").unlink()
    with pytest.raises(StoreError, match="another version of the questionnaire"):
        desk.resume(NAME)
    assert "with that version only" in desk.unfinished()[0].detail
    assert drafts.load(NAME) == before
    drafts.delete(NAME)


def test_a_broken_map_or_strange_answers_leave_it_as_it_is(desk: Intakes, drafts: Records, tmp_path: Path) -> None:
    before = save(drafts, nobody_asks=(YES,))
    with pytest.raises(StoreError, match="its answers do not fit"):
        desk.resume(NAME)
    (tmp_path / "form" / "published" / "0" / "carry.toml").write_text("from = 5", encoding="utf-8")
    other = Intakes(drafts, lambda: gallery("full"), lambda: NOW, forms=tmp_path / "form")
    with pytest.raises(DefinitionError):
        other.resume(NAME)
    assert drafts.load(NAME) == before
    drafts.open(NAME)
    drafts.close(NAME)
