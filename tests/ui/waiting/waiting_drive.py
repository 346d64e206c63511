"""A patient who hears instead of sees: a whole hand-over over AT-SPI, run by the system's own Python.

Takes the plan as one JSON object; prints what was heard as another. Everything is done by accessible actions.
"""

import json
import socket
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import pyatspi
from at_spi_tools import act, hear, showing, wait, walk
from gi.repository import Atspi

PLAN = json.loads(sys.argv[1])
CHOICES = (pyatspi.ROLE_RADIO_BUTTON, pyatspi.ROLE_CHECK_BOX)
TOUCHED = (*CHOICES, pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TEXT, pyatspi.ROLE_ENTRY)
heard = {"announced": [], "pages": [], "nameless": [], "named": [], "wrong": {}, "groups": []}
spoken = []


def everything():
    """All that is on the screen, from one look."""
    return wait(lambda: (found for found in [[each for each in walk(app) if showing(each)]]), "the screen")


def heading():
    """The heading of the page."""
    return wait(
        lambda: (each.name for each in walk(app) if each.getRole() == pyatspi.ROLE_HEADING and showing(each)),
        "a heading",
    )


def press(name):
    """Press a button of this name."""
    found = wait(
        lambda: (
            each
            for each in walk(app)
            if each.getRole() == pyatspi.ROLE_PUSH_BUTTON and each.name == name and showing(each)
        ),
        name,
    )
    act(found, "Press")


def announced(words):
    """Wait until this is announced."""
    return wait(lambda: (each for each in spoken if words in each), f"to be told {words}")


def look():
    """Keep what is heard of the page as it is."""
    title = heading()
    for each in everything():
        if each.getRole() in TOUCHED and not each.name:
            heard["nameless"].append(f"{title}: {each.getRoleName()}")
        if any(word in f"{each.name} {each.description}" for word in PLAN["never"]):
            heard["named"].append(f"{title}: {each.name}")
    heard["pages"].append(title)
    return title


def choices():
    """What can be chosen on the page."""
    return [each for each in everything() if each.getRole() in CHOICES]


def texts():
    """The boxes of the page."""
    return [each for each in everything() if each.getRole() in (pyatspi.ROLE_TEXT, pyatspi.ROLE_ENTRY)]


def fill(day, month, year):
    """The date of birth."""
    for box, text in zip(texts(), (day, month, year), strict=True):
        box.queryEditableText().setTextContents(text)
    press("Continue")


def go_on(button="Continue"):
    """Press until another page is there: the first press may only show what is below."""
    for _press in range(8):
        told = len(spoken)
        press(button)
        end = time.monotonic() + 1
        while time.monotonic() < end:
            hear()
            if any(heading() in each for each in spoken[told:]):  # two pages may have one heading
                return
    sys.exit(f"did not lead on from {heading()}: {spoken[-3:]}")


listener = Atspi.EventListener.new(lambda event: spoken.append(str(event.any_data)))
staff = socket.socket(socket.AF_UNIX)
for _moment in range(600):
    if Path(PLAN["socket"]).exists():
        break
    time.sleep(0.05)
staff.connect(PLAN["socket"])
app = wait(lambda: (each for each in pyatspi.Registry.getDesktop(0) if each and each.name == "b12desk"), "the program")
listener.register("object:announcement")
answers = staff.makefile("r")
staff.sendall(json.dumps({"do": "begin", **PLAN["patient"]}).encode() + b"\n")
json.loads(answers.readline())

look()
heard["boxes"] = [[each.name, each.description] for each in texts()]
fill("1", "1", "1950")
announced("not the date")
heard["wrong"]["birth"] = next(each.description for each in texts())
fill(*PLAN["born"])
wait(lambda: (True for _ in "1" if heading() != heard["pages"][0]), "the first page")
look()
go_on("Start")
for number in range(40):
    title = look()
    if title == PLAN["review"]:
        break
    heard["groups"] += [
        each.name for each in everything() if each.getRole() == pyatspi.ROLE_PANEL and each.name and title in each.name
    ][:1]
    if number == 0:
        for _press in range(6):  # the first ones show what is below
            press("Continue")
            hear()
            time.sleep(0.3)
        announced("There is a problem")
        heard["wrong"]["question"] = [
            each.description for each in everything() if each.getRole() == pyatspi.ROLE_PANEL and title in each.name
        ][:1]
    for _round in range(4):
        asked = [each for each in choices() if each.name in PLAN["chosen"]]
        for each in asked:
            if not each.getState().contains(pyatspi.STATE_CHECKED):
                act(each, "Toggle")
                wait(lambda: (True for _ in "1" if each.getState().contains(pyatspi.STATE_CHECKED)), "a tick")  # noqa: B023
        for box in texts():
            if not box.queryText().getText(0, -1):
                box.queryEditableText().setTextContents("40")
        if len([each for each in choices() if each.name in PLAN["chosen"]]) == len(asked):
            break
    go_on()
go_on("Confirm")
look()
press(PLAN["face"])
wait(lambda: (each for each in everything() if each.name == "For staff"), "the lock")
look()
hear()
heard["announced"] = spoken
sys.stdout.write(json.dumps(heard))
