"""Where help is found at once, country by country: what a clinic's screen and papers say of emergencies and crises."""

from __future__ import annotations

from dataclasses import replace

from b12desk.model.frozen import frozen
from b12desk.settings import Country, HelpWords


@frozen
class Profile:
    """One country, or any other: ``emergency`` and ``crisis`` are whole sentences, told as they stand."""

    code: Country
    label: str
    emergency: str
    crisis: str
    sources: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, str]:
        """Both, as a sheet tells them that knows nothing of the answers."""
        return self.emergency, self.crisis


@frozen
class Profiles:
    """All of them. ``crisis_for``: the findings beside which the crisis line is told."""

    version: str
    crisis_for: tuple[str, ...] = ()
    profile: tuple[Profile, ...]

    def chosen(self, words: HelpWords) -> Profile:
        """The profile that a clinic chose, with its own words where it has some."""
        found = next(each for each in self.profile if each.code == words.profile)
        return replace(found, emergency=words.emergency or found.emergency, crisis=words.crisis or found.crisis)
