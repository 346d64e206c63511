"""One mistake at a time in the ``full`` form of the gallery: each is found, named, placed and told how to mend."""

# ruff: noqa: E501 -- one mistake a line reads like a table

from __future__ import annotations

from pathlib import Path

import pytest

from b12desk.definitions.files import FILES, OPTIONAL
from b12desk.definitions.lint import inspect, lint
from b12desk.errors import Problem
from tests.gallery import FORMS, NAMES, gallery, gallery_files, write_form

(Q, R, S), (F, H, P, _X, C) = FILES, OPTIONAL

BOOL = '[[item.item]]\nlinkId = "numb"\ntype = "boolean"\ntext = "Are your feet numb?"\n'
GAS = '[[item.item]]\nlinkId = "gas"\n'
DRUG_OPTIONS = (
    'answerOption = [{ code = "no", display = "No" }, { code = "now", display = "Now" }, '
    '{ code = "past", display = "Before" }]\n'
)
END = 'calculatedFrom = ["drink.frequency", "drink.amount", "drink.binge"]\nsources = ["S1"]\n'
LATER = '\n[[item.item]]\nlinkId = "late"\ntype = "boolean"\ntext = "Late?"\nsources = ["S1"]\n{more}'


def late(more: str) -> tuple[str, str, str]:
    """An item more at the end of the questionnaire."""
    return (
        Q,
        END,
        END + LATER.format(more=more),
    )


def computed(link_id: str, how: str) -> tuple[str, str, str]:
    """A calculated item more at the end of the questionnaire."""
    file, old, _new = late("")
    item = LATER.format(more=f'calculated = "{how}"\n').replace('linkId = "late"', f'linkId = "{link_id}"')
    return file, old, old + item.replace('type = "boolean"', 'type = "decimal"')


def gate_on(condition: str) -> tuple[str, str, str]:
    return late(f"enableWhen = [{condition}]\n")


def remark(text: str) -> tuple[str, str, str]:
    """What is said beside an answer."""
    return Q, END, f"{END}\n{text}\n"


def note_when(condition: str) -> tuple[str, str, str]:
    return R, 'when = { question = "drink.score", operator = ">=", answer = 5 }', f"when = {condition}"


def handout_when(condition: str) -> tuple[str, str, str]:
    old = 'when = { any = [{ question = "pregnant", answer = "yes" }, { finding = "is_pregnant" }] }'
    return H, old, f"when = {condition}"


MISTAKES: list[tuple[tuple[str, str, str], str]] = [
    # shape
    ((Q, 'linkId = "numb"', 'linkId = "numb"\nenablewhen = []'), "numb: unknown key 'enablewhen'. Did you mean 'enableWhen'?"),
    ((Q, 'linkId = "numb"', 'linkId = "numb"\nshort_text = "x"'), "numb: unknown key 'short_text'. Did you mean 'shortText'?"),
    ((Q, 'linkId = "numb"', 'linkId = "numb"\nrequired = "yes"'), "numb: 'required' must be true or false."),
    ((Q, 'linkId = "numb"', 'linkId = "numb"\nmaxLength = 1.5'), "numb: 'maxLength' must be a whole number."),
    ((Q, 'linkId = "numb"', 'linkId = "numb"\nminValue = "a"'), "numb: 'minValue' must be a number."),
    ((Q, 'linkId = "numb"', 'linkId = "numb"\nminValue = nan'), "numb: 'minValue' must be a finite number."),
    ((Q, 'linkId = "numb"', 'linkId = "numb"\nunknown = "not-sure"'), "numb: 'unknown' must be a list in [ ]."),
    ((Q, 'linkId = "numb"', 'linkId = "Numb"'), "Numb: this linkId cannot be used."),
    ((Q, 'linkId = "numb"\n', ""), "the key 'linkId' is missing. Add it."),
    ((Q, 'type = "boolean"', 'type = "bool"'), "numb: 'type' must be 'group', 'display'"),
    ((Q, 'code = "never"', 'code = "Never!"'), "'code' is not spelled as a code."),
    ((Q, 'url = "urn:test:full"', "url = 5"), "'url' must be text in quotes."),
    ((Q, '  { code = "spray", display = "Spray" },', "  1,"), "must be a table."),
    (gate_on('{ question = "tired", operator = "~", answer = "yes" }'), "late: 'operator' must be 'exists'"),
    (gate_on('{ question = "tired", answer = {} }'), "late: 'answer' must be true or false, a whole number, a number, text in quotes or a list in [ ]."),
    (note_when('{ question = "tired", answr = "yes" }'), "DRINK: unknown key 'answr'. Did you mean 'answer'?"),
    (note_when("{ al = [] }"), "DRINK: unknown key 'al'. Did you mean 'all'?"),
    (note_when("{ not = { question = 5, answer = true } }"), "DRINK: 'question' must be text in quotes."),
    (note_when('{ all = [], finding = "metformin" }'), "DRINK: a condition has exactly one of: question, all"),
    (note_when('{ recommendation = ["maybe"] }'), "DRINK: there is no recommendation 'maybe'."),
    ((S, 'confidence = "M"', 'confidence = "X"'), "S2: 'confidence' must be 'P', 'S', 'S-' or 'M'."),
    # items
    ((Q, 'linkId = "gas"', 'linkId = "numb"'), "numb: this linkId is used twice, first on line 179."),
    ((Q, 'text = "Are your feet numb?"', 'text = " "'), "numb: the item has no text."),
    ((Q, 'alternativeTo = "birth_date"', 'alternativeTo = "birthdate"'), "age: there is no item 'birthdate'. Did you mean 'birth_date'?"),
    ((Q, 'alternativeTo = "birth_date"', 'alternativeTo = "tired"'), "age: alternativeTo must name an earlier question."),
    ((Q, '[[item]]\nlinkId = "symptoms"\ntype = "group"\ntext = "How you feel"\n', "[[item]]\n" + BOOL.partition("\n")[2] + 'sources = ["S1"]\n[[item]]\nlinkId = "symptoms"\ntype = "group"\ntext = "How you feel"\n'), "numb: a top-level item must be a group: it is a page."),
    ((Q, '[[item.item]]\nlinkId = "hint"\ntype = "display"', '[[item.item]]\nlinkId = "hint"\ntype = "group"'), "hint: the group has no items."),
    ((Q, 'linkId = "foods"\ntype = "group"', 'linkId = "foods"\ntype = "display"'), "foods: only a group can hold items."),
    ((Q, 'text = "Milk"\nanswerValueSet = "often"', 'text = "Milk"\nanswerOption = [{ code = "a", display = "A", value = 1 }]'), "foods: the rows of a gtable must share one answerValueSet."),
    ((Q, 'linkId = "hint"\n', 'linkId = "hint"\nrequired = true\n'), "hint: a display has no answer, so 'required' means nothing."),
    ((Q, DRUG_OPTIONS, ""), "drug: a choice item needs options."),
    ((Q, DRUG_OPTIONS, DRUG_OPTIONS + 'answerValueSet = "often"\n'), "drug: it has both answerOption and answerValueSet."),
    ((Q, 'answerValueSet = "often"\nsources = ["S1"]\n\n[[item.item]]\nlinkId = "drink.amount"', 'answerValueSet = "ofen"\nsources = ["S1"]\n\n[[item.item]]\nlinkId = "drink.amount"'), "drink.frequency: there is no value set 'ofen'. Did you mean 'often'?"),
    ((Q, '{ code = "past", display = "Before" }', '{ code = "now", display = "Before" }'), "drug: the code 'now' is used twice."),
    ((Q, '{ code = "past", display = "Before" }', '{ code = "not-sure", display = "Who knows" }'), "drug: 'not-sure' is a reserved code. Use unknown"),
    ((Q, '{ code = "past", display = "Before" }', '{ code = "past", icon = "mlik", display = "Before" }'), "drug: there is no icon 'mlik'. Did you mean 'milk'?"),
    ((Q, 'display = "Spray"', 'display = ""'), "products: the option 'spray' has no display."),
    ((Q, 'display = "Spray"', 'text = "Spray"'), "the key 'display' is missing."),
    ((Q, "repeats = true\n", ""), "products: an exclusive option needs an item that takes several answers."),
    ((Q, BOOL, BOOL + 'answerValueSet = "often"\n'), "numb: a boolean item takes no options."),
    ((Q, BOOL, BOOL + "repeats = true\n"), "numb: only a choice can take several answers."),
    ((Q, 'unitOption = [{ code = "mg", display = "mg" }]\n', ""), "drug.dose: a quantity needs a unit."),
    ((Q, BOOL, BOOL + 'unitOption = [{ code = "mg", display = "mg" }]\n'), "numb: only a quantity has unitOption."),
    ((Q, 'unitOption = [{ code = "mg", display = "mg" }]\n', 'unitOption = [{ code = "mg", display = "mg", inFirst = 2 }]\n'), "drug.dose: inFirst says what one is in the first unit, and this is the first."),
    ((Q, '{ code = "a", display = "years" }', '{ code = "mo", display = "years" }'), "drug.duration: the unit 'mo' is used twice."),
    ((Q, '{ code = "a", display = "years" }', '{ code = "a", display = "" }'), "drug.duration: a unit needs a code and a display."),
    ((Q, BOOL, BOOL + "minValue = 3\n"), "numb: a boolean has no 'minValue'."),
    ((Q, "minValue = 0\nmaxValue = 5000", "minValue = 6000\nmaxValue = 5000"), "drug.dose: minValue is greater than maxValue."),
    ((Q, BOOL, BOOL + 'plausible = { min = 1, max = 2, because = "x" }\n'), "numb: only a number that is asked can be plausible."),
    ((Q, "minValue = 0\nmaxValue = 5000", 'minValue = 0\nmaxValue = 5000\nplausible = { min = 9, max = 2, because = "x" }'), "drug.dose: min is greater than max."),
    ((Q, "minValue = 0\nmaxValue = 5000", 'minValue = 1\nmaxValue = 5000\nplausible = { min = 0, max = 2, because = "x" }'), "drug.dose: what is plausible reaches beyond minValue or maxValue."),
    ((Q, "minValue = 0\nmaxValue = 5000", 'minValue = 0\nmaxValue = 50\nplausible = { min = 1, max = 51, because = "x" }'), "drug.dose: what is plausible reaches beyond minValue or maxValue."),
    ((Q, "minValue = 0\nmaxValue = 5000", 'minValue = 0\nmaxValue = 5000\nplausible = { min = 1, max = 2, because = " " }'), "drug.dose: nothing says why this is plausible."),
    ((Q, "minValue = 0\nmaxValue = 5000", "minValue = 0\nmaxValue = 5000\nplausible = { min = 1, max = 2 }"), "the key 'because' is missing."),
    ((Q, DRUG_OPTIONS, DRUG_OPTIONS.replace('" }', '", offered = false }')), "drug: none of the options is offered."),
    ((Q, "maxLength = 40", "maxLength = 0"), "drug.name: maxLength is a whole number above 0"),
    ((Q, BOOL, BOOL + "maxLength = 4\n"), "numb: maxLength is a whole number above 0"),
    ((Q, 'enableWhen = [{ question = "drug", answer = "now" }]', 'enableWhen = [{ question = "drug", answer = "now" }]\nabsentMeans = "no"'), "drug.since: absentMeans is an option's code, and a date has none."),
    ((Q, 'absentMeans = "no"', 'absentMeans = "not-sure"'), "drug: absentMeans cannot be 'not-sure'"),
    ((Q, 'absentMeans = "no"', 'absentMeans = "nay"'), "drug: absentMeans names no option: 'nay'."),
    ((Q, 'sources = ["S1", "S2"]\n', ""), "drug: it has no source."),
    ((Q, 'sources = ["S1", "S2"]', 'sources = ["S1", "S3"]'), "drug: unknown source 'S3'."),
    ((Q, 'id = "often"', 'id = "often"\nanswerOption = [{ code = "x", display = "X", value = 1 }]\n[[valueSet]]\nid = "often"'), "often: this value set id is used twice."),
    ((Q, 'id = "often"', 'id = "idle"\nanswerOption = [{ code = "x", display = "X" }]\n[[valueSet]]\nid = "often"'), "idle: no item uses this value set."),
    ((Q, 'id = "often"', 'id = "idle"\nanswerOption = []\n[[valueSet]]\nid = "often"'), "idle: the value set has no options."),
    ((Q, 'code = "daily"', 'code = "never"'), "often: the code 'never' is used twice."),
    # calculated
    ((Q, 'type = "decimal"\ncalculated', 'type = "string"\ncalculated'), "drug.mui: a calculated item is an integer or a decimal."),
    ((Q, 'linkId = "birth_date"\ntype = "date"', 'linkId = "birth_date"\ntype = "string"'), "the role birthDate needs an item of the type date, and 'birth_date' is none."),
    ((Q, 'linkId = "birth_date"\ntype = "date"', 'linkId = "born"\ntype = "date"'), "age: there is no item 'birth_date'."),
    ((Q, 'linkId = "drug.dose"', 'linkId = "drug.doses"'), "drug.mui: it reads 'drug.dose', which must stand before it as a quantity in mg."),
    ((Q, 'unitOption = [{ code = "mo", display = "months" }, { code = "a", display = "years" }]', 'unitOption = [{ code = "mg", display = "mg" }]'), "drug.mui: it reads 'drug.duration', which must stand before it as a quantity of time."),
    ((Q, '{ code = "daily", display = "Every day", value = 7 }', '{ code = "daily", display = "Every day" }'), "drink.score: it reads 'drink.frequency', which must stand before it as a choice whose options have a value."),
    (computed("late", "months-since"), "late: 'months-since' is worked out from 1. Name as many linkIds in calculatedFrom."),
    (computed("late", 'months-since"\ncalculatedFrom = ["drug.dose"]\nprefix = "'), "late: it reads 'drug.dose', which must stand before it as a date."),
    (computed("late", "points"), "late: it is worked out from nothing. Add calculatedFrom."),
    ((Q, '["drug.dose", "drug.duration"]', '["drug.dose"]'), "drug.mui: 'dose-years' is worked out from 2."),
    ((Q, 'birthDate = "birth_date"\nage = "age"\n', ""), "age_years: it is worked out from the role birthDate or age, and the form gives neither."),
    # roles
    ((Q, 'age = "age"', 'aeg = "age"'), "unknown key 'aeg'. Did you mean 'age'?"),
    ((Q, 'age = "age"', 'age = "aeg"'), "there is no item 'aeg'. Did you mean 'age'?"),
    ((Q, 'age = "age"', 'age = "tired"'), "the role age needs an item of the type integer, and 'tired' is none."),
    ((Q, 'age = "age"', 'age = "age_years"'), "the role age cannot be that of 'age_years'."),
    ((Q, 'ageYears = "age_years"', 'ageYears = "age"'), "the role ageYears cannot be that of 'age'."),
    # enableWhen
    (gate_on('{ question = "tierd", answer = "yes" }'), "late: there is no item 'tierd'. Did you mean 'tired'?"),
    ((Q, 'enableWhen = [{ question = "drug", answer = "now" }]', 'enableWhen = [{ question = "numb", answer = true }]'), "drug.since: the condition looks at 'numb', which does not stand earlier."),
    (gate_on('{ question = "late", answer = true }'), "late: the condition looks at 'late', which does not stand earlier."),
    (gate_on('{ question = "symptoms", operator = "exists", answer = true }'), "late: 'symptoms' is a group and has no answer."),
    (gate_on('{ question = "hint", operator = "exists", answer = true }'), "late: 'hint' is a display and has no answer."),
    (gate_on('{ question = "tired", operator = "exists", answer = "yes" }'), "late: 'exists' is compared with true or false."),
    (gate_on('{ question = "tired", operator = "exists", answer = true }'), "late: 'exists' opens a gate only for an alternativeTo item."),
    (gate_on('{ question = "tired", operator = "!=", answer = "no" }'), "late: a gate with '!=' would open on answers that are not definite."),
    (remark('[[contradiction]]\nid = "c"\none = []\nother = [{ question = "tired", answer = "yes" }]\ntext = "Both?"'), "c: no condition stands here. Name at least one."),
    (remark('[[contradiction]]\nid = "c"\none = [{ question = "tirde", answer = "yes" }]\nother = [{ question = "tired", answer = "no" }]\ntext = "Both?"'), "c: there is no item 'tirde'. Did you mean 'tired'?"),
    (remark('[[contradiction]]\nid = "c"\none = [{ question = "tired", answer = "yes" }]\nother = [{ question = "tired", answer = "maybe" }]\ntext = "Both?"'), "c: 'tired' has no option 'maybe'."),
    (remark('[[notice]]\nid = "n"\nwhen = [{ question = "tired", answer = "yes" }]\ntext = " "'), "n: 'text' is empty. Write the words."),
    (remark('[[notice]]\nid = "n"\nwhen = [{ question = "tired", answer = "yes" }]\ntext = "x"\n[[notice]]\nid = "n"\nwhen = [{ question = "tired", answer = "no" }]\ntext = "y"'), "n: this id is used twice. Give each its own id."),
    (gate_on('{ question = "tired", operator = ">", answer = "no" }'), "late: '>' does not fit a choice. It can be: exists, known, =, !=."),
    (gate_on('{ question = "drug.name", answer = "x" }'), "late: '=' does not fit a string. It can be: exists, known."),
    (gate_on('{ question = "tired", answer = [] }'), "late: the list of answers is empty."),
    (gate_on('{ question = "age", operator = ">", answer = [1, 2] }'), "late: '>' takes one answer, not a list."),
    (gate_on('{ question = "tired", answer = "not-sure" }'), "late: no condition can ask for 'not-sure'"),
    (gate_on('{ question = "tired", answer = true }'), "late: a choice is compared with a code in quotes."),
    (gate_on('{ question = "tired", answer = "yess" }'), "late: 'tired' has no option 'yess'. Did you mean 'yes'?"),
    (gate_on('{ question = "numb", answer = "yes" }'), "late: a boolean is compared with true or false."),
    (gate_on('{ question = "age", operator = ">", answer = true }'), "late: a integer is compared with a number."),
    (gate_on('{ question = "birth_date", operator = ">", answer = "12/2020" }'), "late: a date is compared with YYYY"),
    (gate_on('{ question = "birth_date", operator = ">", answer = 2020 }'), "late: a date is compared with YYYY"),
    (gate_on('{ question = "drug.dose", operator = ">", answer = 5 }'), "late: a quantity is compared in a unit. Add unit; known: mg."),
    (gate_on('{ question = "drug.dose", operator = ">", answer = 5, unit = "mo" }'), "late: 'drug.dose' is never given in 'mo'."),
    (gate_on('{ question = "tired", answer = "yes", unit = "mo" }'), "late: only the comparison of a quantity names a unit."),
    (gate_on('{ question = "tired", operator = "known", answer = true }'), "late: 'known' is for rules, not for enableWhen. Use exists."),
    (note_when('{ question = "tired", operator = "known", answer = "yes" }'), "DRINK: 'known' is compared with true or false."),
    # reach
    (gate_on('{ question = "tired", answer = "yes" }, { question = "tired", answer = "no" }'), "late: this item can never apply."),
    (gate_on('{ question = "drug", answer = "now" }, { question = "gate", answer = "no" }'), "late: this item can never apply."),
    (gate_on('{ question = "age", operator = ">", answer = 130 }'), "late: this item can never apply."),
    (gate_on('{ question = "age", operator = "<", answer = 5 }, { question = "age", operator = ">", answer = 5 }'), "late: this item can never apply."),
    (gate_on('{ question = "age", operator = "<=", answer = 5 }, { question = "age", operator = ">", answer = 5 }'), "late: this item can never apply."),
    (gate_on('{ question = "age", operator = "=", answer = 130 }'), "late: this item can never apply."),
    (gate_on('{ question = "age", operator = "=", answer = 30 }, { question = "birth_date", operator = ">", answer = "2000" }'), "late: this item can never apply."),
    (gate_on('{ question = "tired", answer = "yes" }, { question = "tired", operator = "!=", answer = "yes" }'), "late: this item can never apply."),
    (late('enableBehavior = "any"\nenableWhen = [{ question = "age", operator = ">", answer = 130 }, { question = "age", operator = "<", answer = -1 }]\n'), "late: this item can never apply."),
    ((Q, 'linkId = "symptoms"\n', 'linkId = "symptoms"\nenableWhen = [{ question = "gate", answer = "yes" }, { question = "gate", answer = "no" }]\n'), "tired: it stands in 'symptoms', which can never apply."),
    # rules
    ((R, 'id = "unwell"', 'id = "takes"'), "takes: this condition is defined twice."),
    ((R, 'id = "fatigue"', 'id = "metformin"'), "metformin: this finding is defined twice."),
    ((R, 'code = "DRINK"', 'code = "MUI"'), "MUI: this note is defined twice."),
    (note_when("{ all = [] }"), "DRINK: 'all' is empty."),
    (note_when("{ any = [] }"), "DRINK: 'any' is empty."),
    (note_when('{ question = "tierd", answer = "yes" }'), "DRINK: there is no item 'tierd'. Did you mean 'tired'?"),
    (note_when('{ condition = "take" }'), "DRINK: there is no condition 'take'. Did you mean 'takes'?"),
    ((R, 'when = { question = "drug", answer = "now" }', 'when = { condition = "unwell" }'), "takes: the condition 'unwell' is used before it is defined."),
    (note_when('{ finding = "metfromin" }'), "DRINK: there is no finding 'metfromin'. Did you mean 'metformin'?"),
    ((R, 'when = { question = "drug", answer = "now" }', 'when = { finding = "fatigue" }'), "takes: a named condition looks at answers, not at findings."),
    ((R, 'when = { condition = "takes" }', 'when = { finding = "fatigue" }'), "metformin: the finding 'fatigue' is used before it is defined."),
    ((R, 'when = { condition = "takes" }', "when = { anyFinding = {} }"), "metformin: anyFinding cannot be used here"),
    (note_when('{ anyFinding = { tag = "lang" } }'), "DRINK: no finding has the tag 'lang'. Did you mean 'long'?"),
    ((R, 'when = { condition = "takes" }', 'when = { recommendation = ["urgent"] }'), "metformin: 'recommendation' cannot be used here."),
    ((R, 'when = { condition = "takes" }', 'when = { otherwise = ["urgent"] }'), "metformin: 'otherwise' cannot be used here. Use it in notes, tests and pretests."),
    (note_when('{ otherwise = ["maybe"] }'), "DRINK: there is no recommendation 'maybe'."),
    ((R, 'urgency = "same-day"\n', ""), "gas_and_numb: a red flag, and nothing else, has an urgency. Write urgency"),
    ((R, 'id = "fatigue"\n', 'id = "fatigue"\nurgency = "same-day"\n'), "fatigue: a red flag, and nothing else, has an urgency."),
    ((R, 'urgency = "same-day"', 'urgency = "emergency-now"'), "gas_and_numb: the form has no words for 'emergency-now'. Add [[urgency]] with this code."),
    ((R, 'urgency = "same-day"', 'urgency = "soon"'), "gas_and_numb: 'urgency' must be 'emergency-now' or 'same-day'."),
    ((R, 'id = "fatigue"\n', 'id = "fatigue"\nrelated = true\n'), "fatigue: only a red flag is related. Remove it."),
    ((R, "urgent = true\n", ""), "exactly one recommendation has urgent = true when there are red flags. Mark the one"),
    ((R, 'code = "risk-only"\n', 'code = "risk-only"\nurgent = true\n'), "exactly one recommendation has urgent = true when there are red flags."),
    ((R, '[[urgency]]\n', '[[urgency]]\ncode = "same-day"\ntitle = "A"\nsentence = "A."\nguideline = "A"\nsources = ["S1"]\n\n[[urgency]]\n'), "same-day: this urgency is defined twice."),
    ((R, 'guideline = "Tests"\nsources = ["S1"]\n\n[[recommendation]]\ncode = "urgent"', 'guideline = "Tests"\nsources = []\n\n[[recommendation]]\ncode = "urgent"'), "same-day: it has no source."),
    ((R, '[[condition]]\nid = "takes"', '[[condition]]\nid = "idle"\nwhen = { question = "numb", answer = true }\n\n[[condition]]\nid = "takes"'), "idle: no rule uses this condition."),
    ((R, 'when = { anyFinding = { kind = "red-flag" } }', 'when = { anyFinding = { kind = "red-flag", common = true } }'), "gas_and_numb: no rule looks at this finding"),
    ((R, 'when = { anyFinding = { kind = "red-flag" } }', 'when = { anyFinding = { kind = "red-flag", related = true } }'), "gas_and_numb: no rule looks at this finding"),
    ((R, "unsettled = true\n", ""), "exactly one recommendation, not the last, has unsettled = true."),
    ((R, 'code = "risk-only"\n', 'code = "risk-only"\nunsettled = true\n'), "exactly one recommendation, not the last, has unsettled = true."),
    ((R, 'title = "Risk only"', 'title = " "'), "risk-only: 'title' is empty. Write the words."),
    ((R, 'tone = "error"', 'tone = "red"'), "urgent: 'tone' must be 'error', 'warning', 'info', 'neutral' or 'success'"),
    ((R, 'icon = "alert"', 'icon = "alrt"'), "urgent: there is no icon 'alrt'. Did you mean 'alert'?"),
    ((R, 'code = "risk-only"', 'code = "no-trigger"'), "no-trigger: this recommendation is defined twice."),
    ((R, 'unsettled = true\n', 'unsettled = true\nwhen = { all = [{ finding = "fatigue" }] }\n'), "insufficient: it has no condition of its own: it follows."),
    ((R, 'icon = "alert"\nwhen = { anyFinding = { kind = "red-flag" } }', 'icon = "alert"'), "urgent: it needs a condition."),
    ((R, 'detail = ["drug.dose", "drug.duration"]', 'detail = ["drug.dose", "drug.long"]'), "metformin: there is no item 'drug.long'."),
    ((R, 'sources = ["S1"]\ntags', 'sources = []\ntags'), "metformin: it has no source."),
    ((R, 'text = "Four months or more"\nsources = ["S2"]', 'text = "Four months or more"\nsources = ["S9"]'), "metformin: unknown source 'S9'."),
    ((R, 'guideline = "Tests"\nsources = ["S1"]\n\n[[recommendation]]\ncode = "out-of-scope"', 'guideline = "Tests"\nsources = []\n\n[[recommendation]]\ncode = "out-of-scope"'), "urgent: it has no source."),
    ((R, 'text = "Alcohol."\nsources = ["S1"]', 'text = "Alcohol."\nsources = []'), "DRINK: it has no source."),
    ((R, 'reason = "First test."\nsources = ["S1"]', 'reason = "First test."\nsources = []'), "B12: it has no source."),
    ((R, 'text = "Take the blood before B12."\nsources = ["S1"]', 'text = "Take the blood before B12."\nsources = []'), "BEFORE: it has no source."),
    ((R, 'unlikely = "above 258 pmol/L"\nsources = ["S1"]', 'unlikely = "above 258 pmol/L"\nsources = []'), "Total B12: it has no source."),
    ((R, 'thresholdSources = ["S1"]', "thresholdSources = []"), "it has no source."),
    ((R, 'sources = ["S2"]\n\n[[finding]]', 'sources = ["S7"]\n\n[[finding]]'), "unwell: unknown source 'S7'."),
    # reads
    ((Q, 'absentMeans = "no"\n', ""), "drug: the rule 'takes' reads this item, which can be switched off. Add absentMeans."),
    (note_when('{ question = "drug.dose", operator = ">", answer = 1, unit = "mg" }'), "drug.dose: the rule 'DRINK' reads this item, which can be switched off. Add absentMeans, or let the rule require 'drug' as well."),
    (note_when('{ any = [{ question = "numb", answer = true }, { question = "drug.dose", operator = ">", answer = 1, unit = "mg" }] }'), "drug.dose: the rule 'DRINK' reads"),
    (note_when('{ not = { question = "drug.dose", operator = ">", answer = 1, unit = "mg" } }'), "drug.dose: the rule 'DRINK' reads"),
    # evidence
    ((F, 'linkId = "food_milk"', 'linkId = "food_eggs"'), "food_eggs: this food is listed twice."),
    ((F, "mcgPerServing = 0.5", "mcgPerServing = -0.5"), "food_eggs: micrograms cannot be less than 0."),
    ((F, "cap = 2.0", "cap = -2.0"), "food_milk: micrograms cannot be less than 0."),
    ((F, 'linkId = "food_milk"', 'linkId = "food_mlik"'), "food_mlik: there is no item 'food_mlik'. Did you mean 'food_milk'?"),
    ((F, 'linkId = "food_milk"', 'linkId = "tired"'), "tired: the option 'yes' of this item has no value."),
    ((F, 'linkId = "food_milk"', 'linkId = "numb"'), "numb: a food question is a choice with values or a number"),
    ((F, 'serving = "1 large"\nsources = ["S1"]', 'serving = "1 large"\nsources = []'), "food_eggs: it has no source."),
    ((F, 'icon = "milk"\nsources = ["S1"]', 'icon = "milk"\nsources = []'), "Milk: it has no source."),
    ((F, 'roundTo = 0.5\nsources = ["S1"]', "roundTo = 0.5\nsources = []"), "it has no source."),
    ((F, "roundTo = 0.5", "roundTo = 0"), "roundTo must be above 0."),
    ((F, "minAge = 14", "minAge = 151"), "US RDA: minAge is greater than maxAge."),
    ((F, 'when = { question = "pregnant"', 'when = { question = "pregnent"'), "US RDA (pregnant): there is no item 'pregnent'. Did you mean 'pregnant'?"),
    ((F, "mcgPerDay = 1.5", "mcgPerDay = 0"), "UK RNI: a reference intake is above 0."),
    ((F, 'label = "EFSA AI"\nconfidence = "P"\nsources = ["S1"]', 'label = "EFSA AI"\nconfidence = "P"\nsources = []'), "EFSA AI: it has no source."),
    ((F, 'country = "efsa"', 'country = "uk"'), "there is no reference intake for adults of 'efsa'."),
    ((S, 'key = "S2"', 'key = "S1"'), "S1: this source is listed twice."),
    ((S, 'title = "Another source for tests"', 'title = ""'), "S2: the source has no title."),
    ((H, 'id = "pregnancy"', 'id = "main"'), "main: this section is defined twice."),
    ((H, 'sources = ["S1"]', 'sources = ["S8"]'), "main: unknown source 'S8'."),
    (handout_when('{ question = "gas", answer = "yes" }'), "pregnancy: the condition would give away the sensitive answer to 'gas'."),
    (handout_when('{ finding = "gas_and_numb" }'), "pregnancy: the condition would give away the finding 'gas_and_numb'."),
    (handout_when('{ finding = "metformin" }'), "pregnancy: the condition would give away the finding 'metformin'."),
    (handout_when('{ anyFinding = { kind = "context" } }'), "pregnancy: the condition would give away a finding."),
    (handout_when('{ recommendation = ["urgent"] }'), "pregnancy: 'recommendation' cannot be used here."),
    # score
    ((P, 'outcome = "a low value"', 'outcme = "a low value"'), "unknown key 'outcme'. Did you mean 'outcome'?"),
    ((P, "from = 2", "form = 2"), "middle: unknown key 'form'. Did you mean 'from'?"),
    ((P, "[provenance]", "[provenence]"), "the key 'provenance' is missing. Add it."),
    ((P, 'script = "by hand"\n', ""), "the key 'script' is missing. Add it."),
    ((P, 'script = "by hand"', 'script = " "'), "the provenance says nothing in 'script'. Say where the points come from."),
    ((P, 'dataHashes = ["none"]', "dataHashes = []"), "the provenance says nothing in 'dataHashes'."),
    ((P, "derivedCases = 10", "derivedCases = 101"), "there are more cases than people, or fewer than none."),
    ((P, 'sources = ["S1"]', "sources = []"), "it has no source."),
    ((P, 'sources = ["S1"]', 'sources = ["S5"]'), "unknown source 'S5'."),
    ((P, 'question = "age_years", operator = ">=", answer = 20', 'question = "age_yaers", operator = ">=", answer = 20'), "there is no item 'age_yaers'. Did you mean 'age_years'?"),
    ((P, 'question = "drug", answer = "now"', 'question = "drug", answer = "nwo"'), "drug: 'drug' has no option 'nwo'. Did you mean 'no'?"),
    ((P, '{ condition = "unwell" }', '{ condition = "unwel" }'), "tired: there is no condition 'unwel'. Did you mean 'unwell'?"),
    ((P, '{ condition = "unwell" }', '{ finding = "fatige" }'), "tired: there is no finding 'fatige'. Did you mean 'fatigue'?"),
    ((P, '{ condition = "unwell" }', '{ anyFinding = { kind = "symptom" } }'), "tired: anyFinding cannot be used here"),
    ((P, '{ condition = "unwell" }', '{ recommendation = ["urgent"] }'), "tired: 'recommendation' cannot be used here."),
    ((P, '{ condition = "unwell" }', '{ question = "drug.dose", operator = ">", answer = 1, unit = "mg" }'), "drug.dose: the rule 'tired' reads this item"),
    ((P, "points = 2", "points = 1"), "age: the levels do not stand from most points to fewest."),
    ((P, "points = 2", "points = -2"), "age: points are never negative."),
    ((P, "points = 2", "points = 101"), "age: points are at most 100."),
    ((P, "points = 2", "points = 2.5"), "age: 'points' must be a whole number."),
    ((P, 'id = "tired"', 'id = "drug"'), "drug: this predictor stands here twice."),
    ((P, 'id = "tired"\ntext = "Tired"', 'id = "tired"\ntext = "Tired"\nlevel = []\n[[predictor]]\nid = "ill"\ntext = "Ill"'), "tired: the predictor has no level."),
    ((P, 'id = "high"', 'id = "low"'), "low: this band stands here twice."),
    ((P, "from = 2", "from = 3"), "middle: no band holds 2 points. Begin at 2."),
    ((P, "from = 2", "from = 1"), "middle: the band overlaps with the one before it. Begin at 2."),
    ((P, "from = 4\nto = 6", "from = 4\nto = 3"), "high: the band ends before it begins."),
    ((P, "to = 6", "to = 5"), "high: the points end at 6, and the last band at 5. End at 6."),
    ((P, "to = 6", "to = 7"), "high: the points end at 6, and the last band at 7."),
    ((P, "per100 = 15.2", "per100 = 7.9"), "middle: per100 lies outside its interval low..high"),
    ((P, "high = 60.0", "high = 101.0"), "high: per100 lies outside its interval low..high, or outside 0..100."),
    ((P, "people = 40\ncases = 6", "people = 5\ncases = 6"), "middle: there are more cases than people"),
    ((P, "people = 40", "people = 41"), "the bands' 'people' add up to 201, and reportedPeople is 200."),
    ((P, "cases = 4", "cases = 5"), "the bands' 'cases' add up to 17, and reportedCases is 16."),
    ((P, "[overall]\npeople = 200", "[overall]\npeople = 199"), "'people' is 199, and reportedPeople is 200."),
    ((P, '[[unmeasured]]\nfinding = "gas_and_numb"', '[[unmeasured]]\nfinding = "gas_and_num"'), "there is no finding 'gas_and_num'. Did you mean 'gas_and_numb'?"),
    ((P, '[[unmeasured]]\nfinding = "is_', '[[unmeasured]]\nfinding = "gas_and_numb"\n[[unmeasured]]\nfinding = "is_'), "gas_and_numb: this unmeasured stands here twice."),
    ((P, '"risk-only", "no-trigger"]', '"risk-onyl", "no-trigger"]'), "there is no recommendation 'risk-onyl'. Did you mean 'risk-only'?"),
    ((P, '"risk-only", "no-trigger"]', '"urgent", "no-trigger"]'), "'urgent' is for red flags, and no score is shown with one. Take it off the list."),
    ((P, 'beside = ["consider-test", "clinical-judgement", "insufficient", "risk-only", "no-trigger"]', "beside = []"), "it is shown beside no recommendation. Name those that leave room for it."),
    ((P, 'when = { question = "tired", answer = "yes" }', 'when = { question = "tierd", answer = "yes" }'), "there is no item 'tierd'. Did you mean 'tired'?"),
    ((P, '[[caution]]', '[[caution]]\nid = "tired"\nwhen = { question = "numb", answer = true }\ntext = "x"\n[[caution]]'), "tired: this caution stands here twice."),
    # codes
    ((C, 'finding = "fatigue"', 'finding = "fatige"'), "there is no finding 'fatige'. Did you mean 'fatigue'?"),
    ((C, 'finding = "fatigue"\nsystem = "http://snomed.info/sct"', 'finding = "fatigue"\nsystem = "snomed"'), "fatigue: the code system is not known. Write one of http://snomed.info/sct, "),
    ((C, 'code = "84229001"', 'code = "84229 001"'), "fatigue: this is no code. Copy it from the code system."),
    ((C, 'code = "84229001"', 'code = ""'), "fatigue: this is no code."),
    ((C, 'display = "Fatigue"', 'display = " "'), "fatigue: the code has no term. Say what it means."),
    ((C, 'display = "Fatigue"\nsource = "S1"', 'display = "Fatigue"\nsource = "S9"'), "fatigue: unknown source 'S9'."),
    ((C, 'code = "84229001"\ndisplay = "Fatigue"\nsource = "S1"', 'code = "84229001"\ndisplay = "Fatigue"\nsource = "S1"\n[[code]]\nfinding = "fatigue"\nsystem = "http://snomed.info/sct"\ncode = "84229001"\ndisplay = "Tired"\nsource = "S1"'), "fatigue: this code stands here twice for this finding. Remove one."),
]  # fmt: skip


def problems_of(changes: dict[str, bytes]) -> tuple[Problem, ...]:
    return inspect(Path("form"), {**gallery_files("full"), **changes})[1]


def changed(file: str, old: str, new: str) -> dict[str, bytes]:
    text = gallery_files("full")[file].decode()
    assert old in text, f"the form no longer has: {old}"
    return {file: text.replace(old, new, 1).encode()}


@pytest.mark.parametrize(("change", "message"), MISTAKES, ids=[f"{n}-{m[1][:50]}" for n, m in enumerate(MISTAKES)])
def test_mistake(change: tuple[str, str, str], message: str) -> None:
    found = [str(each) for each in problems_of(changed(*change))]
    assert any(message in each for each in found), found


@pytest.mark.parametrize("name", NAMES)
def test_the_gallery_is_without_a_mistake(name: str) -> None:
    assert gallery(name).questionnaire.items


def test_a_problem_names_file_line_item_cause_and_fix() -> None:
    (problem,) = problems_of(changed(Q, '{ code = "spray", display', '{ code = "tablet", display'))[:1]
    line = gallery_files("full")[Q].decode().split("\n").index('  { code = "spray", display = "Spray" },') + 1
    assert problem.where == f"{Path('form') / Q}:{line}: products"
    assert problem.cause == "the code 'tablet' is used twice."
    assert problem.fix == "Give each option its own code."


def test_findings_on_a_list_that_nobody_names_are_a_problem() -> None:
    text = gallery_files("full")[R].decode()
    start = text.index("[commonList]")
    found = problems_of({R: (text[:start] + text[text.index("[[", start) :]).encode()})
    assert {each.cause for each in found} == {"it has common = true, and the form names no list."}
    assert [each.where.rpartition(": ")[2] for each in found] == ["metformin", "fatigue", "numbness"]


def test_thresholds_whose_columns_have_no_name_are_a_problem() -> None:
    text = gallery_files("full")[R].decode()
    start = text.index("[thresholdHeads]")
    (problem,) = problems_of({R: (text[:start] + text[text.index("[[", start) :]).encode()})
    assert problem.where.endswith(": Total B12")
    assert problem.cause == "the form has thresholds and does not say what their columns are called."
    assert problem.fix == "Add [thresholdHeads]."


def test_a_threshold_that_belongs_to_no_test_is_a_problem() -> None:
    text = gallery_files("full")[R].decode().replace('test = "Total B12"', 'test = "Total B12"\ntests = ["b12-tset"]')
    (problem,) = problems_of({R: text.encode()})
    assert problem.cause == "'b12-tset' is not the code of a test."


@pytest.mark.parametrize(
    "condition",
    [
        '{ all = [{ condition = "takes" }, { question = "drug.dose", operator = ">", answer = 1, unit = "mg" }] }',
        '{ all = [{ finding = "metformin" }, { question = "drug.dose", operator = ">", answer = 1, unit = "mg" }] }',
        '{ any = [{ all = [{ question = "drug", answer = "now" }, '
        '{ question = "drug.dose", operator = ">", answer = 1, unit = "mg" }] }, { question = "numb", answer = true }] }',
        '{ any = [{ question = "drug", answer = "now" }, { question = "drug", answer = "past" }] }',
        '{ question = "drug.duration", operator = "exists", answer = false }',
        '{ all = [{ question = "drug", answer = ["now", "past"] }, '
        '{ question = "drug.duration", operator = ">", answer = 2, unit = "wk" }] }',
    ],
)
def test_a_detail_is_guarded_by_its_parent(condition: str) -> None:
    found = problems_of(changed(*note_when(condition)))
    assert not [each for each in found if "drug.dose" in each.where]


def test_a_detail_in_a_named_condition_is_guarded_by_the_rules_that_use_it() -> None:
    old = 'when = { question = "drug", answer = "now" }'
    dose = 'when = { question = "drug.dose", operator = ">", answer = 1, unit = "mg" }'
    text = gallery_files("full")[R].decode().replace(old, dose, 1)
    assert [each for each in problems_of({R: text.encode()}) if "drug.dose" in each.where]
    guarded = text.replace(
        '{ condition = "takes" }', '{ all = [{ condition = "takes" }, { question = "drug", answer = "now" }] }'
    )
    assert not [each for each in problems_of({R: guarded.encode()}) if "drug.dose" in each.where]


@pytest.mark.parametrize(
    "more",
    [
        'enableBehavior = "any"\nenableWhen = [{ question = "tired", answer = "yes" }, { question = "tired", answer = "no" }]\n',
        'enableWhen = [{ question = "age", operator = ">=", answer = 5 }, { question = "age", operator = "<=", answer = 5 }]\n',
        'enableWhen = [{ question = "age", answer = [5, 6] }, { question = "age", operator = "<", answer = 6 }]\n',
        'enableWhen = [{ question = "drug", answer = ["now", "past"] }, { question = "drug", answer = "past" }]\n',
        'enableWhen = [{ question = "drug.since", operator = ">", answer = "2020-01" }]\n',
        'enableWhen = [{ question = "drug.duration", operator = ">", answer = 3, unit = "wk" }]\n',
    ],
)
def test_an_item_that_can_apply_is_left_in_peace(more: str) -> None:
    assert not problems_of(changed(*late(more)))


def test_problems_of_all_files_come_together() -> None:
    files = {**gallery_files("full"), S: b"x", F: b"\xff", H: gallery_files("full")[H].replace(b"title", b"titel")}
    found = " ".join(str(each) for each in inspect(Path("form"), files)[1])
    assert "sources.toml:1: this is not TOML" in found
    assert "foods.toml:1: the text is not UTF-8." in found
    assert "handout.toml:3: unknown key 'titel'. Did you mean 'title'?" in found
    assert "the key 'title' is missing." in found


def test_a_score_needs_predictors_and_bands() -> None:
    text = gallery_files("full")[P].decode()
    bare = text[: text.index("[[predictor]]")].replace("[provenance]", "predictor = []\nband = []\n[provenance]")
    found = [each.cause for each in problems_of({P: bare.encode()})]
    assert found == ["there is no predictor.", "there is no band."]


def test_a_problem_of_the_score_is_placed() -> None:
    text = gallery_files("full")[P].decode()
    line = text[: text.index("points = 3")].count("\n") + 1
    (problem,) = problems_of({P: text.replace("points = 3", "points = 1").encode()})[:1]
    assert problem.where == f"{Path('form') / P}:{line + 5}: drug"


def test_a_score_that_is_no_file_is_a_problem(tmp_path: Path) -> None:
    form = write_form(tmp_path / "form", "full")
    (form / P).unlink()
    assert lint(form) == ()
    (form / P).mkdir()
    assert [each.cause for each in lint(form)] == ["this is a folder, not a file."]


def test_a_form_whose_score_has_the_wrong_shape_is_no_form() -> None:
    definition, found = inspect(Path("form"), {**gallery_files("full"), P: b"x"})
    assert definition is None
    assert "score.toml:1: this is not TOML" in str(found[0])


def test_an_age_stands_behind_what_it_is_worked_out_from() -> None:
    text = gallery_files("full")[Q].replace(b'ageYears = "age_years"', b'ageYears = "early"')
    early = b'[[item.item]]\nlinkId = "early"\ntype = "integer"\ncalculated = "age-years"\nsources = ["S1"]\n\n'
    place = text.index(b"[[item.item]]")
    found = [each.cause for each in problems_of({Q: text[:place] + early + text[place:]})]
    assert "it reads 'birth_date', which must stand before it." in found
    assert "it reads 'age', which must stand before it." in found


def test_the_walk_of_a_patient_names_questions_each_once() -> None:
    head = b"""[patient]
emergency = ["red_flag_free", "nowhere"]
gates = ["age", "age"]
staff = ["age_years"]
together = [["age"], ["age", "nowhere"]]
last = "age"
answeredBy = { alone = "nobody" }

"""
    text = gallery_files("full")[Q]
    place = text.index(b"[roles]")
    found = {
        each.cause for each in problems_of({Q: text[:place] + head.replace(b"red_flag_free", b"age") + text[place:]})
    }
    assert {
        "there is no item 'nowhere'.",
        "no red flag reads 'age'.",
        "'age' stands in emergency already.",
        "nobody is asked 'age_years'.",
        "one question alone is no group.",
        "'age' is no free text that is asked of everybody.",
        "'nobody' is no answer of the role respondent.",
    } <= found


def test_staff_are_left_what_may_stay_empty_and_the_last_question_is_there() -> None:
    text = gallery_files("full")[Q]
    place = text.index(b"[roles]")
    head = b'[patient]\nstaff = ["age"]\nlast = "nowhere"\n\n'
    asked = text[place:].replace(b'linkId = "age"\n', b'linkId = "age"\nrequired = true\n', 1)
    found = {each.cause for each in problems_of({Q: text[:place] + head + asked})}
    assert {"'age' is required, so it cannot be left to staff.", "there is no item 'nowhere'."} <= found


def test_a_food_may_be_a_number_of_times_a_week() -> None:
    assert not problems_of(changed(F, 'linkId = "food_milk"', 'linkId = "age"'))


def test_a_folder_is_linted_from_the_disk(tmp_path: Path) -> None:
    assert lint(write_form(tmp_path / "form", "full")) == ()
    (tmp_path / "form" / R).unlink()
    assert [each.cause for each in lint(tmp_path / "form")] == ["the file is missing."]
    assert [each.cause for each in lint(tmp_path / "nowhere")] == ["there is no such folder."]


def test_conditions_nested_beyond_reason_are_a_problem_not_a_crash() -> None:
    deep = "{ not = " * 400 + '{ finding = "fatigue" }' + " }" * 400
    found = problems_of(changed(*note_when(deep)))
    assert [each for each in found if "nested too deeply" in each.cause or "DRINK" in each.where]


def test_every_form_in_the_gallery_says_what_it_shows() -> None:
    assert all((FORMS / name / Q).read_text(encoding="utf-8").split("\n")[1].startswith("# ") for name in NAMES)
