"""The ``import`` as it is without PySide6's look into modules. `b12desk.app` imports this before anything of its own.

PySide6 looks into every module that is imported after it for its ``__feature__`` switch (snake_case names): it reads
the source text and keeps it. Nothing here uses the switch. Without the look the first paint comes 6 ms and the first
question 40 ms earlier, and the program holds 10 MB less.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 -- with it comes the look

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
