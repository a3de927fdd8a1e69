"""The CSV export: it contains the figures of the store, and importing it again changes nothing."""

import csv
import datetime
import io
from dataclasses import replace

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from learning_coverage import sample
from learning_coverage.config import DEFAULT_COMMUNE_ID, Config, load_config
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import DECADE, STAGE, Request
from learning_coverage.facts import Fact
from learning_coverage.intake import read
from learning_coverage.reports import csv as contract_csv
from learning_coverage.store import Store
from learning_coverage.store.writes.save_plan import read_current_facts
from learning_coverage.store.writes.uploads import save
from learning_coverage.wording import LANGUAGES, Wording
from tests.builders import facts, small_config, store_of
from tests.properties.strategies import configs, uploads
from tests.properties.test_arithmetic import cheaply

DAY = datetime.date(2026, 7, 1)
ALL = Request(2032, DAY, preset=DECADE)


def export_csv(store: Store, config: Config, document_request: Request = ALL) -> bytes:
    return contract_csv.make(Basis(store.at(None), config, Wording("vi"), False), document_request)


def read_table(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";", strict=True))


@st.composite
def configs_with_facts(draw: st.DrawFn) -> tuple[Config, list[Fact]]:
    """Village names that look like formulas or separators, and figures in the years of the plan."""
    config = draw(configs())
    names = st.sampled_from(
        ["=cmd|' /C calc'!A{}", "+84 {}", "1. Đoài {}", "@Ưỡng; {}", '"ẶẬ" & <ỘỐ> {}', "-2 {}", "{}"]
    )
    villages = tuple(
        village.model_copy(update={"name": draw(names).format(number)})
        for number, village in enumerate(config.commune.villages, start=1)
    )
    config = config.model_copy(update={"commune": config.commune.model_copy(update={"villages": villages})})
    found = draw(uploads(config))
    return config, [fact for fact in found if config.first_year <= fact.year <= config.last_year]


@settings(cheaply, max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(configs_with_facts(), st.booleans())
def test_importing_the_exported_file_changes_nothing(
    config_and_facts: tuple[Config, list[Fact]], is_one_area: bool
) -> None:
    config, drawn_facts = config_and_facts
    given_facts = [fact for fact in drawn_facts if is_accepted(fact, config)]
    some = next((fact for fact in given_facts if has_value(fact, config)), None)
    assume(some)
    with store_of(config, given_facts) as store:
        before, head = read_current_facts(store), store.head
        one = Request(some.year, DAY, None if some.area_id == DEFAULT_COMMUNE_ID else some.area_id)
        data = export_csv(store, config, one if is_one_area else ALL)
        known = {key: fact.counts for key, fact in before.items() if has_value(fact, config)}
        reading = read(data, "so_lieu.csv", config)
        assert not reading.is_refused, reading.problems
        if not is_one_area:
            assert {fact.key: fact.counts for fact in reading.facts} == known
        assert save(store, data, "so_lieu.csv", reading.facts, by="An").verdict == "unchanged"
        assert (read_current_facts(store), store.head) == (before, head)


def test_unreported_yes_no_figure_is_left_out() -> None:
    config = small_config()
    given_facts = facts("""
year,area_id,indicator_id,total,registered,recognised
2024,V1,community,1,,1
2024,V2,community,1,,
2024,V3,families,10,,
""")
    with store_of(config, given_facts) as store:
        assert [row[1:3] for row in read_table(export_csv(store, config))[1:]] == [
            ["Thôn 10", "community"],
            ["Thôn 2", "families"],
        ]


def is_accepted(fact: Fact, config: Config) -> bool:
    """Whether the import accepts it: the village exists in the year, and no denominator that decides is exceeded."""
    if fact.area_id != config.scope_id and not config.lineage.years_of(fact.area_id).covers(fact.year):
        return False
    by_registered = config.indicators[fact.indicator_id].denominator_in(fact.year) == "registered"
    counts = (fact.recognised, fact.registered)
    return not by_registered or None in counts or fact.recognised <= fact.registered


def has_value(fact: Fact, config: Config) -> bool:
    """Whether a fact has a value; a share may have a total without a result, a yes/no or a grade may not."""
    if config.indicators[fact.indicator_id].kind == "share":
        return fact.counts != (None, None, None, None)
    return not fact.is_pending


SEVERAL = """year,area_id,indicator_id,total,registered,recognised,grade
2024,V1,families,100,,60,
2025,V1,families,100,,70,
2025,V2,families,1200,1000,900,
2026,V2,families,1200,,950,
2026,commune,units,10,,9,
2026,commune,grade,,,,Khá
"""


@pytest.fixture
def store() -> Store:
    with store_of(small_config(), facts(SEVERAL)) as opened:
        yield opened


def test_every_figure_of_the_store_has_one_row(store: Store) -> None:
    rows = read_table(export_csv(store, small_config()))
    assert rows[0] == "nam thon danh_hieu tong_so dang_ky cong_nhan xep_loai".split()
    names = {"V1": "Thôn 10", "V2": "Đông Lâm", DEFAULT_COMMUNE_ID: ""}
    expected = [
        [str(fact.year), names[fact.area_id], fact.indicator_id, *("" if c is None else str(c) for c in fact.counts)]
        for fact in read_current_facts(store).values()
    ]
    assert sorted(rows[1:]) == sorted(expected)


@pytest.mark.parametrize(
    ("document_request", "years"),
    [
        (Request(2025, DAY), ["2025", "2025"]),
        (Request(2026, DAY, preset=STAGE), ["2024", "2025", "2025"]),
        (Request(2026, DAY, "V2", DECADE), ["2025", "2026"]),
        (Request(2023, DAY), []),
    ],
)
def test_export_contains_only_the_requested_years_and_village(
    store: Store, document_request: Request, years: list[str]
) -> None:
    assert [row[0] for row in read_table(export_csv(store, small_config(), document_request))[1:]] == years


def test_name_that_is_a_formula_is_escaped_and_can_be_imported(store: Store) -> None:
    config = small_config()
    renamed = tuple(
        village.model_copy(update={"name": f"=HYPERLINK(1) {village.id}"}) for village in config.commune.villages
    )
    hostile = config.model_copy(update={"commune": config.commune.model_copy(update={"villages": renamed})})
    data = export_csv(store, hostile, Request(2026, DAY))
    assert "'=HYPERLINK(1) V2" in [row[1] for row in read_table(data)]
    assert {fact.area_id for fact in read(data, "a.csv", hostile).facts} == {"V2", DEFAULT_COMMUNE_ID}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sample_is_marked_and_imported_again_without_loss(language: str) -> None:
    config, w = load_config(), Wording(language)
    with sample.create_store(config) as store:
        data = contract_csv.make(Basis(store.at(None), config, w, True), ALL)
        reading = read(data, "so_lieu.csv", config)
        assert w("figure.sample") in read_table(data)[-1][0]
        assert not reading.is_refused
        known = {key: replace(fact, row=0) for key, fact in read_current_facts(store).items()}
        assert {fact.key: replace(fact, row=0) for fact in reading.facts} == known
