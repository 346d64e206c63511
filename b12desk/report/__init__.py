"""Paper: the physician's summary and the patient's handout, from document tree to PDF bytes.

The way of a page: `summary` or `handout` (words) -> `document` (tree) -> `blocks` and `figures` (pieces with a height)
-> `flow` and `pages` -> `marks` (what stands where) -> `pdf` (bytes). Only `fonts` and `pdf` know ReportLab; every
string that is printed passes through `text`.
"""
