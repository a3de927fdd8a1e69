"""The kinds of papers, each a module with `make(basis, wish)` -> the bytes of the file."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request


@dataclass(frozen=True)
class Kind:
    """`name` is the word of the command line and the ending of the file; `module` is imported when first needed.

    `spans` whether the report that is wanted (of a year, a stage, the ten years) decides about its years.
    """

    name: str
    module: str
    mime: str
    icon: str
    has_presets: bool = False

    def make(self, basis: Basis, request: Request) -> bytes:
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
