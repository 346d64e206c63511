"""What is counted among whom: who people are, what they eat, take and drink. ``shares.py`` reckons the rows in order.

The tables of 2001-2004 and 2011-2014 hold the people of docs/validation/README.md; 2007-2010 is everybody aged 20 or
more who was examined.
"""

from __future__ import annotations

import re

from share_health import HEALTH
from share_people import Row, Survey
from share_ways import (
    DIET,
    MONTH,
    NOW,
    OESTROGENS,
    THEN,
    alone,
    among,
    between,
    binges,
    days,
    drinks,
    each_b12,
    either,
    food_allergy,
    holds_b12,
    in_days,
    known,
    medicine,
    now,
    one,
    spans,
    supplement,
    text,
    woman,
)

SURVEYS = (
    Survey(
        NOW,
        "nhanes_2011_2014.csv.xz",
        "GH",
        ("DEMO", "DPQ", "FSQ", "PFQ", "ALQ", "CBC", "CDQ", "WHQ", "HIV", "AUQ", "DSQTOT", "DSQIDS", "RXQ_RX"),
    ),
    Survey(THEN, "nhanes_2001_2004.csv.xz", "BC", ("BAQ", "DIQ")),
    Survey(DIET, "", "EF", ("DBQ", "BHQ")),
)
UNAFFORDABLE = "could not afford balanced meals in the last 12 months"
POOR = either(between("FSD032C", 1, 3, most=3), between("PFQ061G", 2, 5, most=5))
DRINKERS = days(drinks, 79, 367)
ALLERGIC = food_allergy(11, 12, 13)
PACK = "prescriptions of the past 30 days; bought without one, it is missed"
PACKS = ("metformin", "ppi", "h2ra", "colchicine", "levodopa")

ROWS = (
    now(
        "emergency_thoughts",
        "end-life",
        between("DPQ090", 1, 4, most=3),
        "better off dead or hurting oneself, on several days or more of two weeks",
    ),
    now("respondent", "proxy", one("SIAPROXY"), "somebody else answered the household interview"),
    *spans(
        NOW,
        "age",
        lambda low, high: between("age", low, high),
        [
            ("20-29", 20, 30),
            ("30-39", 30, 40),
            ("40-49", 40, 50),
            ("50-59", 50, 60),
            ("60-69", 60, 70),
            ("70-79", 70, 80),
            ("80-95", 80, 999),
        ],
        "age in years",
    ),
    now("sex", "female", text("sex", "F"), "sex"),
    now("pregnancy", "pregnant", among(woman, known("pregnant")), "of women under 60; an empty answer is no"),
    now("pregnancy", "breastfeeding", among(woman, known("breastfeeding")), "of women under 60; an empty answer is no"),
    now("ethnicity", "white", text("ethnicity", "White"), "race and origin, one for each person"),
    now("ethnicity", "black", text("ethnicity", "Black"), "as above"),
    now("ethnicity", "hispanic", text("ethnicity", "Mexican American", "Other Hispanic"), "as above"),
    now("ethnicity", "asian", text("ethnicity", "Asian"), "as above"),
    now("ethnicity", "other", text("ethnicity", "Other"), "as above"),
    now(
        "b12_taken",
        "multivitamin",
        supplement(lambda cells: holds_b12(cells) and not alone(cells)),
        "supplements of the past 30 days that hold B12 and are not named after it",
    ),
    now("b12_taken", "own-b12", supplement(alone), "supplements of the past 30 days whose name is B12"),
    now(
        "b12_taken",
        "prescribed-tablets",
        one("b12_injection_or_rx"),
        "prescriptions of the past 30 days, tablets or shots",
    ),
    *spans(
        NOW,
        "b12_taken.dose",
        lambda low, high: among(one("b12_supplement"), between("supplement_b12_mcg", low, high)),
        [("1-9", 0, 10), ("10-24", 10, 25), ("25-99", 25, 100), ("100-499", 100, 500), ("500-2000", 500, 1e9)],
        "micrograms a day from all supplements, of those who take B12",
    ),
    *spans(
        NOW,
        "b12_taken.frequency",
        lambda low, high: each_b12("DSD103", low, high, 30),
        [("most-days", 12, 28), ("weekly", 3, 12), ("less", 0, 3)],
        "days of the past 30 on which it was taken, each supplement with B12 by itself",
    ),
    *spans(
        NOW,
        "b12_taken.duration",
        lambda low, high: each_b12("DSD090", low * MONTH, high * MONTH, 77776),
        [("1-11", 0, 12), ("12-60", 12, 61), ("61-200", 61, 1e9)],
        "months for which it was taken, each supplement with B12 by itself",
    ),
    now("diet_pattern", "hard-to-get", POOR, f"{UNAFFORDABLE}, or it is hard to prepare meals"),
    now(
        "diet_cost",
        "sometimes",
        among(POOR, between("FSD032C", 2, 3, most=3)),
        f"{UNAFFORDABLE}: sometimes true; of those for whom it is hard to get food",
    ),
    now("diet_cost", "often", among(POOR, between("FSD032C", 1, 2, most=3)), "often true; of the same"),
    now(
        "diet_access",
        "sometimes",
        among(POOR, between("PFQ061G", 2, 3, most=5)),
        "some difficulty to prepare meals; of the same who were asked",
    ),
    now(
        "diet_access",
        "often",
        among(POOR, between("PFQ061G", 3, 5, most=5)),
        "much difficulty, or unable; of the same who were asked",
    ),
    Row(DIET, "diet_pattern", "allergy", ALLERGIC, "a food allergy, to cow's milk, egg or fish"),
    Row(
        DIET,
        "diet_food_allergy",
        "milk",
        among(ALLERGIC, food_allergy(11)),
        "of those who are allergic to one of the three",
    ),
    Row(DIET, "diet_food_allergy", "egg", among(ALLERGIC, food_allergy(12)), "as above"),
    Row(DIET, "diet_food_allergy", "fish", among(ALLERGIC, food_allergy(13)), "as above"),
    *spans(
        NOW,
        "food_milk",
        lambda low, high: between("milk_30d_freq", low, high),
        [("never", 0, 1), ("1-3-month", 1, 2), ("2-4-week", 2, 3)],
        "milk to drink or on cereal in 30 days: never, rarely (under once a week), sometimes (under once a day)",
    ),
    *(now("medicines_common", each, one(each), PACK) for each in PACKS),
    now(
        "medicines_common",
        "absorption",
        one("cholestyramine"),
        "cholestyramine; potassium and neomycin were not looked for",
    ),
    *spans(
        NOW,
        "med_metformin.duration",
        in_days("metformin_days"),
        [("1-4", 0, 5), ("5-48", 5, 49), ("49-200", 49, 1e9)],
        "months, from the days on the pack's record",
    ),
    *spans(
        NOW,
        "med_ppi.duration",
        in_days("ppi_days"),
        [("1-11", 0, 12), ("12-23", 12, 24), ("24-150", 24, 1e9)],
        "as above",
    ),
    *spans(NOW, "med_h2ra.duration", in_days("h2ra_days"), [("1-11", 0, 12), ("12-150", 12, 1e9)], "as above"),
    now(
        "medicines_other",
        "barbiturate",
        either(one("phenobarbital"), one("primidone")),
        "prescriptions of the past 30 days",
    ),
    now("medicines_other", "topiramate", one("topiramate"), "prescriptions of the past 30 days"),
    now("medicines_other", "pregabalin", one("pregabalin"), "prescriptions of the past 30 days"),
    now(
        "medicines_other",
        "anticonvulsant",
        one("phenytoin_carbamazepine_valproate"),
        "prescriptions of the past 30 days",
    ),
    now(
        "medicines_other",
        "oestrogen",
        medicine(OESTROGENS),
        "prescriptions of the past 30 days with an oestrogen, creams included",
    ),
    now(
        "medicines_other",
        "biotin",
        supplement(lambda cells: bool(re.search("BIOTIN|HAIR", cells["DSDSUPP"]))),
        "supplements of the past 30 days named after biotin or hair",
    ),
    now(
        "medicines_other",
        "folic-high",
        lambda person: (person.number("DSQTFA") or 0) >= 1000,
        "1 mg of folic acid a day or more from all supplements, of everybody",
    ),
    *spans(
        NOW,
        "alcohol_high.frequency",
        lambda low, high: days(drinks, low, high),
        [("never", 0, 1), ("monthly-or-less", 1, 13), ("2-4-month", 13, 79), ("4-plus-week", 183, 367)],
        "days with a drink in the past 12 months; never had 12 drinks in life: never",
    ),
    *spans(
        NOW,
        "alcohol_high.amount",
        lambda low, high: among(DRINKERS, between("ALQ130", low, high, most=100)),
        [("3-4", 3, 5), ("5-6", 5, 7), ("7-9", 7, 10), ("10-plus", 10, 1e9)],
        "drinks on such a day, of those who drink more often than 4 times a month",
    ),
    *spans(
        NOW,
        "alcohol_high.binge",
        lambda low, high: among(DRINKERS, days(binges, low, high)),
        [("less-than-monthly", 1, 12), ("monthly", 12, 52), ("weekly", 52, 183), ("daily", 183, 367)],
        "days with five drinks (women from 2013: four) in the past 12 months, of the same; the question says six",
    ),
    *HEALTH,
)
