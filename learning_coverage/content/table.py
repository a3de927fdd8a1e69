"""Tables as data, without formatting; every document kind renders the same ones."""

from dataclasses import dataclass
from decimal import Decimal

from learning_coverage.rounding import needed_decimals, round_share, to_percent
from learning_coverage.statuses import STATUS_STYLES, StatusStyle
from learning_coverage.wording import Wording


@dataclass(frozen=True)
class Share:
    """A share 0..1, None if unknown; a target that rounding must not seem to reach; the shares printed beside it, from
    which rounding must not hide a difference.
    """

    value: float | None
    target: float | None = None
    beside: tuple[float | None, ...] = ()

    @property
    def decimals(self) -> int:
        """The fewest decimals for a spreadsheet, which rounds and never cuts off."""
        return 1 if self.value is None else needed_decimals(self.value, self.target, self.beside)

    @property
    def printed(self) -> Decimal | None:
        """The percentage as texts show it."""
        return None if self.value is None else round_share(self.value, 1, self.target, self.beside)


@dataclass(frozen=True)
class Points:
    """The change from one share to another in points: the difference of the two as they are printed."""

    now: Share
    before: Share

    @property
    def printed(self) -> Decimal | None:
        """The difference of the percentages as texts show them; None if one is unknown."""
        if self.now.printed is None or self.before.printed is None:
            return None
        return self.now.printed - self.before.printed

    @property
    def decimals(self) -> int:
        """The decimals of the difference in a spreadsheet."""
        return max(self.now.decimals, self.before.decimals)

    @property
    def value(self) -> float | None:
        """The difference of the percentages as a spreadsheet shows them; None if one is unknown."""
        if self.now.value is None or self.before.value is None:
            return None
        return float(to_percent(self.now.value, self.decimals) - to_percent(self.before.value, self.decimals))


@dataclass(frozen=True)
class Status:
    """A status by its id, as `statuses.display_status` returns it; `is_provisional`: more reports may change it."""

    id: str
    is_provisional: bool = False

    @property
    def style(self) -> StatusStyle:
        """Sign and colours of the status."""
        return STATUS_STYLES[self.id]

    @property
    def is_outlined(self) -> bool:
        """Whether it is drawn as an outline instead of filled: more reports may change it, or too few are there."""
        return self.is_provisional or self.id == "incomplete"


Cell = str | int | Share | Points | Status | None  # an int is a count; a year is a str


@dataclass(frozen=True)
class Column:
    """`group_label`: the label above columns that belong together, else empty."""

    label: str
    group_label: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """`rows` and `sum` have a cell for each of `columns`; `sum` is the last line, None without a sum.

    Raises ValueError where a row has more or fewer cells."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sum: tuple[Cell, ...] | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in self.all_rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.id}: {row}")

    @property
    def all_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows, then the sum."""
        return self.rows if self.sum is None else (*self.rows, self.sum)

    @property
    def is_wide(self) -> bool:
        """Whether it needs a landscape page."""
        return len(self.columns) > 8

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """The labels above columns with the number of columns each spans; empty without any."""
        if not any(column.group_label for column in self.columns):
            return ()
        spans: list[tuple[str, int]] = []
        for column in self.columns:
            if spans and column.group_label and spans[-1][0] == column.group_label:
                spans[-1] = (column.group_label, spans[-1][1] + 1)
            else:
                spans.append((column.group_label, 1))
        return tuple(spans)


def format_cell(cell: Cell, w: Wording) -> str:
    """The text of a cell; a status has its sign and its word."""
    match cell:
        case None:
            return w.count(None)
        case int():
            return w.count(cell)
        case Share(value, target, beside):
            return w.share(value, target=target, beside=beside)
        case Points():
            return w.signed_points(cell.printed)
        case Status(id_, is_provisional):
            word = w(f"status.{id_}")
            return f"{cell.style.sign} {w('status.provisional', status=word) if is_provisional else word}"
        case _:
            return cell
