"""The lock files pin, with hashes, all direct requirements."""

import re
from pathlib import Path

import pytest

LISTS = ("requirements", "requirements-scale", "requirements-dev", "requirements-bench")
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*])?==([^\s;\\]+)", re.MULTILINE)
INSTALLERS = ("Makefile", "run.bat")


@pytest.mark.parametrize("name", LISTS)
def test_every_direct_pin_is_in_the_lock(root: Path, name: str) -> None:
    locked = pins(root / f"{name}.lock")
    direct = [pin for file in included(root / f"{name}.txt") for pin in pins(file).items()]
    assert direct
    assert [pin for pin in direct if locked.get(pin[0]) != pin[1]] == [], "run `make lock`"


@pytest.mark.parametrize("name", LISTS)
def test_every_locked_package_has_a_hash(root: Path, name: str) -> None:
    entries = re.split(r"\n(?=\S)", without_comments((root / f"{name}.lock").read_text(encoding="utf-8")).strip())
    assert entries
    assert [entry for entry in entries if not PIN.match(entry) or "--hash=sha256:" not in entry] == []


def test_a_package_has_one_version_in_all_locks(root: Path) -> None:
    versions: dict[str, set[str]] = {}
    for name in LISTS:
        for package, version in pins(root / f"{name}.lock").items():
            versions.setdefault(package, set()).add(version)
    assert {package: found for package, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize("script", INSTALLERS)
def test_packages_are_installed_from_a_lock(root: Path, script: str) -> None:
    text = (root / script).read_text(encoding="utf-8")
    lists = re.findall(r"-r (requirements\S*)", text)
    assert lists
    assert [file for file in lists if not file.endswith(".lock")] == []
    assert "--require-hashes" in text


def pins(file: Path) -> dict[str, str]:
    """The version of each package pinned in a list or a lock, by its normalised name."""
    text = without_comments(file.read_text(encoding="utf-8"))
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in PIN.findall(text)}


def included(file: Path) -> list[Path]:
    """A list and the lists it includes by `-r`."""
    others = re.findall(r"^-r (\S+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    return [file, *(found for other in others for found in included(file.parent / other))]


def without_comments(text: str) -> str:
    return re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
