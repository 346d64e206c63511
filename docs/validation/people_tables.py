"""The report's tables about people: who they were, each band on its own, calibration, the bands group by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from report_tables import OUTCOMES, number, per_100, table

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]
BAND_NAMES = ("low", "middle", "raised", "high")
FEWEST_CASES = 5  # under so many cases in a cell an interval would look surer than it is
FIGURES = {
    "observed": "found, of 100",
    "expected": "expected from the frequencies of 2001-2004 by points, of 100",
    "observed_over_expected": "found over expected",
    "line_intercept": "2001-2004, logistic model with the points alone: intercept",
    "line_slope": "the same: log odds for each point",
    "intercept": "2011-2014: intercept beside that model (0 is right)",
    "slope": "2011-2014: slope beside that model (1 is right)",
}


def _people(content: Json) -> str:
    rows = []
    for row in content["people_of"]:
        cells: list[object] = [f"{row['kind']}: {row['name']}"]
        for era in ("before", "after"):
            each = row[era]
            if each["people"]:
                cells += [f"{each['people']:,}", number(each["share"]["value"], 1), each["cases"], _share(each)]
            else:
                cells += ["-"] * 4
        rows.append(cells)
    parts = ("people", "weighted %", "cases", "probable, of 100")
    return table(("answer", *(f"{era}: {part}" for era in ("2001-2004", "2011-2014") for part in parts)), rows)


def _share(row: Json) -> str:
    return per_100(row["per100"]) if row["cases"] >= FEWEST_CASES else "-"


def _unadjusted(content: Json) -> str:
    rows = []
    for row in content["unadjusted"]:
        ratios = [per_100(row[key]) if row[key]["value"] is not None else "-" for key in ("probable", "b12_221")]
        rows.append([row["band"], f"{row['people']:,} of {row['known']:,}", row["cases"], *ratios])
    head = ("band", "people in it, of those with an answer", "cases in it", "odds ratio, probable", "B12 below 221")
    return table(head, rows)


def _calibration(content: Json) -> str:
    found = content["calibration"]
    rows = [[words, *(per_100(found[key][name], 2) for key in found)] for name, words in FIGURES.items()]
    return table(("figure", *(OUTCOMES[key] for key in found)), rows)


def _bands_by_group(content: Json) -> str:
    rows = [["everybody", *(_cell(row) for row in content["bands"]), per_100(content["bands"][0]["b12_221"])]]
    for row in content["bands_by_group"]:
        cells = [_cell(row[name]) for name in BAND_NAMES]
        rows.append([f"{row['kind']}: {row['name']}", *cells, per_100(row["low"]["b12_221"])])
    spans = [f"{row['from']} to {row['to']}" if row["from"] != row["to"] else row["from"] for row in content["bands"]]
    return table(("group", *(f"{span} points" for span in spans), f"B12 below 221, {spans[0]} points"), rows)


def _cell(row: Json) -> str:
    return f"{row['cases']} of {row['people']:,}" + (f": {_share(row)}" if row["cases"] >= FEWEST_CASES else "")


PEOPLE_TABLES: dict[str, Callable[[Json], str]] = {
    "people": _people,
    "unadjusted": _unadjusted,
    "calibration": _calibration,
    "bands_by_group": _bands_by_group,
}
