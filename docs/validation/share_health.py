"""What is counted among whom: conditions, blood tests and signs. ``share_list.py`` puts the rows behind its own."""

from __future__ import annotations

from share_people import Row
from share_ways import (
    DIET,
    NG_PER_PMOL,
    NOW,
    THEN,
    among,
    anaemic,
    below,
    between,
    either,
    felt_in,
    known,
    medicine,
    now,
    one,
    spans,
    unsteady,
)

NUMB = either(one("numbness_3m_DIQ100"), one("tingling_3m_DIQ120"))

HEALTH = (
    now("gut", "coeliac", one("coeliac"), "ever told"),
    now("gut", "pancreas", medicine("PANCRELIPASE"), "enzyme capsules, prescriptions of the past 30 days"),
    now("conditions", "thyroid", one("thyroid_ever"), "any thyroid problem, ever told"),
    now(
        "conditions",
        "autoimmune",
        either(one("rheumatoid"), one("psoriasis")),
        "rheumatoid arthritis or psoriasis, ever told",
    ),
    now("conditions", "kidney", one("kidney_failing"), "weak or failing kidneys, ever told"),
    now("conditions", "liver", one("liver_ever"), "any liver condition, ever told"),
    now("conditions", "hiv", known("LBDHI"), "antibodies found, tested from 20 to 59; everybody else is no"),
    *spans(
        NOW,
        "last_b12.result",
        lambda low, high: between("serum_b12_pmol", low, high, times=NG_PER_PMOL),
        [("low", 0, 180), ("low-normal", 180, 350)],
        "serum B12 in ng/L, of everybody, not of those whom a doctor tested",
    ),
    *spans(
        NOW,
        "last_b12.value",
        lambda low, high: between("serum_b12_pmol", low, high, times=NG_PER_PMOL),
        [("100-199", 0, 200), ("200-350", 200, 351), ("351-900", 351, 1e9)],
        "as above",
    ),
    now("blood_count.shown", "anaemia", anaemic, "haemoglobin below 130 g/L (men) or 120 (women), of everybody"),
    now(
        "blood_count.shown",
        "large-cells",
        between("mcv_fl", 100.05, 1e9),
        "mean cell volume above 100 fL, of everybody",
    ),
    now("blood_count.shown", "low-white", between("LBXWBCSI", 0, 4), "below 4 x 10^9/L, of everybody"),
    now("blood_count.shown", "low-platelets", between("LBXPLTSI", 0, 150), "below 150 x 10^9/L, of everybody"),
    *spans(
        NOW,
        "blood_count.hb",
        lambda low, high: between("hb_gdl", low, high, times=10),
        [("70-119", 0, 119.5), ("120-129", 119.5, 129.5), ("130-165", 129.5, 1e9)],
        "haemoglobin in g/L, of everybody",
    ),
    *spans(
        NOW,
        "blood_count.mcv",
        lambda low, high: between("mcv_fl", low, high),
        [("70-79", 0, 79.95), ("80-100", 79.95, 100.05), ("101-120", 100.05, 1e9)],
        "mean cell volume in fL, of everybody",
    ),
    Row(
        THEN,
        "nerves",
        "tingling",
        below(NUMB),
        "numbness or tingling of hands or feet in 3 months; under 40 not asked: no",
    ),
    Row(
        THEN,
        "nerves",
        "unsteady",
        below(unsteady("BAQ020B")),
        "trouble with balance in 12 months; under 40 not asked: no",
    ),
    Row(
        THEN, "nerves", "falls", below(unsteady("BAQ020C")), "trouble with falling in 12 months; under 40 not asked: no"
    ),
    now("nerves", "gait", one("walking_difficulty"), "any difficulty walking, not a change in how one walks"),
    Row(
        THEN,
        "paraesthesia.site",
        "feet",
        among(NUMB, felt_in("DIQ110", "DIQ130", 2, 3)),
        "where the numbness or tingling is, of those who have it",
    ),
    Row(THEN, "paraesthesia.site", "hands", among(NUMB, felt_in("DIQ110", "DIQ130", 1, 3)), "as above"),
    now(
        "general",
        "tired",
        between("fatigue_DPQ040", 2, 4),
        "tired on more than half the days of two weeks, whatever the cause",
    ),
    now(
        "general",
        "memory",
        either(one("memory_confusion_PFQ057"), between("concentration_DPQ070", 2, 4)),
        "limited by confusion or memory, or trouble concentrating on more than half the days of two weeks",
    ),
    now("general", "low-mood", between("phq9", 10, 28), "PHQ-9 of 10 or more; worry was not asked about"),
    now(
        "general", "breathless", below(one("CDQ010")), "short of breath when hurrying or uphill; under 40 not asked: no"
    ),
    now(
        "general",
        "weight-loss",
        known("WHQ060", 2),
        "ten pounds lost in a year without meaning to; an empty answer is no",
    ),
    Row(
        DIET,
        "general",
        "diarrhoea",
        between("BHQ060", 6, 8, most=7),
        "the usual stool is mushy or liquid (Bristol 6 or 7)",
    ),
    now(
        "head_mouth", "sight", one("vision_trouble"), "trouble seeing even with glasses; a stricter question from 2013"
    ),
    now(
        "head_mouth",
        "tongue",
        below(one("mouth_sensation_CSQ110")),
        "a lasting odd feeling in the mouth; under 40 not asked: no",
    ),
    now(
        "head_mouth",
        "taste",
        below(one("taste_problem_CSQ080")),
        "trouble with taste in 12 months; under 40 not asked: no",
    ),
    now("head_mouth", "tinnitus", one("AUQ191"), "ringing in the ears in 12 months; asked in 2011-2012 up to 69 years"),
    Row(THEN, "head_mouth", "dizzy", below(unsteady("BAQ020A")), "dizziness in 12 months; under 40 not asked: no"),
    now("tobacco", "yes", one("smoker_now"), "smokes now"),
)
