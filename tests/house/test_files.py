"""The project's files contain nothing specific to one computer and document every setting."""

import re
import runpy
import tomllib
from pathlib import Path

import pytest

from learning_coverage import cli
from learning_coverage.config import (
    Access,
    Commune,
    FileLimits,
    FrozenModel,
    Group,
    Indicator,
    LineageChange,
    Milestone,
    Oidc,
    OtherPlan,
    Plan,
    Settings,
    Targets,
    Village,
)
from learning_coverage.config.lineage import DatedName, YearSpan

# concatenated, so that this file does not contain the patterns itself
FOLDERS = ["/" + name + "/" for name in ("home", "work", "root", "Users", "tmp", "opt", "usr")] + ["C:" + "\\"]
HOSTS = ["pypi" + ".org", "python" + "hosted", "npm" + "js", "index" + "-url", "find" + "-links", "trusted" + "-host"]
ABSOLUTE = re.compile("(?<![A-Za-z0-9_.:/*~)}>-])(" + "|".join(map(re.escape, FOLDERS)) + ")")
BINARY = {".woff2", ".ttf", ".png", ".xlsx", ".ico"}
OF_COMMUNE: list[type[FrozenModel]] = [Commune, Village, LineageChange, DatedName, YearSpan, Group]
KEYS: list[type[FrozenModel]] = [
    *OF_COMMUNE,
    Access,
    Oidc,
    Targets,
    Plan,
    OtherPlan,
    Milestone,
    Settings,
    FileLimits,
    Indicator,
]


@pytest.fixture(scope="session")
def texts(own_files: list[Path], root: Path) -> dict[str, str]:
    files = [path for path in own_files if path.suffix not in BINARY]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_files_contain_no_absolute_paths(texts: dict[str, str]) -> None:
    found = {name: match[0] for name, text in texts.items() if (match := ABSOLUTE.search(without_shebang(text)))}
    assert found == {}


def test_files_contain_no_registry_hosts(texts: dict[str, str]) -> None:
    found = {name: host for name, text in texts.items() for host in HOSTS if host in text}
    assert found == {}


def test_line_endings_are_crlf_only_in_batch_files(own_files: list[Path]) -> None:
    """LF everywhere, CRLF in files that Windows runs."""
    for path in own_files:
        if path.suffix in BINARY:
            continue
        data = path.read_bytes()
        expected = data.count(b"\n") if path.suffix == ".bat" else 0
        assert data.count(b"\r\n") == expected, path.name


def test_every_dependency_is_pinned_and_explained(root: Path) -> None:
    records = sorted((root / "docs" / "decisions").glob("*.md"))
    decisions = "\n".join(path.read_text(encoding="utf-8") for path in records)
    pins = [line for line in lines(root / "requirements.txt") if not line.startswith("#")]
    assert pins
    for pin in pins:
        name, _, version = pin.partition("==")
        assert version, pin
        assert f"**{name} {version}**" in decisions, pin
    tools = [line for line in lines(root / "requirements-dev.txt") if not line.startswith(("#", "-r "))]
    assert all("==" in tool for tool in tools)


def test_every_key_of_the_configuration_is_documented(root: Path) -> None:
    text = (root / "data" / "README.md").read_text(encoding="utf-8")
    vietnamese, english = text.split("\n---\n")
    for model in KEYS:
        for name, field in model.model_fields.items():
            key = field.alias or name
            if model is Indicator and key == "id":  # it is the key itself
                continue
            assert re.search(rf"\b{key}\b", vietnamese), key
            assert re.search(rf"\b{key}\b", english), key


def test_the_command_line_is_documented(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    commands = re.findall(r"^    (\w+) ", capsys.readouterr().out, flags=re.MULTILINE)
    assert commands
    assert not [command for command in commands if f"learning_coverage {command}" not in text]


def test_links_in_documents_have_targets(root: Path) -> None:
    missing = [
        (path.name, target)
        for path in [*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("data/*.md")]
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert missing == []


def test_sample_is_reproduced_by_its_script(root: Path, tmp_path: Path) -> None:
    made = tmp_path / "so_lieu.csv"
    runpy.run_path(str(root / "data" / "sample" / "make.py"))["write"](made)
    assert made.read_bytes() == (root / "data" / "sample" / "so_lieu.csv").read_bytes()


def test_server_listens_locally_and_reports_no_usage(root: Path) -> None:
    """By default Streamlit listens on all addresses and sends usage statistics."""
    settings = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["allowedHosts"] == ["localhost", "127.0.0.1"]
    assert settings["server"]["enableAgentApi"] is False
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    for face in settings["theme"]["fontFaces"]:
        assert (root / face["url"].removeprefix("app/")).is_file()


def without_shebang(text: str) -> str:
    return text.partition("\n")[2] if text.startswith("#!") else text


def lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
