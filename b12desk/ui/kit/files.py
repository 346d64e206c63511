"""Asking for a file or a folder, by Qt's own dialog.

Nobody can rename or delete files in it, and no desktop writes down where a patient's file is. What Qt would write down
itself is removed.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QEvent, QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from b12desk.i18n import N_, _
from b12desk.ui.kit.waiting import run

_SAFE = QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ReadOnly
_WORDS = (
    (QFileDialog.DialogLabel.LookIn, N_("Look &in:")),
    (QFileDialog.DialogLabel.FileName, N_("File &name:")),
    (QFileDialog.DialogLabel.FileType, N_("Files of &type:")),
    (QFileDialog.DialogLabel.Reject, N_("&Cancel")),
)


def file_dialog(front: QWidget, title: str, kinds: str = "", accept: str = "", folder: str = "") -> QFileDialog:
    """A dialog in ``folder``, else in the documents; ``accept``: the words of its button."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    start = folder or (documents if Path(documents).is_dir() else QDir.homePath())
    dialog = QFileDialog(front, title, start, kinds)
    dialog.setOptions(_SAFE)
    for part, words in _WORDS:
        dialog.setLabelText(part, _(words))  # not in every language does Qt have all of them
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, accept or _("&Save"))
    return dialog


def folder_dialog(front: QWidget, title: str, accept: str = "", folder: str = "") -> QFileDialog:
    """The same for a folder that is there."""
    dialog = file_dialog(front, title, "", accept, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, _("&Folder:"))
    return dialog


def chosen(dialog: QFileDialog) -> str:
    """Show it; what was chosen, "" when the person changed their mind. It is destroyed."""
    found = dialog.selectedFiles()[:1] if run(dialog) else []
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)  # only then does it write its folders down
    remembered = QSettings(QSettings.Scope.UserScope, "QtProject")
    for key in ("FileDialog/lastVisited", "FileDialog/history"):  # a folder may be named after a patient
        remembered.remove(key)
    return found[0] if found else ""


def ask_there(front: QWidget, title: str, kinds: str) -> str:
    """A file that is there; "" when the person changed their mind."""
    dialog = file_dialog(front, title, kinds, _("&Choose"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return chosen(dialog)


def ask_place(front: QWidget, title: str, folder: str) -> str:
    """A folder that is there, beginning in ``folder``; "" when the person changed their mind."""
    return chosen(folder_dialog(front, title, _("&Choose"), folder))
