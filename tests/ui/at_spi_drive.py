"""What a screen reader does, over AT-SPI: run by the system's own Python, which has pyatspi, beside the program.

Prints one JSON object: what was heard after each action.
"""

import json
import sys
import time

import pyatspi


def walk(node):
    yield node
    for index in range(node.childCount):
        child = node.getChildAtIndex(index)
        if child is not None:
            yield from walk(child)


def wait(found, seconds=30):
    """The first thing that ``found`` finds; the tree is asked again until it does."""
    end = time.monotonic() + seconds
    while (it := next(found(), None)) is None and time.monotonic() < end:
        time.sleep(0.1)
    if it is None:
        sys.exit("nothing was found in time")
    return it


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
# Known fault, in README under "Limits": who walks the whole tree while a page turns can crash Qt. Nothing tells over
# the bus when the next page is ready, so there is no event to wait for.
time.sleep(3)
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
