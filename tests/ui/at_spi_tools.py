"""What a screen reader can do, over AT-SPI: for the drives, which the system's own Python runs beside the program.

The tree is read without pause, also while a page turns.
"""

import sys
import time

import gi
import pyatspi

gi.require_version("Atspi", "2.0")
from gi.repository import GLib  # noqa: E402


def walk(node):
    """It, and all below it."""
    yield node
    for index in range(node.childCount):
        child = node.getChildAtIndex(index)
        if child is not None:
            yield from walk(child)


def showing(node):
    """Whether it is on the screen."""
    return node.getState().contains(pyatspi.STATE_SHOWING)


def hear():
    """Take in what was announced meanwhile."""
    while GLib.MainContext.default().iteration(False):
        pass


def wait(found, what, seconds=30):
    """The first thing that ``found`` finds; asked without pause until it does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        hear()
        try:
            if (it := next(found(), None)) is not None:
                return it
        except GLib.GError as error:  # what was being asked went with its page
            if "application no longer exists" in error.message:
                sys.exit(f"the program is gone; waited for {what}")
    sys.exit(f"not found in time: {what}")


def act(node, word):
    """Do what it can do under this name."""
    action = node.queryAction()
    return action.doAction([action.getName(index) for index in range(action.nActions)].index(word))
