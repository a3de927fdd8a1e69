"""Signing in and out: plain HTML that needs no script."""

import asyncio
import math
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from learning_coverage import charts
from learning_coverage.access.accounts import LONGEST, LONGEST_NAME, Account, digest_of, key_of
from learning_coverage.access.registry import Keeper
from learning_coverage.config import ROOT
from learning_coverage.web.asgi import address_of
from learning_coverage.wording import LANGUAGES, Wording

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
OTHER, BACK = f"{SIGN_IN}/other", f"{SIGN_IN}/back"  # where an account of another place is used
COOKIE = "learning_session"
LONGEST_FORM = 8192  # bytes
AT_ONCE = 2  # passwords looked at at the same time: each takes 64 MB
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FILES = {
    "style.css": Path(__file__).parent / "sign_in.css",
    **{
        name: ROOT / "static" / "fonts" / name for name in ("BeVietnamPro-Regular.woff2", "BeVietnamPro-SemiBold.woff2")
    },
}
say = Wording(LANGUAGES[0])
_templates = charts.environment(Path(__file__).parent / "templates")


def routes(desk: "Desk") -> list[Route]:
    """The page, its files, and the two acts."""
    return [
        Route(SIGN_IN, desk.page, methods=["GET"]),
        Route(SIGN_IN, desk.sign_in, methods=["POST"]),
        Route(f"{SIGN_IN}/{{name}}", file, methods=["GET"]),
        Route(SIGN_OUT, desk.sign_out, methods=["GET", "POST"]),
    ]


class Desk:
    """Where people sign in."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._looking = asyncio.Semaphore(AT_ONCE)

    async def page(self, request: Request) -> Response:
        return self._drawn(request)

    async def sign_in(self, request: Request) -> Response:
        typed = await _form(request)
        name, password = typed.get("name", ""), typed.get("password", "")
        key, address = key_of(name)[:LONGEST_NAME], address_of(request.scope)
        if wait := math.ceil(self._keeper.patience.seconds(key, address)):
            words = {"seconds": wait}
            return self._drawn(request, "wait", 429, {"Retry-After": str(wait)}, **words)
        # Counted before it is looked at, so that many tries at the same time gain nothing.
        self._keeper.patience.failed(key, address)
        async with self._looking:
            account = await run_in_threadpool(self._keeper.accounts.checked, name, password[: LONGEST + 1])
        if account is None:
            known = self._keeper.accounts.find(name) if len(name) <= LONGEST_NAME else None
            # Of a name nobody has nothing is written down: it may be a password in the wrong field.
            await self._record("sign_in_failed", known.name if known else "?", address)
            return self._drawn(request, "wrong", 403)
        self._keeper.patience.succeeded(key, address)
        return await self.welcome(request, account, typed.get("next", ""))

    async def welcome(self, request: Request, account: Account, wanted: str) -> Response:
        """A new session; the one before in this browser ends."""
        await self._leave(request)
        cookie = await run_in_threadpool(self._keeper.sessions.start, account)
        await self._record("signed_in", account.name, address_of(request.scope))
        answer = HTMLResponse(onward(here(wanted)))
        answer.set_cookie(
            COOKIE,
            cookie,
            max_age=self._keeper.access.session_hours * 3600,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return answer

    async def sign_out(self, request: Request) -> Response:
        account = self._session(request)
        await self._leave(request)
        if account:
            await self._record("signed_out", account.name, address_of(request.scope))
        answer = RedirectResponse(SIGN_IN, 303)
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return answer

    def refusing(self, request: Request | None, code: str, status: int = 403) -> Response:
        """The page again with what went wrong at the other place."""
        oidc = self._keeper.access.oidc
        return self._drawn(request, code, status, label=oidc.label if oidc else "")

    def _session(self, request: Request) -> Account | None:
        cookie = request.cookies.get(COOKIE)
        return self._keeper.sessions.account_of(digest_of(cookie)) if cookie else None

    async def _leave(self, request: Request) -> None:
        if cookie := request.cookies.get(COOKIE):
            await run_in_threadpool(self._keeper.sessions.end, digest_of(cookie))

    async def _record(self, event: str, by: str, address: str) -> None:
        await run_in_threadpool(self._keeper.audit.write, event, by, address=address)

    def _drawn(
        self,
        request: Request | None,
        wrong: str | None = None,
        status: int = 200,
        headers: dict[str, str] | None = None,
        **words: int | str,
    ) -> Response:
        asked = request.query_params if request else {}
        told = asked.get("lang")
        w = Wording(told if told in LANGUAGES else LANGUAGES[0])
        other = next(language for language in LANGUAGES if language != w.language)
        wanted = here(asked.get("next", ""))
        html = _templates.get_template("sign_in.html").render(
            w=w,
            wrong=w(f"sign_in.{wrong}", **words) if wrong else None,
            other=other,
            other_word=Wording(other)("app.language"),
            other_address=f"{SIGN_IN}?{urlencode({'lang': other, 'next': wanted})}",
            wanted=wanted,
            public=self._keeper.access.public,
            oidc=self._keeper.access.oidc,
            nobody=not self._keeper.accounts.all(),
        )
        return HTMLResponse(
            html, status, {"Content-Security-Policy": POLICY, "Cache-Control": "no-store", **(headers or {})}
        )


async def file(request: Request) -> Response:
    """What the page looks like; nothing else of the server is reached this way."""
    path = FILES.get(request.path_params["name"])
    return FileResponse(path) if path else Response(status_code=404)


def onward(address: str) -> str:
    """A page that goes on by itself, as a step from this site to this site, so that the strict cookie comes along."""
    return _templates.get_template("onward.html").render(address=address, w=say)


def here(address: str) -> str:
    """An address of this site, as a path; anything else is the first page."""
    strange = not address.startswith("/") or address.startswith(("//", "/\\")) or not address.isprintable()
    return "/" if strange or address.startswith((SIGN_IN, SIGN_OUT)) else address


async def _form(request: Request) -> dict[str, str]:
    """The fields of a small form; one that is too long has none."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FORM:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10)
    return {name: values[0] for name, values in fields.items()}
