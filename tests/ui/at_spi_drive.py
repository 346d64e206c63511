"""What a screen reader does, over AT-SPI: run by the system's own Python, which has pyatspi, beside the program.

Prints one JSON object: what was heard after each action.
"""

import json
import sys
import time

import pyatspi
from gi.repository import GLib


def walk(node):
    yield node
    for index in range(node.childCount):
        child = node.getChildAtIndex(index)
        if child is not None:
            yield from walk(child)


def wait(found, seconds=30):
    """The first thing that ``found`` finds; the tree is asked without pause until it does, also while a page turns."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if (it := next(found(), None)) is not None:
                return it
        except GLib.GError as error:  # what was being asked went with its page
            if "no longer exists" in error.message:
                sys.exit("the program is gone")
    sys.exit("nothing was found in time")


def act(node, word):
    action = node.queryAction()
    return action.doAction([action.getName(index) for index in range(action.nActions)].index(word))


app = wait(lambda: (each for each in pyatspi.Registry.getDesktop(0) if each and each.name == "b12desk"))


def shown(role, name):
    """The thing on the screen with this role and this in its name."""
    return wait(
        lambda: (
            each
            for each in walk(app)
            if each.getRole() == role and name in each.name and each.getState().contains(pyatspi.STATE_SHOWING)
        )
    )


def checked(node):
    return wait(lambda: (True for _ in "1" if node.getState().contains(pyatspi.STATE_CHECKED)))


heard = {}
act(shown(pyatspi.ROLE_PUSH_BUTTON, "New intake"), "Press")
shown(pyatspi.ROLE_CHECK_BOX, "Chest pain")  # the page itself, not what stands in for it at first
act(shown(pyatspi.ROLE_PUSH_BUTTON, "Next"), "Press")
radio = shown(pyatspi.ROLE_RADIO_BUTTON, "Me, with help from family")
act(radio, "Toggle")
heard["radio"] = checked(radio)
heard["counted"] = shown(pyatspi.ROLE_LABEL, "1 of ").name
act(radio, "Toggle")
heard["again"] = checked(radio)
box = shown(pyatspi.ROLE_TEXT, "Or: how old are you?")
box.queryEditableText().setTextContents("70")
heard["age"] = shown(pyatspi.ROLE_LABEL, "2 of ").name
tick = shown(pyatspi.ROLE_CHECK_BOX, "Asian")
act(tick, "Toggle")
heard["check box"] = checked(tick)
heard["ticked"] = shown(pyatspi.ROLE_LABEL, "3 of ").name
sys.stdout.write(json.dumps(heard))
