"""What a screen reader does, over AT-SPI: run by the system's own Python, which has pyatspi, beside the program.

Takes the answers to give, page by page, and the file for the paper, as one JSON object; prints another: what was heard.
Everything is done by accessible actions: no key, no pointer.
"""

import json
import sys

import pyatspi
from at_spi_tools import act, showing, wait, walk
from gi.repository import Atspi

PLAN = json.loads(sys.argv[1])
CHOICES = (pyatspi.ROLE_RADIO_BUTTON, pyatspi.ROLE_CHECK_BOX)
heard = {"announced": [], "titles": [], "headings": [], "pictures": [], "small": [], "chosen": []}


def shown(role, name, within=None):
    """The thing on the screen with this role and this in its name."""
    return wait(
        lambda: (it for it in walk(within or app) if it.getRole() == role and name in it.name and showing(it)), name
    )


def seen(tell, what):
    """What ``tell`` says of each thing on the screen, in order, all from one look at the tree."""
    return wait(lambda: (found for found in [[tell(each) for each in walk(app) if showing(each)]]), what)


def press(name):
    act(shown(pyatspi.ROLE_PUSH_BUTTON, name), "Press")


def checked(node):
    return wait(lambda: (True for _ in "1" if node.getState().contains(pyatspi.STATE_CHECKED)), "a tick")


def title(words):
    """Wait until the window is called this."""
    wait(lambda: (each for each in app if each is not None and words in each.name), f"a window {words}")
    heard["titles"].append(words)


def announced(words):
    """Wait until words with these in them are announced."""
    return wait(lambda: (each for each in heard["announced"] if words in each), f"to be told {words}")


def turned(step, name):
    """Wait for a page; keep what is heard of it."""
    announced(f": {step}")
    title(f"{name} - B12 Desk")
    heading = shown(pyatspi.ROLE_HEADING, name)
    heard["headings"].append([heading.name, *heading.getAttributes()])
    for role, called, least in seen(told, f"all of {name}"):
        if role in (pyatspi.ROLE_IMAGE, pyatspi.ROLE_ICON) and not called:
            heard["pictures"].append(name)
        if role in CHOICES and least < 44:
            heard["small"].append(f"{name}: {called}, {least}")


def told(node):
    """Role, name, and the shorter side of a choice in pixels."""
    role = node.getRole()
    place = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS) if role in CHOICES else None
    return role, node.name, place and min(place.width, place.height)


def questions():
    """The groups on the screen, by question, in order."""
    found = {}
    for each in seen(lambda each: each, "the questions"):
        if each.getRole() == pyatspi.ROLE_PANEL and each.name:
            found.setdefault(each.name, []).append(each)
    return found


def give(panel, words):
    """One answer: tick what is to be ticked, or type."""
    for each in walk(panel):
        if each.getRole() in CHOICES and each.name in words:
            act(each, "Toggle")
            heard["chosen"].append(checked(each))
        elif each.getRole() == pyatspi.ROLE_TEXT:
            each.queryEditableText().setTextContents(words[0])


def answer(given):
    """Everything of one page, also what opens on the way."""
    times = {}
    for question, words in given:
        place = times.setdefault(question, 0)
        times[question] += 1
        panels = wait(lambda: (found for found in [questions().get(question, [])] if len(found) > place), question)  # noqa: B023
        give(panels[place], words)


listener = Atspi.EventListener.new(lambda event: heard["announced"].append(event.type and str(event.any_data)))
app = wait(lambda: (each for each in pyatspi.Registry.getDesktop(0) if each and each.name == "b12desk"), "the program")
listener.register("object:announcement")

shown(pyatspi.ROLE_PASSWORD_TEXT, "Passphrase").queryEditableText().setTextContents(PLAN["passphrase"])
press("Unlock")
shown(pyatspi.ROLE_PASSWORD_TEXT, "PIN").queryEditableText().setTextContents(PLAN["pin"])
press("Sign in")
press("New intake")
for number, (page, given) in enumerate(PLAN["pages"]):
    turned(page, page)
    if number == 0:
        shown(pyatspi.ROLE_TEXT, "Patient: Surname").queryEditableText().setTextContents(PLAN["name"])
        names = seen(lambda each: each.name, "the names")
        heard["steps"] = [each for each in names if each.startswith(("Step ", "0 of "))]
    if number == 1:
        press("Next")
        title(f"{page}, {PLAN['problems']} problems - B12 Desk")
        heard["problems"] = announced(f"There are {PLAN['problems']} problems")
        heard["wrong"] = questions()[given[0][0]][0].description
    if PLAN["opens"]["page"] == page:
        act(shown(pyatspi.ROLE_CHECK_BOX, PLAN["opens"]["option"]), "Toggle")
        heard["opened"] = announced("below")
    answer(given)
    press("Next")
turned("Check answers", PLAN["check"])
press("Finish")
turned("Result", PLAN["result"])
press("Save PDF")
dialog = shown(pyatspi.ROLE_DIALOG, "Save PDF")
shown(pyatspi.ROLE_TEXT, "File name", dialog).queryEditableText().setTextContents(PLAN["paper"])
act(shown(pyatspi.ROLE_PUSH_BUTTON, "Save", dialog), "Press")
press("Close")
heard["saved"] = shown(pyatspi.ROLE_LABEL, "saved").name
sys.stdout.write(json.dumps(heard))
