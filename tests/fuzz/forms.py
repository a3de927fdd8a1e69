"""Generated sheets with known facts, in the layouts, spellings and encodings that offices use."""

import csv
import io
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import viparse.normalize.tcvn3
import viparse.normalize.viscii
import viparse.normalize.vni

from learning_coverage.config import Commune, Config, Village, load_config

Row = list[object]
Truth = tuple[int, str, str, int | None, int | None, int | None]

NAMES = (
    "Đông Lâm", "Đồng Lâm", "Đoài Thượng", "Thủy Ưỡng", "Nghĩa Lộ", "Mỹ Thạnh", "Ô Cách", "Quý Khê", "Thôn 1", "Thôn 2",
    "Thôn 10", "Thôn 13", "Tổ 3", "Phú Lương", "Kẻ Sặt", "Thuận Hòa", "Gò Vấp", "Bình Ổn", "Giếng Cạn", "Xuân Quỳ",
)  # fmt: skip
TITLES = ("gia_dinh", "dong_ho", "cong_dong")
_TARGETS = Path(__file__).resolve().parents[1] / "config"


def config_of(names: Sequence[str]) -> Config:
    """The targets of the tests with a commune of these villages, ids V1, V2, …"""
    villages = tuple(Village(id=f"V{n}", name=name) for n, name in enumerate(names, start=1))
    return Config(targets=load_config(_TARGETS).targets, commune=Commune(name="Xã Thử Nghiệm", villages=villages))


@dataclass(frozen=True)
class Figures:
    """Counts per year, village and title: (total, registered, recognised); for a yes or no (1, None, 0 or 1)."""

    config: Config = field(repr=False)
    counts: dict[tuple[int, str, str], tuple[int | None, int | None, int | None]]

    @property
    def truth(self) -> set[Truth]:
        return {(*key, *counts) for key, counts in self.counts.items()}

    def counts_of(self, year: int, village: str, title: str) -> tuple[int | None, int | None, int | None]:
        return self.counts[(year, village, title)]

    @property
    def years(self) -> list[int]:
        return sorted({year for year, _, _ in self.counts})


Number = Callable[[int | None], object]


def plain(count: int | None) -> object:
    return "" if count is None else str(count)


def with_points(count: int | None) -> object:
    return "" if count is None else f"{count:,}".replace(",", ".")


def with_commas(count: int | None) -> object:
    return "" if count is None else f"{count:,}"


def as_number(count: int | None) -> object:
    return None if count is None else count


def long(figures: Figures, spell: Callable[[str], str], number: Number, *, shortened: bool) -> list[Row]:
    """One row per year, village and title."""
    config = figures.config
    rows: list[Row] = [["Năm", "Tên thôn", "Danh hiệu", "Tổng số", "Đăng ký", "Được công nhận"]]
    for year in figures.years:
        for village in config.villages:
            for title in TITLES:
                name = config.indicators[title].short.vi if shortened else config.indicators[title].name.vi
                counts = map(number, figures.counts_of(year, village.id, title))
                rows.append([number(year) if number is as_number else str(year), spell(village.name), name, *counts])
    return rows


def grouped(figures: Figures, spell: Callable[[str], str], number: Number, *, shortened: bool) -> list[Row]:
    """The long layout with year and village only in the first row of each village."""
    rows = long(figures, spell, number, shortened=shortened)
    return [rows[0]] + [row if at % 3 == 0 else ["", "", *row[2:]] for at, row in enumerate(rows[1:])]


def wide(figures: Figures, spell: Callable[[str], str], number: Number, year: int, tick: str) -> list[Row]:
    """The yearly form: title rows, two header rows, numbering, total, signatures."""
    header: list[Row] = [
        ["ỦY BAN NHÂN DÂN XÃ"] + [""] * 10,
        [f"BIỂU TỔNG HỢP KẾT QUẢ XÂY DỰNG CÁC MÔ HÌNH HỌC TẬP NĂM {year}"] + [""] * 10,
        [""] * 11,
        ["STT", "Tên thôn", "Gia đình học tập", "", "", "", "Dòng họ học tập", "", "", "Cộng đồng học tập", "Ghi chú"],
        ["", "", "Tổng số hộ", "Đăng ký", "Đạt", "Tỷ lệ (%)", "Số dòng họ", "Đăng ký", "Đạt", "Đạt", ""],
        [f"({n})" for n in range(1, 12)],
    ]
    body = [
        _wide_row(figures, spell, number, year, tick, at, v.id, v.name) for at, v in enumerate(figures.config.villages)
    ]
    totals = [_sum(figures, year, title, part) for title in TITLES[:2] for part in range(3)]
    total: Row = ["", "Tổng cộng", *map(number, totals[:3]), "", *map(number, totals[3:]), "", ""]
    footer: list[Row] = [
        [""] * 11,
        ["", "", "", "", "", "", f"Ngày 15 tháng 12 năm {year + 1}", "", "", "", ""],
        ["", "NGƯỜI LẬP BIỂU", "", "", "", "", "TM. BAN CHẤP HÀNH", "", "", "", ""],
        ["", "Nguyễn Văn Nghĩa", *[""] * 9],
    ]
    return [*header, *body, total, *footer]


def _wide_row(
    figures: Figures, spell: Callable[[str], str], number: Number, year: int, tick: str, at: int, id_: str, name: str
) -> Row:
    families, clans = figures.counts_of(year, id_, "gia_dinh"), figures.counts_of(year, id_, "dong_ho")
    yes = tick if figures.counts_of(year, id_, "cong_dong")[2] else ""
    share = f"{100 * (families[2] or 0) / families[0]:.1f}".replace(".", ",") if families[0] else ""
    return [str(at + 1), spell(name), *map(number, families), share, *map(number, clans), yes, ""]


def _sum(figures: Figures, year: int, title: str, part: int) -> int:
    return sum(figures.counts_of(year, v.id, title)[part] or 0 for v in figures.config.villages)


def years_across(figures: Figures, spell: Callable[[str], str], number: Number, title: str) -> list[Row]:
    """One title, named in the heading, with a group of columns per year."""
    name = figures.config.indicators[title].name.vi
    groups = [cell for year in figures.years for cell in (f"Năm {year}", "", "")]
    rows: list[Row] = [
        [f"BẢNG THEO DÕI {name.upper()} CÁC NĂM"],
        ["TT", "Thôn", *groups],
        ["", "", *["Tổng số", "Đăng ký", "Đạt"] * len(figures.years)],
    ]
    for at, village in enumerate(figures.config.villages, start=1):
        counts = [number(n) for year in figures.years for n in figures.counts_of(year, village.id, title)]
        rows.append([str(at), spell(village.name), *counts])
    return rows


def pairs(figures: Figures, spell: Callable[[str], str], year: int, title: str) -> list[Row]:
    """Recognised and total in one cell, as n/N."""
    name = figures.config.indicators[title].name.vi
    rows: list[Row] = [[f"{name.upper()} NĂM {year}"], ["STT", "Tên thôn", "Đạt/Tổng số"]]
    for at, village in enumerate(figures.config.villages, start=1):
        total, _, recognised = figures.counts_of(year, village.id, title)
        rows.append([str(at), spell(village.name), f"{recognised}/{total}"])
    return rows


def as_csv(rows: Sequence[Row], separator: str) -> str:
    width = max(map(len, rows))
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([*row, *[""] * (width - len(row))] for row in rows)
    return out.getvalue()


def as_xlsx(sheets: dict[str, Sequence[Row]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(["" if cell is None else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _invert(pairs_: Sequence[tuple[str, str]]) -> dict[str, str]:
    inverted: dict[str, str] = {}
    for legacy, letter in pairs_:
        inverted.setdefault(letter, legacy)
    return inverted


_TCVN3 = _invert(viparse.normalize.tcvn3.TCVN3.pairs)
_VISCII = _invert(viparse.normalize.viscii.VISCII.pairs)
_VNI = _invert(viparse.normalize.vni.VNI.pairs) | {"ẳ": "aú", "Ẳ": "AÚ", "ỵ": "î"}


def to_tcvn3(text: str) -> str:
    """Lower case: the encoding has no capitals with accents."""
    return "".join(_TCVN3.get(char, char) for char in unicodedata.normalize("NFC", text).lower())


def to_vni(text: str) -> str:
    return "".join(_VNI.get(char, char) for char in unicodedata.normalize("NFC", text))


def to_viscii(text: str) -> str:
    """Without no-break spaces, whose byte is Õ in the encoding."""
    return "".join(_VISCII.get(char, char) for char in unicodedata.normalize("NFC", text).replace("\u00a0", " "))


def to_cp1258(text: str) -> bytes:
    """Letters with two marks are written as letter and combining tone, as in windows-1258."""
    out = b""
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", char)
            tones = [m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(m for m in marks if m not in tones))
            out += (base + "".join(tones)).encode("cp1258")
    return out


def _c1_as_windows_1252(text: str) -> str:
    """Code points 80–9F as characters of windows-1252, where it has one."""
    decoded = (char.encode("latin-1", "ignore").decode("cp1252", "ignore") or char for char in text)
    return "".join(decoded)


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8-sig": lambda text: text.encode("utf-8-sig"),
    "utf-16-le": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "utf-16-be": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "utf-16-le without mark": lambda text: text.encode("utf-16-le"),
    "utf-16-be without mark": lambda text: text.encode("utf-16-be"),
    "nfd": lambda text: unicodedata.normalize("NFD", text).encode(),
    "cp1258": to_cp1258,
    "tcvn3": lambda text: to_tcvn3(text).encode("latin-1"),
    "vni": lambda text: to_vni(text).encode("latin-1"),
    "viscii": lambda text: to_viscii(text).encode("latin-1"),
    "utf-8+tcvn3": lambda text: to_tcvn3(text).encode(),
    "utf-8+vni": lambda text: to_vni(text).encode(),
    "utf-8+viscii": lambda text: _c1_as_windows_1252(to_viscii(text)).encode(),
    "double-utf-8": lambda text: text.encode().decode("latin-1").encode(),
}
