"""Where the program starts: the wizard, or one of the commands that need no window.

Rules: a crash leaves no copy of the memory, which holds answers; nothing is imported here that the chosen half does not
need (`score` never loads Qt, the wizard none of the commands).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with ``argv`` (None: the process's own arguments) and return its exit status."""
    if argv is None:  # the process is ours
        _keep_private()
    arguments = list(sys.argv[1:] if argv is None else argv)
    # No code of other packages runs inside our models, and start-up does not search for any.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if not arguments or arguments[0] in ("demo", "--try"):
        from b12desk.app import main as app_main  # noqa: PLC0415 -- Qt, only when there is a window to open

        return app_main(arguments)
    from b12desk.cli import main as cli_main  # noqa: PLC0415 -- as above, the other way round

    return cli_main(arguments)


def _keep_private() -> None:
    """What this process and those it starts leave behind is its user's only, and a crash leaves no core file."""
    os.umask(0o077)
    try:
        import resource  # noqa: PLC0415 -- Windows has none, and writes no core files
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
