"""The whole program without a window: ``score``, ``report`` and ``check``. Never imports Qt."""

from b12desk.cli.program import main

__all__ = ["main"]
