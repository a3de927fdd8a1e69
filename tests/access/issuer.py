"""An OpenID Connect provider for tests: it issues a token for `claims` without asking for a password."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "learning", "secret-of-the-commune"


class Issuer:
    """`claims` go into the next token; `key` signs it, `published_key` is the key that clients verify it with."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.key = self.published_key = RSAKey.generate_key(2048, {"kid": "1"})
        self.authorization_request: dict[str, str] = {}
        self.address = ""

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, dict[str, str], object]:
        if path == "/.well-known/openid-configuration":
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            endpoints = {name: f"{self.address}/{end}" for name, end in ends.items()}
            return 200, {}, {"issuer": self.address, "id_token_signing_alg_values_supported": ["RS256"], **endpoints}
        if path == "/keys":
            return 200, {}, {"keys": [self.published_key.as_dict(private=False)]}
        if path == "/authorize":
            self.authorization_request = query
            return 302, {"Location": f"{query['redirect_uri']}?{urlencode({'code': 'c', 'state': query['state']})}"}, ""
        proof = base64.urlsafe_b64encode(hashlib.sha256(query["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if proof != self.authorization_request["code_challenge"]:
            return 400, {}, {"error": "invalid_grant"}
        now = int(time.time())
        standard_claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "1",
            "iat": now,
            "exp": now + 60,
            "nonce": self.authorization_request["nonce"],
        }
        token = jwt.encode({"alg": "RS256", "kid": "1"}, standard_claims | self.claims, self.key)
        return 200, {}, {"access_token": "x", "token_type": "Bearer", "id_token": token}


@contextmanager
def issuing() -> Iterator[Issuer]:
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(urlsplit(self.path).query)

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _answer(self, query: str) -> None:
            parameters = {name: values[0] for name, values in parse_qs(query).items()}
            status, headers, body = issuer.answer(urlsplit(self.path).path, parameters)
            data = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(data)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield issuer
    server.shutdown()
