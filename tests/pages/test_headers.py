"""Headers: nothing foreign runs, nothing personal is kept, styles are kept for good."""

import gzip
import re
from dataclasses import replace

import pytest


def test_only_scripts_with_this_pages_nonce_run(client):
    answer = client.get("/sample/family")
    policy = answer.headers["Content-Security-Policy"]
    nonce = re.search(r"script-src 'self' 'nonce-([^']+)'", policy)[1]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    inline = re.findall(r"<(?:script|style)([^>]*)>", answer.text)
    assert inline
    assert all(f'nonce="{nonce}"' in attributes for attributes in inline)
    assert not re.search(r'\s(?:style|on\w+)="', answer.text)


def test_each_page_has_a_nonce_of_its_own(client):
    first, second = (client.get("/sample/family").headers for _ in range(2))
    assert first["Content-Security-Policy"] != second["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/sample/family", "/nowhere", "/crash", "/done"])
def test_every_answer_has_the_headers_and_is_not_kept(client, address):
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    # no-referrer would make every form fail on https
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


def test_over_https_browsers_are_told_to_stay_there(app, client):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], public_url="https://school.example")
    answer = client.get("/done", base_url="https://school.example")
    assert "Strict-Transport-Security" in answer.headers


@pytest.mark.parametrize(
    "name", ["evil.example", "localhost.evil.example", "127.0.0.1@evil.example", ""]
)
def test_a_request_under_another_name_gets_one_line_that_does_not_repeat_it(client, name):
    answer = client.get("/done", headers={"Host": name})
    assert (answer.status_code, answer.text) == (400, "This service has another name.\n")


def test_names_beside_the_public_one_are_a_setting(app, client):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], host_names=("inside.school.example",))
    assert client.get("/done", headers={"Host": "inside.school.example:8000"}).status_code == 200


def test_over_https_the_names_of_this_machine_are_others_too(app, client):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], public_url="https://school.example")
    assert client.get("/done", headers={"Host": "localhost"}).status_code == 400


def test_a_form_can_be_posted_over_https(app):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], host_names=("school.example",))
    client = app.test_client()
    secure = {"base_url": "https://school.example"}
    page = client.get("/sample/family", **secure).text
    token = re.search(r'csrf_token" value="([^"]+)"', page)[1]
    sender = {"Referer": "https://school.example/sample/family"}
    good = client.post("/button", data={"csrf_token": token}, headers=sender, **secure)
    assert good.status_code == 302
    bad = client.post("/button", data={"csrf_token": token}, **secure)
    assert bad.status_code == 400


def test_a_style_is_kept_for_good_under_the_name_of_its_content(client):
    page = client.get("/sample/family").text
    address = re.search(r'href="(/static/styles/school\.css\?v=\w+)"', page)[1]
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content_type == "text/css; charset=utf-8"
    wrong = client.get("/static/styles/school.css?v=0")
    assert "immutable" not in wrong.headers["Cache-Control"]


def test_text_files_are_compressed_for_those_who_can_read_it(client):
    plain = client.get("/static/styles/school.css")
    packed = client.get("/static/styles/school.css", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_an_unchanged_file_is_not_sent_again(client):
    tag = client.get("/static/styles/school.css").headers["ETag"]
    again = client.get("/static/styles/school.css", headers={"If-None-Match": tag})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["../config.py", "styles/../../config.py", "styles", "no.css"])
def test_nothing_outside_the_static_folder_is_served(client, name):
    assert client.get(f"/static/{name}").status_code == 404
    assert client.get(f"/static/{name.replace('..', '%2e%2e')}").status_code == 404


def test_the_first_page_weighs_less_than_60_kilobytes(client):
    page = client.get("/sample/family")
    links = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    links += re.findall(r'from "(/static/[^"]+)"', page.text)
    assert any("govuk-frontend.min.js" in link for link in links)
    sizes = [len(client.get(link, headers={"Accept-Encoding": "gzip"}).data) for link in set(links)]
    assert sum(sizes) + len(page.data) < 60_000


def test_a_page_leaves_compressed_and_never_twice_in_the_same_length(client):
    plain = client.get("/sample/family")
    answers = [client.get("/sample/family", headers={"Accept-Encoding": "gzip"}) for _ in range(12)]
    assert "Content-Encoding" not in plain.headers
    assert {each.headers["Content-Encoding"] for each in answers} == {"gzip"}
    assert "Accept-Encoding" in answers[0].headers["Vary"]
    assert "<h1" in gzip.decompress(answers[0].data).decode()
    assert all(len(each.data) < len(plain.data) / 2 for each in answers)
    assert len({len(each.data) for each in answers}) > 3
    assert answers[0].headers["Content-Length"] == str(len(answers[0].data))
