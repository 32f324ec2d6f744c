"""Headers of every answer: nothing is loaded from elsewhere, nothing runs that stands in a page, nothing is framed.

No HSTS: an office serves plain HTTP inside its own network, and whoever puts TLS before it adds the header there.
"""

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
FILES = frozenset({"static", "bootstrap.static"})
"""Endpoints whose answers hold no data of the office and may be kept; their addresses change with their content."""


def _add(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint not in FILES:
        response.headers["Cache-Control"] = "no-store"
    return response


def install(app: Flask) -> None:
    """Send the headers with every answer of the application."""
    app.after_request(_add)
