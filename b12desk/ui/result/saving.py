"""Where papers and exports are saved: the questions before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from b12desk.desk.papers import SUFFIX, file_chosen
from b12desk.i18n import _, current
from b12desk.ui.kit import dialogs
from b12desk.ui.kit.files import chosen, file_dialog, folder_dialog


def ask_file(front: QWidget, name: str) -> list[Path]:
    """The file to write; empty when the person changed their mind. Raises ReportError for a name that is none."""
    dialog = file_dialog(front, _("Save PDF"), _("PDF (*.pdf)"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(SUFFIX[1:])
    dialog.selectFile(name)
    answer = chosen(dialog)
    if not answer:
        return []
    path = file_chosen(answer)
    asked_already = str(path) == str(Path(answer))
    return [path] if asked_already or not path.exists() or _may_replace(front, [path]) else []


def ask_other_file(front: QWidget, title: str, kinds: str, name: str) -> Path | None:
    """The file to write that is no PDF, with the ending of ``name``; None when the person changed their mind."""
    dialog = file_dialog(front, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix[1:])
    dialog.selectFile(name)
    answer = chosen(dialog)
    return Path(answer) if answer else None


def ask_folder(front: QWidget, names: Sequence[str]) -> list[Path]:
    """The files called ``names`` in one folder; empty when the person changed their mind."""
    folder = chosen(folder_dialog(front, _("Save both PDFs in this folder")))
    paths = [Path(folder) / name for name in names] if folder else []
    there = [each for each in paths if each.exists()]
    return paths if not there or _may_replace(front, there) else []


def _may_replace(front: QWidget, paths: Sequence[Path]) -> bool:
    names = current().listed([each.name for each in paths])
    texts = [_("{name} is already in this folder.", name=names)]
    heading = _("Replace this file?") if len(paths) == 1 else _("Replace these files?")
    return dialogs.ask(front, heading, texts, [_("&Keep it"), _("&Replace it")]) == 1
