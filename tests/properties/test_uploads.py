"""The effect of uploads on the figures: repeated, later, withdrawn, restored, or as of one of them."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from learning_coverage.config import Config
from learning_coverage.facts import Fact
from learning_coverage.store import Store
from learning_coverage.store.log import fact_codec
from learning_coverage.store.writes.save_plan import fill_blanks, read_current_facts
from tests.builders import committed, saved, small_config, store_of, take
from tests.properties.strategies import configs, uploads
from tests.properties.test_arithmetic import answers_of, cheaply, figures_of

Loaded = tuple[Config, list[list[Fact]]]
FULL = Fact(2, 2024, "V1", "families", 10, 8, 6)


@st.composite
def loaded(draw: st.DrawFn) -> Loaded:
    config = draw(configs())
    # the same bytes are saved once, even after others
    return config, draw(st.lists(uploads(config, max_size=12), min_size=1, max_size=4, unique_by=fact_codec.encode))


@cheaply
@given(loaded())
def test_loading_a_file_twice_changes_nothing(given_: Loaded) -> None:
    config, files = given_
    with store_of(config, *files) as store:
        before, head = figures_of(store), store.head
        again = take(store, files[-1])
        assert again.verdict == "unchanged"
        assert (figures_of(store), store.head) == (before, head)


def _is_open(fact: Fact) -> bool:
    return fact.recognised is None and fact.grade is None


@cheaply
@given(loaded())
@example((small_config(), [[FULL], [replace(FULL, total=None, recognised=3)]]))
def test_a_later_upload_wins(given_: Loaded) -> None:
    config, files = given_
    merged: dict[tuple[int, str, str], Fact] = {}
    for fact in (fact for file in files for fact in file):
        merged[fact.key] = _after(fact, merged.get(fact.key))
    with store_of(config, *files) as store, store_of(config, merged.values()) as other:
        assert figures_of(store) == figures_of(other)


def _after(fact: Fact, known: Fact | None) -> Fact:
    """The later fact, but a blank erases nothing: neither a result nor the counts beside it, where they fit."""
    if known is None or _is_open(known):
        return fact
    if _is_open(fact):
        return known
    blanks = {name: getattr(known, name) for name in ("total", "registered") if getattr(fact, name) is None}
    try:
        return replace(fact, **blanks)
    except ValueError:
        return fact


@cheaply
@given(loaded(), st.integers(0, 4))
def test_as_of_an_upload_equals_a_store_that_ends_there(given_: Loaded, first: int) -> None:
    config, files = given_
    with Store.in_memory(config) as store, Store.in_memory(config) as short:
        _commit(store, files)
        _commit(short, files[:first])
        assert figures_of(store, as_of=first) == figures_of(short)


@cheaply
@given(loaded(), st.data())
def test_withdrawn_upload_does_not_count_until_it_is_restored(given_: Loaded, data: st.DataObject) -> None:
    config, files = given_
    acts = data.draw(st.lists(st.tuples(st.sampled_from(["withdraw", "restore"]), st.integers(1, len(files)))))
    with Store.in_memory(config) as store, Store.in_memory(config) as other:
        _commit(store, files)
        before = figures_of(store)
        for kind, upload_id in acts:
            store.append(kind, "An", about=upload_id)
        last = {upload_id: kind for kind, upload_id in acts}
        _commit(other, [file for number, file in enumerate(files, start=1) if last.get(number) != "withdraw"])
        assert figures_of(store) == figures_of(other)
        assert figures_of(store, as_of=len(files)) == before


@cheaply
@given(loaded(), st.data())
def test_a_preview_equals_the_saved_figures(given_: Loaded, data: st.DataObject) -> None:
    config, files = given_
    new_facts = data.draw(uploads(config, max_size=12))
    with store_of(config, *files) as store:
        previewed = store.simulate("upload", list(fill_blanks(new_facts, read_current_facts(store))))
        saved(store, new_facts)
        previewed_figures = {
            (row["year"], row["area_id"], row["indicator_id"]): row["status"] for row in previewed.to_dict("records")
        }
        now = {key: answer["status"] for key, answer in answers_of(store).items()}
        assert {key: previewed_figures[key] for key in now} == now


def _commit(store: Store, files: Iterable[list[Fact]]) -> None:
    for file in files:
        committed(store, file)
