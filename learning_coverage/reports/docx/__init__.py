"""The association's report as Word: a draft in the layout of Nghị định 30/2020, to be completed and signed."""

from learning_coverage.reports.docx.document import make

__all__ = ["make"]
