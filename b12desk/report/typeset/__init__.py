"""Laying out a document on pages and writing it as PDF. Knows nothing of questionnaires."""
