"""The recipes of `docs/contributing.md`, each followed in a scratch copy of the project.

The recipe for an indicator is in `tests/unit/intake`, the one for a page in `tests/house/test_pages.py`.
"""

import re

from ruamel.yaml import YAML

from tests.recipes.conftest import Scratch


def test_query_can_be_added(scratch: Scratch) -> None:
    scratch.write(
        "learning_coverage/sql/village_count.sql",
        "-- One row: how many villages there are in $year.\n"
        "SELECT count(*) AS villages\n"
        "FROM area\n"
        "JOIN area_span AS span ON span.boundaries = $boundaries AND span.area_id = area.area_id\n"
        "    AND $year BETWEEN span.first_year AND span.last_year\n"
        "WHERE area.level = 'village';\n",
    )
    scratch.append(
        "learning_coverage/queries/rows.py",
        "\n\nclass VillageCountRow(TypedDict):\n"
        '    """How many villages there are in a year. `village_count.sql`"""\n\n'
        "    villages: int\n",
    )
    scratch.replace("learning_coverage/queries/support.py", "import ParetoRow", "import ParetoRow, VillageCountRow")
    scratch.append(
        "learning_coverage/queries/support.py",
        "\n\ndef village_count(figures: Queryable, year: int) -> list[VillageCountRow]:\n"
        '    """One row: how many villages there are in the year."""\n'
        '    return to_rows(figures.query("village_count", year=year), VillageCountRow)\n',
    )
    case = "tests/sql/village_count/three"
    scratch.write(f"{case}/facts.csv", scratch.read("tests/sql/what_if/villages_of_today/facts.csv"))
    scratch.write(f"{case}/params.yaml", "values: {year: 2024}\n")
    scratch.write(f"{case}/expected.csv", "villages\n3\n")
    scratch.test("tests/sql", "-k", "village_count or every_row_type")
    scratch.test("tests/house/test_sql.py")


def test_chart_can_be_added(scratch: Scratch) -> None:
    macros = scratch.root / "learning_coverage" / "charts" / "macros"
    scratch.append(
        f"{(macros / '_figures.html').relative_to(scratch.root)}",
        '\n{% macro dots(rows) %}{% for row in rows %}<i class="dot" style="left:{{ row.coverage | percent }}"></i>'
        "{% endfor %}{% endmacro %}\n",
    )
    scratch.write("templates/dots.html", '{% import "_figures.html" as fig %}{{ fig.dots(rows) }}')
    printed = scratch.run(
        "-c",
        "from pathlib import Path\n"
        "from learning_coverage import charts\n"
        "template = charts.create_environment(Path('templates')).get_template('dots.html')\n"
        "print(template.render(rows=[{'coverage': 0.25}, {'coverage': 1.0}]))\n",
    )
    assert printed.count('class="dot"') == 2 and "left:25" in printed


def test_document_kind_can_be_added(scratch: Scratch) -> None:
    scratch.write(
        "learning_coverage/reports/txt/__init__.py",
        '"""The finding of the year as plain text."""\n\n'
        "from learning_coverage.content.answers import Answers\n"
        "from learning_coverage.content.basis import Basis\n"
        "from learning_coverage.content.request import Request\n\n\n"
        "def make(basis: Basis, request: Request) -> bytes:\n"
        '    return "\\n".join(row["area_name"] for row in Answers(basis, request).villages).encode()\n',
    )
    scratch.replace(
        "learning_coverage/reports/kinds.py",
        'Kind("html"',
        'Kind("txt", "txt", "text/plain", ":material/notes:"),\n        Kind("html"',
    )
    for language in ("vi", "en"):
        path = f"learning_coverage/locale/{language}/action/reports.yaml"
        scratch.replace(path, "  kind:\n", "  kind:\n    txt: Text\n")
        scratch.replace(path, "  for:\n", "  for:\n    txt: Text\n")
    scratch.run("-m", "learning_coverage", "export", "txt", "--out", "out.txt")
    assert len((scratch.root / "out.txt").read_text(encoding="utf-8").splitlines()) > 10
    scratch.test("tests/house/test_words.py")
    scratch.test("tests/pages/test_every_page.py", "-k", "reports and sample")


def test_commit_kind_can_be_added(scratch: Scratch) -> None:
    scratch.replace("learning_coverage/store/log/log.py", '"reopen_year")', '"reopen_year", "remark")')
    scratch.replace(
        "learning_coverage/store/permissions.py", "RIGHT_OF_KIND = {", 'RIGHT_OF_KIND = {\n    "remark": Right.REVIEW,'
    )
    scratch.run(
        "-c",
        "from pathlib import Path\n"
        "from learning_coverage.config import load_config\n"
        "from learning_coverage.store import Store\n"
        "for note in ('first', 'second'):\n"
        "    with Store.open(Path('store'), load_config(Path('config'))) as store, store.write_lock:\n"
        "        store.append('remark', 'An', note=note)\n"
        "        assert [commit.note for commit in store.commits()][-1] == note\n",
    )
    assert "remark" in (scratch.root / "store/audit/record.jsonl").read_text(encoding="utf-8")
    scratch.run("-m", "learning_coverage", "verify")


def test_language_can_be_added(scratch: Scratch) -> None:
    scratch.replace("learning_coverage/wording.py", 'LANGUAGES = ("vi", "en")', 'LANGUAGES = ("vi", "en", "fr")')
    model = "learning_coverage/config/model.py"
    scratch.replace(model, "    en: NonEmptyStr\n", "    en: NonEmptyStr\n    fr: NonEmptyStr\n")
    body = re.search(
        r"def __getitem__.*\n( +\"\"\".*\"\"\"\n)?( +return .*)\n", (scratch.root / model).read_text("utf-8")
    )
    assert body
    scratch.replace(model, body[2], "        return {'vi': self.vi, 'en': self.en, 'fr': self.fr}[language]")
    folder = scratch.root / "learning_coverage" / "locale"
    for path in sorted((folder / "en").rglob("*.yaml")):
        scratch.write(
            f"learning_coverage/locale/fr/{path.relative_to(folder / 'en')}", path.read_text(encoding="utf-8")
        )
    for path in (*scratch.root.glob("config/*.yaml"), *scratch.root.glob("tests/config/*.yaml")):
        yaml = YAML()
        settings = yaml.load(path)
        translate(settings)
        yaml.dump(settings, path)
    scratch.test("tests/house/test_words.py")
    printed = scratch.run(
        "-c",
        "from learning_coverage.config import load_config\n"
        "from learning_coverage.wording import Wording\n"
        "w = Wording('fr')\n"
        "config = load_config()\n"
        "print(w.share(0.8531), w.translate(config.titles[0].name), w('menu.progress'))\n",
    )
    assert printed.startswith("85,3")


def translate(settings: object) -> None:
    """Add a text in the new language, copied from English, to every bilingual text."""
    if isinstance(settings, dict):
        if {"vi", "en"} <= settings.keys():
            settings["fr"] = settings["en"]
        for value in settings.values():
            translate(value)
    elif isinstance(settings, list):
        for value in settings:
            translate(value)
