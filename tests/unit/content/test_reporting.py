"""Villages that reported none or only some of their titles: their number and names."""

from learning_coverage.config.targets import BilingualText
from learning_coverage.content import reporting
from learning_coverage.content.reporting import SOURCE_NAMES, ReportedTitle, Reporting
from learning_coverage.queries.rows import ReportingRow
from learning_coverage.wording import Wording
from tests.builders import facts, small_config, store_of

W = Wording("vi")
LINES = """year,area_id,indicator_id,total,recognised
2026,V1,families,10,5
2026,V1,clans,4,2
2026,V1,community,1,1
2026,V2,families,10,5"""


def build_reporting(*extents: str) -> Reporting:
    """A year in which each village reported none, part or all of its titles."""
    name = BilingualText(vi="GĐ", en="F")
    titles = [ReportedTitle(name, len([x for x in extents if x != "none"]), len(extents))]
    return Reporting(2026, [row(f"V{n}", extent) for n, extent in enumerate(extents, 1)], titles)


def row(area: str, extent: str) -> ReportingRow:
    n = {"none": 0, "partly": 1, "all": 3}[extent]
    return ReportingRow(
        area_id=area, area_name=area, titles=3, reported_titles=n, judged_titles=n, met_titles=0, extent=extent
    )


def test_gaps_list_villages_with_missing_figures() -> None:
    with store_of(small_config(), facts(LINES)) as store:
        found = reporting.load(store.at(None), 2026, small_config())
    assert [(kind, reporting.list_names(rows)) for kind, rows in found.gaps] == [
        ("silent", ["Thôn 2"]),
        ("partly", ["Đông Lâm"]),
    ]
    assert found.describe(W) == "Số thôn đã báo cáo năm 2026: GĐ 2/3, DH 1/3, CĐ 1/3"
    assert found.describe_unreported(W) == "chưa báo cáo: Thôn 2 · báo cáo còn thiếu danh hiệu: Đông Lâm"


def test_no_text_is_added_if_every_village_reported_every_title() -> None:
    whole = build_reporting("all", "all")
    assert (whole.describe_incomplete(W), whole.describe_unreported(W)) == ("", "")


def test_villages_that_sent_only_their_tick_have_not_reported_families() -> None:
    """All three recognised communities are known, families of one village only."""
    lines = "\n".join(["year,area_id,indicator_id,total,recognised", "2026,V1,families,10,5",
                       *(f"2026,V{n},community,1,1" for n in (1, 2, 3))])  # fmt: skip
    with store_of(small_config(), facts(lines)) as store:
        found = reporting.load(store.at(None), 2026, small_config())
    assert not found.is_complete
    assert found.describe(W) == found.describe_incomplete(W) == "Số thôn đã báo cáo năm 2026: GĐ 1/3, DH 0/3, CĐ 3/3"
    assert found.describe(Wording("en")) == "Villages that reported for 2026: F 1 of 3, C 0 of 3, Y 3 of 3"


def test_villages_are_not_named_if_none_reported() -> None:
    none = build_reporting("none", "none")
    assert none.describe_unreported(W) == ""
    assert none.describe_incomplete(W) == W("stamp.reported", n=0, of=2, year=2026)


def test_only_the_first_villages_are_named_beside_the_source() -> None:
    text = build_reporting(*["none"] * (SOURCE_NAMES + 2), "all").describe_unreported(W)
    assert f"V{SOURCE_NAMES}" in text and f"V{SOURCE_NAMES + 1}" not in text
