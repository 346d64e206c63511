"""The pages of one intake that are there at the moment: each is built when it is wanted, and destroyed when it is not.

A page that is gone has left nothing behind: what was typed and can be undone in it goes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QStackedWidget

from b12desk.ui.form_page import FormPage
from b12desk.ui.patient import PatientCard
from b12desk.ui.review_page import ReviewPage
from b12desk.ui.wizard_page import WizardPage


class Pages:
    """By what a session calls them. ``make`` builds one; ``stack`` holds them, and shows one."""

    def __init__(self, stack: QStackedWidget, make: Callable[[str], WizardPage]) -> None:
        self._stack = stack
        self._make = make
        self._there: dict[str, WizardPage] = {}

    def get(self, name: str) -> WizardPage | None:
        """The page, if it is there."""
        return self._there.get(name)

    def at(self, name: str) -> WizardPage:
        """The page, built if it is not there."""
        page = self._there.get(name)
        if page is None:
            page = self._there[name] = self._make(name)
            self._stack.addWidget(page)
        return page

    def forms(self) -> Iterator[FormPage]:
        """Those with questions."""
        return (each for each in self._there.values() if isinstance(each, FormPage))

    @property
    def review(self) -> ReviewPage | None:
        """The check page, if it is there."""
        return next((each for each in self._there.values() if isinstance(each, ReviewPage)), None)

    @property
    def patient(self) -> PatientCard | None:
        """The patient's line, if its page is there."""
        return next((each.head for each in self.forms() if each.head is not None), None)

    def keep(self, names: Collection[str]) -> None:
        """Let go of all the others."""
        for each in [each for each in self._there if each not in names]:
            self.drop(each)

    def drop(self, name: str) -> None:
        """Let go of a page, if it is there."""
        page = self._there.pop(name, None)
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)  # before the next takes new memory
