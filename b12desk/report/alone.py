"""ReportLab runs with its own settings: nothing that lies in a user's folder is executed or changes the paper.

While it is imported, ReportLab executes ``~/.reportlab_mods`` and ``~/.reportlab_settings``, or modules called
``reportlab_mods``, ``reportlab_settings``, ``reportlab.local_rl_mods`` and ``reportlab.local_rl_settings``, and takes
any setting from a variable ``RL_...`` of the environment. Whoever can write into a home folder could so run code beside
patients' answers, and the same input would not always give the same bytes. With empty modules in these four places
ReportLab looks no further.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType

_LOOKED_FOR = ("reportlab_mods", "reportlab_settings", "reportlab.local_rl_mods", "reportlab.local_rl_settings")


def leave_the_user_out() -> None:
    """To be called before ReportLab is imported for the first time in a process."""
    for name in _LOOKED_FOR:
        sys.modules[name] = ModuleType(name)
    for name in [name for name in os.environ if name.startswith("RL_")]:
        del os.environ[name]
