"""The dashboard behind its gate in a real browser: signing in, and a console without a word."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.access.conftest import PASSWORD, House, serve  # noqa: F401  a fixture
from tests.browser.conftest import COMPUTER, Watched

pytestmark = pytest.mark.browser


def test_the_pages_run_under_the_policy(chromium: Browser, serve) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    house: House = serve()
    context = chromium.new_context(viewport=COMPUTER, locale="vi-VN")
    watching = Watched(context.new_page())
    page = watching.page
    page.goto(f"{house.address}/history")
    expect(page).to_have_url(re.compile("/sign-in[?]next=%2Fhistory$"))
    page.fill("#name", "publisher")
    page.fill("#password", PASSWORD)
    page.click("button")
    page.wait_for_url("**/history*")
    watching.settle()
    expect(page.locator("h1")).to_have_text("Lịch sử nạp số liệu")
    for place in ("", "titles", "meeting", "quotas", "upload"):
        watching.open(f"{house.address}/{place}")
    page.get_by_text("Đăng xuất").click()
    page.wait_for_url("**/sign-in")
    assert watching.wrong == []
    context.close()
