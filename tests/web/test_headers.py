import pytest


@pytest.mark.parametrize("path", ["/login", "/", "/no/such/page", "/health", "/static/bihuan.css"])
def test_every_answer_carries_the_headers(client_as, path):
    headers = client_as("operator").get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["img-src"] == "'self' data:"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("path", ["/login", "/", "/no/such/page"])
def test_pages_are_kept_by_nobody(client_as, path):
    assert client_as("operator").get(path).headers["Cache-Control"] == "no-store"


def test_a_packed_file_is_kept_for_a_year_under_the_print_of_its_content(app, client):
    with app.test_request_context():
        address = app.url_for("static", filename="bihuan.css")
        bootstrap = app.url_for("bootstrap.static", filename="css/bootstrap.min.css")
    for one in (address, bootstrap):
        assert "?v=" in one
        assert "max-age=31536000, immutable" in client.get(one).headers["Cache-Control"]
    assert "immutable" not in client.get("/static/bihuan.css").headers["Cache-Control"]


def test_the_server_does_not_tell_what_it_is(client):
    assert "Server" not in client.get("/login").headers
