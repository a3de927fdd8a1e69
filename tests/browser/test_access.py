"""Sign-in in a real browser: pages run under the content security policy without console errors."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.access.conftest import PASSWORD, RunningServer, serve  # noqa: F401  a fixture
from tests.browser.conftest import COMPUTER, Watched

pytestmark = pytest.mark.browser


def test_pages_behind_sign_in_run_under_the_content_security_policy(chromium: Browser, serve) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    house: RunningServer = serve()
    context = chromium.new_context(viewport=COMPUTER, locale="vi-VN")
    watched = Watched(context.new_page())
    page = watched.page
    page.goto(f"{house.address}/history")
    expect(page).to_have_url(re.compile("/sign-in[?]next=%2Fhistory$"))
    page.fill("#name", "publisher")
    page.fill("#password", PASSWORD)
    page.click("button")
    page.wait_for_url("**/history*")
    watched.settle()
    expect(page.locator("h1")).to_have_text("Lịch sử nạp số liệu")
    for place in ("", "titles", "meeting", "quotas", "upload"):
        watched.open(f"{house.address}/{place}")
    page.get_by_text("Đăng xuất").click()
    page.wait_for_url("**/sign-in")
    assert watched.problems == []
    context.close()
