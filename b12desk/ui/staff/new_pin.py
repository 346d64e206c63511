"""A new PIN or passphrase of one person, typed twice; and a name with it, where somebody new is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from b12desk.desk.pin_rules import pin_fault
from b12desk.i18n import _
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.secret_box import SecretBox
from b12desk.ui.kit.typed_twice import TypedTwice


class NewPin(TypedTwice):
    """``words``: what would be guessed first. ``wanted``: it may not be empty."""

    def __init__(
        self, name: str, words: Callable[[], Iterable[str]] = lambda: (), *, wanted: bool = True, title: str = ""
    ) -> None:
        rule = label(_("Six digits or more without a pattern, or a passphrase of eight characters."), "hint")
        super().__init__(SecretBox(f"{name}:pin", title or _("PIN or passphrase")), f"{name}:pin-again", rule)
        self._words, self._wanted = words, wanted

    def judged(self) -> str:
        """By the rules for PINs; nothing at all may be good, too."""
        if not self._wanted and not self.first.text and not self.again.text:
            return ""
        return pin_fault(self.first.text, self._words())
