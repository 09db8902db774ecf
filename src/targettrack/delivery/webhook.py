"""Sending verdicts to an address on the web."""

from __future__ import annotations

import http.client
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from targettrack import __version__
from targettrack.faults import PostFault
from targettrack.message import Message

TIMEOUT = 30.0  # seconds


class _Staying(HTTPRedirectHandler):
    """Takes a redirect for a refusal."""

    def redirect_request(self, *_: object) -> None:
        """Follow none."""


def post_json(url: str, text: str) -> int:
    """Send JSON with POST and return the status of the answer, from 200 to 299.

    Certificates are verified, and redirects, which would turn the request into another, are not
    followed.

    Raises:
        PostFault: it is no http(s) address, nobody answers, or the answer is no. It names the host
            alone, since such addresses often hold a secret.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise PostFault(url, Message("is not an address: write https://example.vn/hook"))
    headers = {"Content-Type": "application/json", "User-Agent": f"targettrack/{__version__}"}
    request = Request(url, text.encode(), headers, method="POST")  # noqa: S310 - checked above
    try:
        with build_opener(_Staying).open(request, timeout=TIMEOUT) as answer:
            return int(answer.status)
    except HTTPError as error:
        raise PostFault(
            parts.hostname,
            Message("answers {code:d} {reason}", code=error.code, reason=error.reason),
        ) from None
    except URLError as error:
        raise PostFault(
            parts.hostname, Message("cannot be reached: {reason}", reason=str(error.reason))
        ) from None
    except (OSError, http.client.HTTPException) as error:
        raise PostFault(parts.hostname, Message("broke off: {error}", error=str(error))) from None
