"""Registry of document kinds, each a module with `make(basis, request)` that returns the bytes of the file."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request


@dataclass(frozen=True)
class Kind:
    """`name`: the argument of the command line and the file ending; `module`: imported at first use.

    `has_presets`: whether the preset of the request (year, stage, decade) decides which years the document has.
    """

    name: str
    module: str
    mime: str
    icon: str
    has_presets: bool = False

    def make(self, basis: Basis, request: Request) -> bytes:
        """The bytes of the document."""
        render: Callable[[Basis, Request], bytes] = import_module(f"learning_coverage.reports.{self.module}").make
        return render(basis, request)


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.name: kind
    for kind in (
        Kind("docx", "docx", f"{_OFFICE}.wordprocessingml.document", ":material/description:", has_presets=True),
        Kind("pdf", "pdf.booklet", "application/pdf", ":material/picture_as_pdf:"),
        Kind("pptx", "pptx", f"{_OFFICE}.presentationml.presentation", ":material/co_present:"),
        Kind("xlsx", "xlsx", f"{_OFFICE}.spreadsheetml.sheet", ":material/table:"),
        Kind("csv", "csv", "text/csv", ":material/csv:", has_presets=True),
        Kind("png", "png", "image/png", ":material/image:"),
        Kind("html", "html", "text/html", ":material/phone_android:"),
    )
}
