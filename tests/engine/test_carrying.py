"""Old answers by a declared map: three values, lists and single choices, what is asked again, what is named as lost."""

from __future__ import annotations

from dataclasses import replace

from b12desk.engine.carrying import Carried, Carrier
from b12desk.engine.facts import Facts
from b12desk.engine.item_state import Typed
from b12desk.engine.session import Session
from b12desk.model.border import read_model
from b12desk.model.carry import CarryMap, Earlier
from b12desk.model.comparison import Comparison, Operator
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.values import Coding, Quantity
from tests.engine.small import NOW, QUESTIONNAIRE, UNKNOWN, respond, when, yes_no

BEHIND = {"enableWhen": [when("gate")], "absentMeans": "no"}
NONE = {"code": "none", "display": "None", "exclusive": True}


def form(version: str, *items: dict[str, object]) -> Questionnaire:
    head = {
        "url": "urn:old",
        "version": version,
        "status": "draft",
        "date": "2026-01-01",
        "language": "en",
        **dict.fromkeys(("title", "publisher", "purpose", "summaryTitle", "summarySubtitle"), "x"),
    }
    page = {"linkId": "page", "type": "group", "text": "Page", "item": list(items)}
    return read_model(Questionnaire, {**head, "item": [page]})


def choice(link_id: str, *codes: str, **more: object) -> dict[str, object]:
    options = [{"code": each, "display": each} for each in codes]
    return {"linkId": link_id, "type": "choice", "text": link_id, "answerOption": options, "unknown": UNKNOWN, **more}


def ticks(link_id: str, *codes: str, **more: object) -> dict[str, object]:
    made = choice(link_id, *codes, repeats=True, **more)
    return {**made, "answerOption": [*made["answerOption"], NONE]}  # type: ignore[misc]  # a list, as made above


def mg(link_id: str, **more: object) -> dict[str, object]:
    units = [{"code": "mg", "display": "mg"}]
    return {"linkId": link_id, "type": "quantity", "text": link_id, "unitOption": units, **more}


OLD = form(
    "1",
    yes_no("same"),
    yes_no("gate"),
    yes_no("cough", **BEHIND),
    yes_no("fever", **BEHIND),
    yes_no("alone"),
    mg("dose", enableWhen=[when("cough")]),
    choice("how", "no", "now", "past"),
    {"linkId": "on", "type": "date", "text": "on", "enableWhen": [when("alone")]},
    choice("group", "few", "many", enableWhen=[when("gate")], absentMeans="few"),
    {"linkId": "words", "type": "string", "text": "words"},
)
NEW = form(
    "2",
    yes_no("same"),
    ticks("signs", "cough", "cough-new", "fever"),
    mg("cough.dose", maxValue=100, enableWhen=[when("signs", "cough")]),
    choice("how", "now", "never"),
    choice("lately", "weeks", "months", "never"),
    choice("plan", "yes", "no", enableWhen=[when("lately", "weeks")]),
    choice("group", "few", "many", "all"),
)
CARRY: dict[str, object] = {
    "from": "urn:old|1",
    "to": "urn:old|2",
    "since": [{"linkId": "since_on", "from": "on"}],
    "copy": [
        {"from": "dose", "to": "cough.dose"},
        {"from": "how", "to": "how", "codes": {"no": "", "past": ""}},
    ],
    "answer": [
        {"linkId": "signs", "code": "cough", "when": when("cough")},
        {"linkId": "signs", "code": "cough-new", "when": {"all": [when("cough"), when("alone")]}, "askAgain": True},
        {"linkId": "signs", "code": "fever", "when": when("fever")},
        {"linkId": "lately", "code": "weeks", "when": when("since_on", 3, operator="<")},
        {"linkId": "lately", "code": "months", "when": when("since_on", 3, operator=">=")},
        {"linkId": "lately", "code": "weeks", "when": when("alone"), "askAgain": True},
        {"linkId": "lately", "code": "never", "when": when("alone", "no")},
        {"linkId": "plan", "when": when("alone"), "askAgain": True},
    ],
    "dropped": [
        {"linkId": "words", "because": "nobody read them"},
        {"linkId": "how", "codes": ["past"], "because": "only what is taken now counts"},
    ],
}
CARRIER = Carrier(Earlier(questionnaire=OLD, carry=read_model(CarryMap, CARRY)), NEW)


def carried(**answers: object) -> Carried:
    return CARRIER(replace(respond(**answers), questionnaire=OLD.canonical))


def said(found: Carried, link_id: str) -> list[str]:
    return [each.code for each in found.response.answers.get(link_id, ()) if isinstance(each, Coding)]


def test_what_both_ask_in_the_same_way_carries_over_by_itself() -> None:
    found = carried(same="yes")
    assert said(found, "same") == ["yes"]
    assert found.response.questionnaire == "urn:old|2"
    assert (found.response.carried_from, found.response.carried_version) == ("urn:old|1", "1")
    assert found.response.authored == NOW
    assert found.not_carried == found.uncounted == ()


def test_a_list_ticks_what_holds_and_none_only_when_all_is_no() -> None:
    assert said(carried(gate="yes", cough="yes", fever="no", alone="no"), "signs") == ["cough"]
    assert said(carried(gate="yes", cough="no", fever="no"), "signs") == ["none"]
    assert said(carried(gate="no"), "signs") == ["none"], "behind a gate answered no stands a definite no"


def test_what_nobody_knows_is_never_a_no() -> None:
    assert said(carried(gate="yes", cough="yes", fever="not-sure", alone="no"), "signs") == ["cough", "not-sure"]
    assert said(carried(gate="yes", cough="no", fever="prefer-not-to-say"), "signs") == ["prefer-not-to-say"]
    assert said(carried(gate="yes", cough="no"), "signs") == [], "the list is open as the question was"
    assert said(carried(), "signs") == []


def test_ticks_beside_what_was_never_answered_are_asked_again() -> None:
    found = carried(gate="yes", cough="yes", alone="no")
    assert said(found, "signs") == ["cough", "not-sure"]
    assert found.ask_again == found.response.ask_again == ("signs",)
    assert carried(gate="yes", cough="yes", fever="not-sure", alone="no").ask_again == ()


def test_one_question_that_became_several_counts_as_the_most_urgent_and_is_asked_again() -> None:
    found = carried(gate="yes", cough="yes", fever="no", alone="yes", on="@2026-11-01")
    assert said(found, "signs") == ["cough", "cough-new"]
    assert said(found, "lately") == ["weeks"]
    assert found.ask_again == ("signs", "plan"), "the date tells how long ago it was"
    assert said(found, "plan") == []


def test_the_first_row_that_holds_answers_a_single_choice() -> None:
    assert said(carried(alone="yes", on="@2026-01"), "lately") == ["months"]
    undated = carried(alone="yes")
    assert said(undated, "lately") == ["weeks"]
    assert "lately" in undated.ask_again
    assert said(carried(alone="yes", on="@2026"), "lately") == ["weeks"], "a year tells nothing of months"
    assert said(carried(alone="no"), "lately") == ["never"]
    assert said(carried(alone="prefer-not-to-say"), "lately") == ["prefer-not-to-say"]
    assert said(carried(), "lately") == []


def test_what_is_asked_again_applies() -> None:
    assert "plan" not in carried(alone="yes", on="@2026-01").ask_again


def test_absence_that_means_something_is_copied_as_an_answer() -> None:
    assert said(carried(gate="no"), "group") == ["few"]
    assert said(carried(gate="yes", group="many"), "group") == ["many"]
    assert said(carried(), "group") == []


def test_what_has_no_place_is_named() -> None:
    found = carried(gate="yes", cough="yes", dose=(500, "mg"), words="=for a year", how="past", alone="no", fever="no")
    assert found.not_carried == ("dose", "how", "words"), "500 mg is more than the new question takes"
    assert said(found, "how") == []
    assert "cough.dose" not in found.response.answers
    good = carried(gate="yes", cough="yes", dose=(50, "mg"), how="now", alone="no", fever="no")
    assert good.not_carried == ()
    assert good.response.answers["cough.dose"] == (Quantity(value=50, unit="mg"),)
    assert said(good, "how") == ["now"]


def test_a_no_and_a_not_sure_are_not_worth_a_word() -> None:
    assert carried(how="not-sure", words=None).not_carried == ()
    assert carried(how="no").not_carried == ()


def test_what_did_not_apply_is_named_and_what_it_would_have_said_asked_again() -> None:
    found = carried(gate="no", fever="yes", cough="no", group="few")
    assert found.uncounted == ("fever",)
    assert found.not_carried == ()
    assert said(found, "signs") == ["none"]
    assert found.ask_again == ("signs",)
    assert carried(gate="no", group="many").ask_again == ("group",)


def test_an_answer_that_does_not_apply_in_the_new_form_is_named_by_what_it_rests_on() -> None:
    behind = form("2", yes_no("same"), choice("lately", "weeks", "months", "never", enableWhen=[when("same")]))
    carry = {**CARRY, "copy": [], "answer": [CARRY["answer"][6]], "since": []}  # type: ignore[index]  # a list
    carrier = Carrier(Earlier(questionnaire=OLD, carry=read_model(CarryMap, carry)), behind)
    found = carrier(replace(respond(same="no", alone="no"), questionnaire=OLD.canonical))
    assert found.response.answers.keys() == {"same"}
    assert found.not_carried == ("alone",)


def test_what_the_old_form_cannot_tell_stays_unknown() -> None:
    bare = form("2", ticks("signs", "cough", "cough-new", "fever"))
    missing = {"linkId": "signs", "codes": ["fever"], "unknown": True, "because": "it asked of coughs only"}
    carry = {**CARRY, "copy": [], "answer": [CARRY["answer"][0]], "since": [], "notAsked": [missing]}  # type: ignore[index]  # a list
    carrier = Carrier(Earlier(questionnaire=OLD, carry=read_model(CarryMap, carry)), bare)
    yes = carrier(replace(respond(gate="yes", cough="yes"), questionnaire=OLD.canonical))
    assert (said(yes, "signs"), yes.ask_again) == (["cough", "not-sure"], ("signs",))
    no = carrier(replace(respond(gate="no"), questionnaire=OLD.canonical))
    assert said(no, "signs") == []
    assert no.response.ruled_out == {"signs": ("cough",)}


def test_what_the_old_answers_rule_out_is_no_in_a_list_that_is_not_known() -> None:
    def judged(**answers: object) -> dict[str, object]:
        facts = Facts(NEW, carried(**answers).response)
        named = ("cough", "cough-new", "fever", "none")
        asked = [Comparison(question="signs", answer=each) for each in named]
        return {each: facts.compare(one) for each, one in zip(named, asked, strict=True)}

    unsure = judged(gate="yes", cough="no", fever="not-sure")
    assert unsure == {"cough": False, "cough-new": False, "fever": None, "none": None}
    assert judged(gate="yes", cough="no") == unsure, "an open question says no more"
    some = judged(gate="yes", cough="yes", fever="not-sure", alone="no")
    assert some == {"cough": True, "cough-new": False, "fever": None, "none": False}
    assert judged(gate="not-sure") == dict.fromkeys(some)
    other = Comparison(question="signs", answer="cough", operator=Operator.NOT_EQUAL)
    assert Facts(NEW, carried(gate="yes", cough="no").response).compare(other)
    assert carried(gate="no").response.ruled_out == {}


def test_a_list_that_is_answered_anew_forgets_what_was_ruled_out() -> None:
    found = carried(gate="yes", cough="no").response
    assert found.ruled_out == {"signs": ("cough", "cough-new")}
    session = Session(NEW, NOW, found)
    session.answer("same", Coding(code="yes"))
    assert session.kept().ruled_out == found.ruled_out
    session.toggle("signs", "cough")
    assert session.kept().ruled_out == {}


def test_typed_text_finds_its_box() -> None:
    given = (Typed("dose", "2 x 5", "mg"), Typed("words", "for"), Typed("same", "x"))
    assert CARRIER.typed(given) == (Typed("cough.dose", "2 x 5", "mg"), Typed("same", "x"))


def test_a_list_without_a_way_to_say_none_is_left_open() -> None:
    bare = form("2", choice("signs", "cough", repeats=True))
    carry = {**CARRY, "copy": [], "answer": [CARRY["answer"][0]], "since": []}  # type: ignore[index]  # a list
    carrier = Carrier(Earlier(questionnaire=OLD, carry=read_model(CarryMap, carry)), bare)
    assert carrier(replace(respond(gate="no"), questionnaire=OLD.canonical)).response.answers == {}


def test_the_birth_date_of_the_record_stays_where_it_was() -> None:
    carrier = Carrier(
        Earlier(questionnaire=QUESTIONNAIRE, carry=read_model(CarryMap, {"from": "a", "to": "b"})), QUESTIONNAIRE
    )
    response = respond(tired="yes")
    assert carrier(response).response.answers == response.answers
    assert carrier(response).response.subject == response.subject
