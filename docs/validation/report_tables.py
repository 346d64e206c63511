"""The tables of the report, as Markdown, from the content of results.json and derivation.json."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Json = dict[str, Any]
OUTCOMES = {
    "probable": "probable deficiency",
    "b12_221": "B12 below 221",
    "b12_148": "B12 below 148",
    "functional": "B12 below 221 with MMA of 271 or more",
}
RULES = {
    "guideline": "guideline rule",
    "guideline_answered": "guideline rule, without those it calls insufficient",
    "over_60": "over 60",
}
ANSWERS = {
    "age>=50": "aged 50 or over",
    "age>=70": "aged 70 or over",
    "dose<=12": "at most 12 µg of B12 a day from supplements (or none)",
    "no supplement": "no B12 from supplements",
    "milk less than daily": "milk less than daily",
    "milk rarely or never": "milk less than weekly",
    "metformin now": "takes metformin",
    "metformin>=4y": "takes metformin, 4 years or more",
}


def auc(row: Json) -> str:
    """An area, or a difference of two, with its interval."""
    return f"{row['value']:.3f} ({row['low']:.3f} to {row['high']:.3f})"


def share(row: Json, digits: int = 1) -> str:
    """The interval of a share."""
    return f"{number(row['low'], digits)} to {number(row['high'], digits)}"


def per_100(row: Json, digits: int = 1) -> str:
    """A figure with its interval; none where every draw gave the same."""
    if row["low"] == row["high"]:
        return f"{number(row['value'], digits)} (-)"
    return f"{number(row['value'], digits)} ({share(row, digits)})"


def number(value: float | None, digits: int) -> str:
    """A figure, or a dash where there is none."""
    return "-" if value is None else f"{round(value, digits) + 0.0:.{digits}f}"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; the first column is text, the others are numbers."""

    def line(cells: Sequence[object]) -> str:
        return "| " + " | ".join(str(cell) for cell in cells) + " |"

    rule = "| " + " | ".join(["---", *["---:"] * (len(head) - 1)]) + " |"
    return "\n".join([line(head), rule, *map(line, rows)])


def _participants(content: Json) -> str:
    rows = []
    for key, name in OUTCOMES.items():
        before, after = content["overall_derivation"][key], content["overall"][key]
        rows.append([name, before["cases"], per_100(before["per100"]), after["cases"], per_100(after["per100"])])
    people = (content["overall_derivation"]["probable"]["people"], content["overall"]["probable"]["people"])
    head = (
        "outcome",
        f"2001-2004: cases of {people[0]:,}",
        "weighted %",
        f"2011-2014: cases of {people[1]:,}",
        "weighted %",
    )
    return table(head, rows)


def _tried(row: Json, name: object) -> list[object]:
    return [name, f"{row['probable']:.3f}", f"{row['b12_221']:.3f}", f"{row['merit']:.4f}"]


AREAS = ("probable deficiency", "B12 below 221", "mean")


def _thinning(content: Json) -> str:
    rows = (_tried(row, row["left out"]) for row in content["tried"]["thinning"])
    return table(("also left out", *AREAS), rows)


def _questions(content: Json) -> str:
    return table(("model", *AREAS), (_tried(row, row["name"]) for row in content["tried"]["questions"]))


def _whole_points(content: Json) -> str:
    rows = []
    for row in content["tried"]["whole points"]:
        most = str(row["points_max"]) if row["allowed"] else f"{row['points_max']}, not allowed"
        name = f"**{row['name']}**" if row["name"] == content["frozen"]["method"] else row["name"]
        rows.append([*_tried(row, name), most])
    return table(("way", *AREAS, "most points"), rows)


def _points(content: Json) -> str:
    points = content["frozen"]["points"]
    rows = [
        ["**B12 taken**: none", points["dose<=12"] + points["no supplement"]],
        ["up to 12 µg a day", points["dose<=12"]],
        ["**Age**: 70 or over", points["age>=50"] + points["age>=70"]],
        ["50 to 69", points["age>=50"]],
        ["**Milk**: less than once a week", points["milk less than daily"] + points["milk rarely or never"]],
        ["every week, not every day", points["milk less than daily"]],
        ["**Metformin**: now, for 4 years or more", points["metformin>=4y"]],
        ["**Most points**", content["frozen"]["points_max"]],
    ]
    return table(("answer", "points"), rows)


def _coefficients(content: Json) -> str:
    kinds = ("both outcomes", "main outcome", "second outcome")
    named = content["tried"]["coefficients"]
    rows = [[ANSWERS[band], *(f"{named[kind][band]:.2f}" for kind in kinds)] for band in named[kinds[0]]]
    base = content["intercepts"]
    for outcome, own in (("probable", "main outcome"), ("b12_221", "second outcome")):
        cells = [f"{base[kind][outcome]:.2f}" if kind in {kinds[0], own} else "-" for kind in kinds]
        rows.append([f"intercept for {OUTCOMES[outcome]}", *cells])
    return table(("band (each adds to the wider ones)", "mean", "probable deficiency", "B12 below 221"), rows)


def _areas(content: Json) -> str:
    rows = []
    for key, name in OUTCOMES.items():
        row = content["areas"][key]
        bar = f"{row['bar']:.2f}: {'met' if row['bar_met'] else 'missed'}" if "bar" in row else "-"
        cells = [auc(row[part]) for part in ("score", "age", "minus_age", "no_supplement", "minus_no_supplement")]
        rows.append([name, *cells, bar, auc(content["areas_derivation"][key]["score"])])
    head = (
        "outcome, 2011-2014", "score", "age alone", "score minus age", "no B12 taken alone", "score minus that",
        "bar", "score, 2001-2004",
    )  # fmt: skip
    return table(head, rows)


def _by_points(content: Json) -> str:
    rows = []
    for row, before in zip(content["by_points"], content["by_points_derivation"], strict=True):
        then = [before["people"], before["cases"], per_100(before["per100"])]
        rows.append(
            [row["points"], row["people"], row["cases"], per_100(row["per100"]), per_100(row["b12_221"]), *then]
        )
    head = ("points", "people", "cases", "probable", "B12 below 221", "2001-2004: people", "cases", "probable")
    return table(head, rows)


def _bands(content: Json) -> str:
    rows = []
    for row, before in zip(content["bands"], content["bands_derivation"], strict=True):
        span = f"{row['from']} to {row['to']}" if row["from"] != row["to"] else row["from"]
        shares = [per_100(row[key]) for key in ("share", "per100", "b12_221")]
        rows.append([f"{row['id']}: {span}", row["people"], row["cases"], *shares, per_100(before["per100"])])
    head = ("band: points", "people", "cases", "% of all", "probable", "B12 below 221", "probable, 2001-2004")
    return table(head, rows)


def _cuts(content: Json) -> str:
    keys = ("flagged", "sensitivity", "specificity", "ppv", "npv", "number_needed_to_test")
    rows = [[f"{row['at_least']} or more", *(per_100(row[key]) for key in keys)] for row in content["cuts"]]
    rows += [[RULES[name], *(per_100(row[key]) for key in keys)] for name, row in content["rules"].items()]
    head = ("flagged if", "flagged %", "sensitivity %", "specificity %", "PPV %", "NPV %", "tests for one case")
    return table(head, rows)


def _same_share(content: Json) -> str:
    rows = []
    for rule, outcomes in content["same_share"].items():
        for outcome, row in outcomes.items():
            cells = [per_100(row[key]) for key in ("flagged", "rule", "score", "difference")]
            rows.append([RULES[rule], OUTCOMES[outcome], *cells])
    head = ("rule", "outcome", "flagged %", "found by the rule %", "found by the score %", "difference")
    return table(head, rows)


def _groups(content: Json) -> str:
    rows = []
    for row in content["groups"]:
        areas = [auc(row["area"][key]) for key in ("probable", "b12_221")]
        cut = [per_100(row[key]) for key in ("flagged", "sensitivity", "specificity", "per100_flagged")]
        rows.append([f"{row['kind']}: {row['name']}", row["people"], row["cases"], *areas, *cut])
    head = (
        "group", "people", "cases", "area, probable", "area, B12 below 221", "flagged %", "sensitivity %",
        "specificity %", "cases of 100 flagged",
    )  # fmt: skip
    return table(head, rows)


def _sensitivity(content: Json) -> str:
    rows = []
    for row in content["sensitivity"]:
        areas = [auc(row["area"][key]) for key in ("probable", "b12_221")]
        rows.append([row["name"], row["people"], row["cases"]["probable"], *areas])
    return table(("choice", "people", "cases", "area, probable", "area, B12 below 221"), rows)


TABLES: dict[str, Callable[[Json], str]] = {
    "participants": _participants,
    "thinning": _thinning,
    "questions": _questions,
    "whole_points": _whole_points,
    "points": _points,
    "coefficients": _coefficients,
    "areas": _areas,
    "by_points": _by_points,
    "bands": _bands,
    "cuts": _cuts,
    "same_share": _same_share,
    "groups": _groups,
    "sensitivity": _sensitivity,
}
