"""Where PDFs are saved: the questions before anything is written.

Qt's own dialog: nobody can rename or delete files in it, and no desktop writes down where a patient's file is. What Qt
would write down itself is removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QEvent, QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from b12desk.desk.papers import SUFFIX, file_chosen
from b12desk.i18n import N_, _, current
from b12desk.ui.kit import dialogs
from b12desk.ui.kit.waiting import run

_SAFE = QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ReadOnly
_WORDS = (
    (QFileDialog.DialogLabel.LookIn, N_("Look &in:")),
    (QFileDialog.DialogLabel.FileName, N_("File &name:")),
    (QFileDialog.DialogLabel.FileType, N_("Files of &type:")),
    (QFileDialog.DialogLabel.Accept, N_("&Save")),
    (QFileDialog.DialogLabel.Reject, N_("&Cancel")),
)


def ask_file(front: QWidget, name: str) -> list[Path]:
    """The file to write; empty when the person changed their mind. Raises ReportError for a name that is none."""
    dialog = _dialog(front, _("Save PDF"), _("PDF (*.pdf)"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(SUFFIX[1:])
    dialog.selectFile(name)
    chosen = _chosen(dialog)
    if not chosen:
        return []
    path = file_chosen(chosen)
    asked_already = str(path) == str(Path(chosen))
    return [path] if asked_already or not path.exists() or _may_replace(front, [path]) else []


def ask_folder(front: QWidget, names: Sequence[str]) -> list[Path]:
    """The files called ``names`` in one folder; empty when the person changed their mind."""
    dialog = _dialog(front, _("Save both PDFs in this folder"), "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, _("&Folder:"))
    chosen = _chosen(dialog)
    paths = [Path(chosen) / name for name in names] if chosen else []
    there = [each for each in paths if each.exists()]
    return paths if not there or _may_replace(front, there) else []


def _dialog(front: QWidget, title: str, kinds: str) -> QFileDialog:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = documents if Path(documents).is_dir() else QDir.homePath()
    dialog = QFileDialog(front, title, folder, kinds)
    dialog.setOptions(_SAFE)
    for part, words in _WORDS:
        dialog.setLabelText(part, _(words))  # not in every language does Qt have all of them
    return dialog


def _chosen(dialog: QFileDialog) -> str:
    chosen = dialog.selectedFiles()[:1] if run(dialog) else []
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)  # only then does it write its folders down
    remembered = QSettings(QSettings.Scope.UserScope, "QtProject")
    for key in ("FileDialog/lastVisited", "FileDialog/history"):  # a folder may be named after a patient
        remembered.remove(key)
    return chosen[0] if chosen else ""


def _may_replace(front: QWidget, paths: Sequence[Path]) -> bool:
    names = current().listed([each.name for each in paths])
    texts = [_("{name} is already in this folder.", name=names)]
    heading = _("Replace this file?") if len(paths) == 1 else _("Replace these files?")
    return dialogs.ask(front, heading, texts, [_("&Keep it"), _("&Replace it")]) == 1
