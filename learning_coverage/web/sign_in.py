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
from learning_coverage.access.accounts import MAX_NAME_LENGTH, MAX_PASSWORD_LENGTH, Account, hash_secret, normalise_name
from learning_coverage.access.registry import AccessRegistry
from learning_coverage.config import ROOT
from learning_coverage.web.asgi import client_ip
from learning_coverage.wording import LANGUAGES, Wording

SIGN_IN_PATH, SIGN_OUT_PATH = "/sign-in", "/sign-out"
OIDC_START_PATH, OIDC_CALLBACK_PATH = (
    f"{SIGN_IN_PATH}/other",
    f"{SIGN_IN_PATH}/back",
)  # where an account of another place is used
COOKIE_NAME = "learning_session"
MAX_FORM_BYTES = 8192  # bytes
MAX_PARALLEL_CHECKS = 2  # passwords looked at at the same time: each takes 64 MB
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STATIC_FILES = {
    "style.css": Path(__file__).parent / "sign_in.css",
    **{
        name: ROOT / "static" / "fonts" / name for name in ("BeVietnamPro-Regular.woff2", "BeVietnamPro-SemiBold.woff2")
    },
}
text = Wording(LANGUAGES[0])
_templates = charts.create_environment(Path(__file__).parent / "templates")


def routes(pages: "SignInPages") -> list[Route]:
    """The page, its files, and the two acts."""
    return [
        Route(SIGN_IN_PATH, pages.show_form, methods=["GET"]),
        Route(SIGN_IN_PATH, pages.sign_in, methods=["POST"]),
        Route(f"{SIGN_IN_PATH}/{{name}}", serve_file, methods=["GET"]),
        Route(SIGN_OUT_PATH, pages.sign_out, methods=["GET", "POST"]),
    ]


class SignInPages:
    """Where people sign in."""

    def __init__(self, registry: AccessRegistry) -> None:
        self._registry = registry
        self._check_slots = asyncio.Semaphore(MAX_PARALLEL_CHECKS)

    async def show_form(self, request: Request) -> Response:
        return self._render(request)

    async def sign_in(self, request: Request) -> Response:
        typed = await _read_form(request)
        name, password = typed.get("name", ""), typed.get("password", "")
        key, address = normalise_name(name)[:MAX_NAME_LENGTH], client_ip(request.scope)
        if wait := math.ceil(self._registry.throttle.compute_wait(key, address)):
            words = {"seconds": wait}
            return self._render(request, "wait", 429, {"Retry-After": str(wait)}, **words)
        # Counted before it is looked at, so that many tries at the same time gain nothing.
        self._registry.throttle.record_failure(key, address)
        async with self._check_slots:
            account = await run_in_threadpool(
                self._registry.accounts.authenticate, name, password[: MAX_PASSWORD_LENGTH + 1]
            )
        if account is None:
            known = self._registry.accounts.find(name) if len(name) <= MAX_NAME_LENGTH else None
            # Of a name nobody has nothing is written down: it may be a password in the wrong field.
            await self._audit("sign_in_failed", known.name if known else "?", address)
            return self._render(request, "wrong", 403)
        self._registry.throttle.clear_failures(key, address)
        return await self.start_session(request, account, typed.get("next", ""))

    async def start_session(self, request: Request, account: Account, wanted: str) -> Response:
        """A new session; the one before in this browser ends."""
        await self._end_session(request)
        cookie = await run_in_threadpool(self._registry.sessions.start, account)
        await self._audit("signed_in", account.name, client_ip(request.scope))
        answer = HTMLResponse(render_redirect(local_path(wanted)))
        answer.set_cookie(
            COOKIE_NAME,
            cookie,
            max_age=self._registry.access.session_hours * 3600,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return answer

    async def sign_out(self, request: Request) -> Response:
        account = self._account_of(request)
        await self._end_session(request)
        if account:
            await self._audit("signed_out", account.name, client_ip(request.scope))
        answer = RedirectResponse(SIGN_IN_PATH, 303)
        answer.delete_cookie(COOKIE_NAME, httponly=True, samesite="strict")
        return answer

    def show_error(self, request: Request | None, code: str, status: int = 403) -> Response:
        """The page again with what went wrong at the other place."""
        oidc = self._registry.access.oidc
        return self._render(request, code, status, label=oidc.label if oidc else "")

    def _account_of(self, request: Request) -> Account | None:
        cookie = request.cookies.get(COOKIE_NAME)
        return self._registry.sessions.find_account(hash_secret(cookie)) if cookie else None

    async def _end_session(self, request: Request) -> None:
        if cookie := request.cookies.get(COOKIE_NAME):
            await run_in_threadpool(self._registry.sessions.end, hash_secret(cookie))

    async def _audit(self, event: str, by: str, address: str) -> None:
        await run_in_threadpool(self._registry.audit.write, event, by, address=address)

    def _render(
        self,
        request: Request | None,
        error: str | None = None,
        status: int = 200,
        headers: dict[str, str] | None = None,
        **words: int | str,
    ) -> Response:
        asked = request.query_params if request else {}
        told = asked.get("lang")
        w = Wording(told if told in LANGUAGES else LANGUAGES[0])
        other = next(language for language in LANGUAGES if language != w.language)
        wanted = local_path(asked.get("next", ""))
        html = _templates.get_template("sign_in.html").render(
            w=w,
            wrong=w(f"sign_in.{error}", **words) if error else None,
            other=other,
            other_word=Wording(other)("app.language"),
            other_address=f"{SIGN_IN_PATH}?{urlencode({'lang': other, 'next': wanted})}",
            wanted=wanted,
            public=self._registry.access.public,
            oidc=self._registry.access.oidc,
            nobody=not self._registry.accounts.all(),
        )
        return HTMLResponse(
            html,
            status,
            {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Cache-Control": "no-store", **(headers or {})},
        )


async def serve_file(request: Request) -> Response:
    """What the page looks like; nothing else of the server is reached this way."""
    path = STATIC_FILES.get(request.path_params["name"])
    return FileResponse(path) if path else Response(status_code=404)


def render_redirect(address: str) -> str:
    """A page that goes on by itself, as a step from this site to this site, so that the strict cookie comes along."""
    return _templates.get_template("onward.html").render(address=address, w=text)


def local_path(address: str) -> str:
    """An address of this site, as a path; anything else is the first page."""
    strange = not address.startswith("/") or address.startswith(("//", "/\\")) or not address.isprintable()
    return "/" if strange or address.startswith((SIGN_IN_PATH, SIGN_OUT_PATH)) else address


async def _read_form(request: Request) -> dict[str, str]:
    """The fields of a small form; one that is too long has none."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_FORM_BYTES:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10)
    return {name: values[0] for name, values in fields.items()}
