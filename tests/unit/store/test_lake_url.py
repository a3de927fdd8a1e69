"""The address of a lake: an invalid address is reported in one sentence, and a password in it is refused."""

import sys
from importlib import metadata
from pathlib import Path

import pytest

from learning_coverage.store import StoreError
from learning_coverage.store.lake import attach
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.operate.location import open_store, parse_location, read_location, store_folder
from learning_coverage.wording import LANGUAGES, Wording
from tests.builders import small_config

GOOD = "ducklake:postgres:host=db.xa.vn port=5433 dbname=phu;data=s3://kho/phu"


def test_address_with_a_bucket_is_parsed() -> None:
    found = parse_location(GOOD)
    assert isinstance(found, LakeAddress)
    assert (found.catalogue, found.data, found.is_in_bucket) == (
        "host=db.xa.vn port=5433 dbname=phu",
        "s3://kho/phu/",
        True,
    )


def test_address_with_a_folder_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = LakeAddress.parse("ducklake:postgres:dbname=phu;data=kho/")
    assert (found.data, found.is_in_bucket) == (f"{tmp_path.as_posix()}/kho/", False)


def test_id_differs_between_lakes_and_ignores_a_trailing_slash() -> None:
    assert len({LakeAddress.parse(GOOD + part).id for part in ("", "2", "/")}) == 2


def test_other_text_is_parsed_as_a_folder() -> None:
    assert parse_location("data/store") == Path("data/store")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ducklake:", "lake_address"),
        ("ducklake:sqlite:x=1;data=kho", "lake_address"),
        ("ducklake:postgres:dbname=phu", "lake_address"),
        ("ducklake:postgres:;data=kho", "lake_address"),
        ("ducklake:postgres:phu;data=kho", "lake_address"),
        ("ducklake:postgres:dbname=phu password=bimat1;data=kho", "lake_password"),
        ("ducklake:postgres:dbname=phu PASSWORD = bimat1;data=kho", "lake_password"),
        ("ducklake:postgres:dbname=phu passfile=bimat1;data=kho", "lake_password"),
        ("ducklake:postgres:postgresql://an:bimat1@db/phu?x=1;data=kho", "lake_password"),
    ],
)
def test_invalid_address_is_refused_without_showing_its_password(text: str, code: str) -> None:
    with pytest.raises(StoreError) as refused:
        parse_location(text)
    assert refused.value.code == code
    for language in LANGUAGES:
        assert "bimat1" not in Wording(language)(f"store.{code}", **refused.value.values)


def test_extensions_of_another_version_are_refused_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    version = metadata.version

    def other(name: str) -> str:
        if name.endswith("ducklake"):
            return "1.5.4"
        if name.endswith("httpfs"):
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", other)
    with pytest.raises(StoreError) as refused:
        attach.find_extensions(("ducklake", "postgres_scanner", "httpfs"))
    assert (refused.value.code, refused.value.values["found"]) == ("lake_version", "ducklake 1.5.4, httpfs –")


def test_extensions_are_files_of_installed_packages() -> None:
    assert all(path.is_file() for path in attach.find_extensions(("ducklake", "postgres_scanner", "httpfs")))


def test_duckdb_packages_are_pinned_to_one_version() -> None:
    pins = dict(
        line.split("==")
        for name in ("requirements.txt", "requirements-scale.txt")
        for line in (Path(__file__).parents[3] / name).read_text(encoding="utf-8").splitlines()
        if line.startswith("duckdb")
    )
    assert len(pins) == 4
    assert len(set(pins.values())) == 1


def test_missing_lake_library_is_named_in_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEARNING_COVERAGE_STORE", GOOD)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for name in [name for name in sys.modules if name.startswith("learning_coverage.store.lake.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "learning_coverage.store.shared_store", raising=False)
    with pytest.raises(StoreError) as refused:
        open_store(small_config())
    assert (refused.value.code, refused.value.values) == ("lake_libraries", {"name": "psycopg"})


def test_store_folder_of_a_lake_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEARNING_COVERAGE_STORE", GOOD)
    assert read_location() == LakeAddress.parse(GOOD)
    with pytest.raises(StoreError, match="lake_is_no_folder"):
        store_folder()
