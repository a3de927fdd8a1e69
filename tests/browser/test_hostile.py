"""Hostile names are shown as text: on every page, in both languages, and in downloads."""

import csv
import datetime
import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page
from ruamel.yaml import YAML

from learning_coverage.config import ROOT, Config, load_config
from learning_coverage.facts import Fact
from learning_coverage.store import Store
from learning_coverage.store.writes import upload_acts
from learning_coverage.store.writes.learned_names import LearnedNames, learn
from learning_coverage.store.writes.quotas import QuotaDecision, decide
from learning_coverage.store.writes.tasks import Task, open_task
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.page import menu
from learning_coverage.wording import LANGUAGES
from tests.browser.conftest import COMPUTER, served, settle
from tests.conftest import LIMIT

pytestmark = pytest.mark.browser

ADDRESSES = ["" if name == "overview" else name for names in menu.load_declarations().values() for name in names]
PAGES_WITH_NAMES = (
    "",
    "matrix",
    "village",
    "titles",
    "support",
    "tasks",
    "history",
)  # pages that show villages, tasks or uploads
COUNT_DIALOGS = "window.__pwned = 0; window.alert = window.confirm = window.prompt = () => { window.__pwned += 1; };"


@dataclass
class Listener:
    """The server that addresses in the payloads point to; it must receive no request."""

    address: str = ""
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    found = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.requests.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()


def payloads(address: str) -> list[str]:
    there = f"{address}/x"
    return [
        f'<img src="{there}1" onerror="window.__pwned=1">',
        f"<script>window.__pwned=1;fetch('{there}2')</script>",
        f'"><svg onload="window.__pwned=1"><image href="{there}3"/></svg>',
        f"![a]({there}4.png)",
        f"[liên kết]({there}5)",
        f"<{there}6>",
        f"{there}7",
        f"$\\href{{{there}8}}{{x}}$ $$\\url{{{there}8}}$$",
        "=cmd|'/c calc'!A0",
        f'=HYPERLINK("{there}9";"x")',
        "</textarea></style></script><script>window.__pwned=1</script>",
        f"'-window.__pwned-' `${{fetch('{there}10')}}` {{{{7*7}}}} {{% raw %}}",
        f":material/bomb: :red[x] :smile: | a | b | # *d* _e_ ~f~ `g` <a href='{there}11'>h</a>",
    ]


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory, listener: Listener) -> Iterator[str]:
    """The address of a server whose configuration and store have a payload in every free text."""
    folder = tmp_path_factory.mktemp("hostile")
    config = hostile_configuration(folder / "config", payloads(listener.address))
    with Store.open(folder / "store", config) as store:
        fill_store(store, config, payloads(listener.address))
    with served(folder / "store", folder / "config") as address:
        yield address


def hostile_configuration(folder: Path, words: list[str]) -> Config:
    folder.mkdir()
    villages = [
        {"id": f"T{n:02}", "name": f"{word} {n}", "aliases": [f"alias {n} {word}"], "type": word}
        for n, word in enumerate(words, start=1)
    ]
    villages[0]["names"] = [{"name": f"cũ {words[3]}", "to": 2022}]
    villages.append({"id": "T99", "name": "Thôn mới"})
    merged = {"kind": "merged", "from": ["T12", "T13"], "to": ["T99"], "year": 2026, "decision": words[1]}
    what = {"vi": words[0], "en": words[3]}
    commune = {
        "name": words[1],
        "villages": villages,
        "lineage": [merged],
        "breaks": [{"year": 2025, "what": what, "indicators": ["gia_dinh"]}],
        "groups": [{"id": "G1", "name": words[2], "villages": ["T01", "T02"]}],
    }
    yaml = YAML()
    with (folder / "commune.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(commune, file)
    targets = yaml.load((ROOT / "tests" / "config" / "targets.yaml").read_text(encoding="utf-8"))
    targets["plan"]["issuer"] = words[0]
    targets["plan"]["source"] = what
    targets["plan"]["responsibilities"][0] = {"who": what, "what": what}
    targets["indicators"]["dong_ho"]["name"] = {"vi": words[0], "en": words[1]}
    targets["indicators"]["dong_ho"]["unit"] = {"vi": words[3], "en": f"{words[0]}|{words[4]}"}
    targets["indicators"]["dong_ho"]["wording"][2030] = words[1]
    with (folder / "targets.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(targets, file)
    return load_config(folder)


def fill_store(store: Store, config: Config, words: list[str]) -> None:
    facts = []
    for n in range(1, len(words) + 1):
        for year in (2023, 2024, 2025):
            facts.append(Fact(len(facts) + 2, year, f"T{n:02}", "gia_dinh", 100 + n, 90, 10 * n % 90, sheet=words[0]))
            facts.append(Fact(len(facts) + 2, year, f"T{n:02}", "dong_ho", 9, 8, n % 8))
    save(store, b"hostile", f"{words[0]}.csv".replace("/", ":"), facts, by=words[1], note=words[3])
    moved = [Fact(2, 2025, "T01", "gia_dinh", 300, 90, 5)]
    save(store, b"more", f"{words[4]}.csv", moved, by=words[2], note=words[0])
    open_task(store, config, Task("T01", words[0], words[3], "gia_dinh", datetime.date(2025, 1, 1)), by=words[1])
    open_task(store, config, Task("T02", words[1], words[2]), by=words[3])
    upload_acts.freeze(store, words[0], by=words[1])
    upload_acts.withdraw(store, 2, reason=words[1], by=words[0])
    learn(store, LearnedNames({words[0]: "T01", words[3]: "T02"}), words[1])
    quotas = QuotaDecision("gia_dinh", words[0], datetime.date(2025, 2, 1), 2025, {("T01", 2026): 1, ("T04", 2027): 2})
    decide(store, config, quotas, expected_seq=0, by=words[1])


# Our components render into shadow roots, which `document.querySelectorAll` does not search.
ALL_ROOTS = """
const roots = [document];
for (const root of roots)
    for (const part of root.querySelectorAll('*')) if (part.shadowRoot) roots.push(part.shadowRoot);
const all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
const start = (part) => part.outerHTML.slice(0, 120);
"""
COLLECT = (
    f"() => {{ {ALL_ROOTS}"
    + """
return {
    ran: window.__pwned,
    text: roots.map((root) => root.body?.textContent ?? root.textContent).join(' '),
    links: all('a, area, form, use').map((part) => String(part.href?.baseVal ?? part.href ?? part.action ?? '')),
    sources: all('img, iframe, embed, object, video, audio, source, image, script, link')
        .map((part) => String(part.src || part.data || part.href?.baseVal || part.href || '')),
    handlers: all('[onerror], [onload], [onclick], [onmouseover]').map(start),
    formulas: all('.katex').map(start),
}; }"""
)
EXPAND = (
    f"() => {{ {ALL_ROOTS}"
    + """
for (const part of all('details')) part.open = true;
for (const part of all('[data-tip]').slice(0, 300)) {
    part.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    part.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
} }"""
)


def list_unsafe_content(page: Page, own: str) -> list[str]:
    """Scripts that ran, external links and media, and elements made from names; empty for a safe page."""
    found = page.evaluate(COLLECT)
    wrong = [f"{what}: {found[what]}" for what in ("ran", "handlers", "formulas") if found[what]]
    for kind in ("links", "sources"):
        wrong += [f"{kind}: {address[:120]}" for address in found[kind] if is_external(address, own)]
    return wrong


def is_external(address: str, own: str) -> bool:
    scheme, _, rest = address.partition(":")
    if scheme in ("http", "https", "ws", "wss"):
        return rest.removeprefix("//").partition("/")[0].partition("?")[0] != own.partition("//")[2]
    return scheme not in ("", "data", "blob", "about", "file")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=COMPUTER, locale="vi-VN", accept_downloads=True)
    context.add_init_script(COUNT_DIALOGS)
    context.set_default_timeout(LIMIT)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_are_shown_as_text_on_every_page(
    commune: str, listener: Listener, page: Page, language: str
) -> None:
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url) if is_external(request.url, commune) else None)
    more = "" if language == LANGUAGES[0] else "&view=missing&grid=years&order=gap&village=T02&title=dong_ho&year=2024"
    wrong: list[str] = []
    for address in ADDRESSES:
        page.goto(f"{commune}/{address}?lang={language}{more}")
        settle(page)
        if address in PAGES_WITH_NAMES:  # wait until the names are rendered
            page.wait_for_function(f"() => ({COLLECT})().text.includes('window.__pwned=1')")
        page.evaluate(EXPAND)
        wrong += [f"{address}: {found}" for found in list_unsafe_content(page, commune)]
        wrong += page.locator("[data-testid=stAlertContentError], [data-testid=stException]").all_inner_texts()
    assert wrong == []
    assert outside == []
    assert listener.requests == []


def test_hostile_file_content_is_shown_as_text_in_errors_and_dialogs(
    commune: str, listener: Listener, page: Page, tmp_path: Path
) -> None:
    """A file whose name, headers, cells and notes are payloads."""
    words = payloads(listener.address)
    rows = [["Năm", "Thôn", "Danh hiệu", "Tổng số", "Đạt", *words[:5]]]
    rows += [["2024", word, "GĐHT", word, "=1+1", *words[:5]] for word in words]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    page.goto(f"{commune}/upload")
    settle(page)
    name = f"{words[0]}.csv".replace("/", "\\")
    page.locator("input[type=file]").first.set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": out.getvalue().encode()}
    )
    page.wait_for_selector("[data-testid=stDownloadButton]")
    settle(page)
    page.evaluate(EXPAND)
    assert list_unsafe_content(page, commune) == []
    page.goto(f"{commune}/meeting?note=2")
    settle(page)
    assert list_unsafe_content(page, commune) == []
    assert listener.requests == []


def test_downloads_contain_no_formula(commune: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{commune}/titles?title=gia_dinh&year=2025")
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải CSV").first.click()
    download.value.save_as(tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert any(cell.startswith("'=cmd") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "@", "|", "+", "-c"))]

    page.goto(f"{commune}/upload")
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=".xlsx").first.click()
    download.value.save_as(tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_checks_detect_a_page_without_escaping(listener: Listener, page: Page, tmp_path: Path) -> None:
    """The control: the same checks report a page with unescaped payloads."""
    before = Listener(listener.address, list(listener.requests))
    content = "".join(payloads(listener.address)) + f'<a href="{listener.address}/a">x</a>'
    (tmp_path / "raw.html").write_text(f"<main>{content}</main>", encoding="utf-8")
    page.goto((tmp_path / "raw.html").as_uri())
    page.wait_for_function("() => window.__pwned > 0")
    page.wait_for_load_state("load")  # includes the external images

    assert len(list_unsafe_content(page, "http://127.0.0.1:1")) >= 3
    assert len(listener.requests) > len(before.requests)
    listener.requests[:] = before.requests
