"""The sign-in pages: signing in and out, in plain HTML without scripts."""

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
# To the identity provider and back.
OIDC_START_PATH, OIDC_CALLBACK_PATH = f"{SIGN_IN_PATH}/other", f"{SIGN_IN_PATH}/back"
COOKIE_NAME = "learning_session"
MAX_FORM_BYTES = 8192
MAX_PARALLEL_CHECKS = 2  # of passwords: each takes 64 MB
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
    """The routes of the form, its files, signing in and signing out."""
    return [
        Route(SIGN_IN_PATH, pages.show_form, methods=["GET"]),
        Route(SIGN_IN_PATH, pages.sign_in, methods=["POST"]),
        Route(f"{SIGN_IN_PATH}/{{name}}", serve_file, methods=["GET"]),
        Route(SIGN_OUT_PATH, pages.sign_out, methods=["GET", "POST"]),
    ]


class SignInPages:
    """The handlers of the sign-in pages."""

    def __init__(self, registry: AccessRegistry) -> None:
        self._registry = registry
        self._check_slots = asyncio.Semaphore(MAX_PARALLEL_CHECKS)

    async def show_form(self, request: Request) -> Response:
        """The empty form."""
        return self._render(request)

    async def sign_in(self, request: Request) -> Response:
        """A session for a correct name and password; else the form with a message: 403, or 429 with a wait."""
        form = await _read_form(request)
        name, password = form.get("name", ""), form.get("password", "")
        key, address = normalise_name(name)[:MAX_NAME_LENGTH], client_ip(request.scope)
        if wait := math.ceil(self._registry.throttle.compute_wait(key, address)):
            return self._render(request, "wait", 429, {"Retry-After": str(wait)}, seconds=wait)
        # Counted before the check, so that parallel attempts gain nothing.
        self._registry.throttle.record_failure(key, address)
        async with self._check_slots:
            account = await run_in_threadpool(
                self._registry.accounts.authenticate, name, password[: MAX_PASSWORD_LENGTH + 1]
            )
        if account is None:
            known = self._registry.accounts.find(name) if len(name) <= MAX_NAME_LENGTH else None
            # An unknown name is not logged: it may be a password in the wrong field.
            await self._audit("sign_in_failed", known.name if known else "?", address)
            return self._render(request, "wrong", 403)
        self._registry.throttle.clear_failures(key, address)
        return await self.start_session(request, account, form.get("next", ""))

    async def start_session(self, request: Request, account: Account, next_path: str) -> Response:
        """Start a session, ending the one before in this browser; a redirect to `next_path` with its cookie."""
        await self._end_session(request)
        cookie = await run_in_threadpool(self._registry.sessions.start, account)
        await self._audit("signed_in", account.name, client_ip(request.scope))
        response = HTMLResponse(render_redirect(local_path(next_path)))
        response.set_cookie(
            COOKIE_NAME,
            cookie,
            max_age=self._registry.access.session_hours * 3600,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return response

    async def sign_out(self, request: Request) -> Response:
        """End the session; a redirect to the form."""
        account = self._account_of(request)
        await self._end_session(request)
        if account:
            await self._audit("signed_out", account.name, client_ip(request.scope))
        response = RedirectResponse(SIGN_IN_PATH, 303)
        response.delete_cookie(COOKIE_NAME, httponly=True, samesite="strict")
        return response

    def show_error(self, request: Request | None, code: str, status: int = 403) -> Response:
        """The form with the message of an error at the identity provider."""
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
        params = request.query_params if request else {}
        language = params.get("lang")
        w = Wording(language if language in LANGUAGES else LANGUAGES[0])
        other = next(language for language in LANGUAGES if language != w.language)
        next_path = local_path(params.get("next", ""))
        html = _templates.get_template("sign_in.html").render(
            w=w,
            error=w(f"sign_in.{error}", **words) if error else None,
            other=other,
            other_word=Wording(other)("app.language"),
            other_address=f"{SIGN_IN_PATH}?{urlencode({'lang': other, 'next': next_path})}",
            next_path=next_path,
            public=self._registry.access.public,
            oidc=self._registry.access.oidc,
            has_no_accounts=not self._registry.accounts.all(),
        )
        return HTMLResponse(
            html,
            status,
            {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Cache-Control": "no-store", **(headers or {})},
        )


async def serve_file(request: Request) -> Response:
    """A stylesheet or font of the sign-in pages; 404 for any other name."""
    path = STATIC_FILES.get(request.path_params["name"])
    return FileResponse(path) if path else Response(status_code=404)


def render_redirect(address: str) -> str:
    """A page that redirects by itself: a redirect within the site, on which browsers send the strict cookie."""
    return _templates.get_template("onward.html").render(address=address, w=text)


def local_path(address: str) -> str:
    """The address if it is a path of this site, else `/`."""
    is_foreign = not address.startswith("/") or address.startswith(("//", "/\\")) or not address.isprintable()
    return "/" if is_foreign or address.startswith((SIGN_IN_PATH, SIGN_OUT_PATH)) else address


async def _read_form(request: Request) -> dict[str, str]:
    """The fields of a form; none when it is longer than MAX_FORM_BYTES."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_FORM_BYTES:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10)
    return {name: values[0] for name, values in fields.items()}
