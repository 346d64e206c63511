"""Draw the figures of the report from results.json: ROC with interval, calibration, decision curve.

Usage: python docs/validation/figures.py [--results docs/validation/results.json] [--out docs/validation/figures]
The same results give the same bytes. Colours keep apart for colour-blind readers;
lines also differ in style.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HERE = Path(__file__).resolve().parent
INK, BLUE, ORANGE, GREY = "#1c2b33", "#0b5c8a", "#b3541e", "#6b7780"
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "svg.hashsalt": "b12desk",
    "svg.fonttype": "path",
    "figure.constrained_layout.use": True,
}

Json = dict[str, Any]


def roc(results: Json) -> Figure:
    """Two panels: main and second outcome; the score with its interval, age beside it, three cuts marked."""
    figure, panels = plt.subplots(1, 2, figsize=(10, 5.2))
    names = {"probable": "Probable deficiency", "b12_221": "B12 below 221 pmol/L"}
    most = results["frozen"]["points_max"]
    for axes, (outcome, title) in zip(panels, names.items(), strict=True):
        score, age = results["roc"][outcome]["score"], results["roc"][outcome]["age"]
        area = results["areas"][outcome]
        axes.plot([0, 100], [0, 100], color=GREY, linewidth=1, linestyle=":")
        axes.fill_between(score["grid"], score["low"], score["high"], color=BLUE, alpha=0.18, linewidth=0)
        axes.plot(age["false_positive"], age["sensitivity"], color=ORANGE, linewidth=1.6, linestyle="--")
        axes.plot(score["false_positive"], score["sensitivity"], color=BLUE, linewidth=2.2, marker="o", markersize=4)
        for place, cut in enumerate(range(most, 0, -1), start=1):
            if 4 <= cut <= 6:
                at = (score["false_positive"][place], score["sensitivity"][place])
                axes.annotate(f"{cut}+", at, (-8, 5), textcoords="offset points", ha="right", fontsize=10)
        text = f"score {_area(area['score'])}"
        axes.text(98, 14, text, ha="right", color=BLUE, fontsize=10.5)
        axes.text(98, 7, f"age alone {_area(area['age'])}", ha="right", color=ORANGE, fontsize=10.5)
        axes.set(xlim=(0, 100), ylim=(0, 100), xlabel="People without it who are flagged (%)")
        axes.set_title(title, loc="left", fontsize=12, fontweight="bold")
        axes.set_aspect("equal")
    panels[0].set_ylabel("People with it who are flagged (%)")
    return figure


def _area(row: Json) -> str:
    return f"{row['value']:.3f} ({row['low']:.3f} to {row['high']:.3f})"


def calibration(results: Json) -> Figure:
    """Frequency of probable deficiency at each number of points, where the score was made and where it is reported."""
    figure, axes = plt.subplots(figsize=(8, 5))
    eras = (
        ("by_points_derivation", "2001-2004, where the points were made", ORANGE, "s", -0.13),
        ("by_points", "2011-2014, where they are reported", BLUE, "o", 0.13),
    )
    most = results["frozen"]["points_max"]
    for key, label, colour, marker, shift in eras:
        rows = results[key][:most]  # the last rests on too few people to draw
        x = [row["points"] + shift for row in rows]
        y = [row["per100"]["value"] for row in rows]
        below = [row["per100"]["value"] - row["per100"]["low"] for row in rows]
        above = [row["per100"]["high"] - row["per100"]["value"] for row in rows]
        axes.errorbar(
            x, y, yerr=(below, above), color=colour, marker=marker, linestyle="none", capsize=3, elinewidth=1.4,
            markersize=6, label=label,
        )  # fmt: skip
    overall = results["overall"]["probable"]["per100"]["value"]
    axes.axhline(overall, color=GREY, linewidth=1, linestyle=":")
    axes.text(-0.45, overall + 0.3, f"everybody, 2011-2014: {overall:.1f}", color=GREY, fontsize=9.5)
    last = results["by_points"][-1]
    note = f"{most} points:\n{last['people']} people,\n{last['cases']} with it,\ntoo few to draw"
    axes.text(most, 3 + overall, note, ha="center", va="center", fontsize=9.5, color=GREY)
    axes.set(ylim=(0, 17), xlim=(-0.5, most + 0.6))
    people = [f"{row['points']}\n{row['people']:,}" for row in results["by_points"]]
    axes.set_xticks(range(most + 1), people)
    axes.set_xlabel("Points, and people with so many in 2011-2014")
    axes.set_ylabel("Probable deficiency (of 100 people)")
    axes.legend(frameon=False, loc="upper left")
    return figure


def decision(results: Json) -> Figure:
    """Net benefit of testing by the score, by the guideline rule, over 60, everybody."""
    figure, axes = plt.subplots(figsize=(8, 5))
    rows = results["decision"]["rows"]
    x = [100 * row["threshold"] for row in rows]
    lines = (
        ("everybody", "test everybody", GREY, "-."),
        ("over_60", "test everybody over 60", ORANGE, "--"),
        ("guideline", "guideline rule, on the survey's answers", INK, (0, (1, 1.2))),
        ("score", "by the score", BLUE, "-"),
    )
    score = [row["score"] for row in rows]
    axes.fill_between(
        x, [row["low"] for row in score], [row["high"] for row in score], color=BLUE, alpha=0.15, linewidth=0
    )
    for key, label, colour, style in lines:
        y = [row[key]["value"] for row in rows]
        axes.plot(x, y, color=colour, linestyle=style, linewidth=2 if key == "score" else 1.6, label=label)
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.text(x[-1], -0.6, "test nobody", ha="right", va="top", color=GREY, fontsize=9.5)
    axes.set(ylim=(-8, 30), xlim=(x[0], x[-1]))
    axes.set_xlabel("Chance of deficiency at which a test seems worth it (%)")
    axes.set_ylabel("Net true positives per 1000 people")
    axes.legend(frameon=False, loc="upper right")
    return figure


def main() -> None:
    """Draw all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=Path, default=HERE / "results.json")
    parser.add_argument("--out", type=Path, default=HERE / "figures")
    arguments = parser.parse_args()
    results: Json = json.loads(arguments.results.read_text(encoding="utf-8"))
    arguments.out.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context(STYLE):
        for name, draw in (("roc", roc), ("calibration", calibration), ("decision", decision)):
            figure = draw(results)
            figure.savefig(arguments.out / f"{name}.svg", metadata={"Date": None, "Creator": None})
            plt.close(figure)


if __name__ == "__main__":
    main()
