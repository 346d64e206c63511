"""Paper: the physician's summary and the patient's handout, from document tree to PDF bytes.

The way of a page: `summary` or `handout` (words), then `typeset`: `document` (tree) -> `blocks` and `figures` (pieces
with a height) -> `pagination` and `pages` -> `display_list` (what stands where) -> `pdf` (bytes). Only `fonts`
and `pdf` know ReportLab; every string that is printed passes through `clean_text`.
"""

from b12desk.report.alone import leave_the_user_out

leave_the_user_out()  # here, because no module of this package can be imported without this line
