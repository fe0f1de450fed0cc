import hashlib
import json

import pytest

from jobs.adapters.argos_packages import installed_packages
from jobs.adapters.models.argos_index import download_packages, offers
from jobs.problems import Problem


@pytest.fixture
def argos(tmp_path):
    return tmp_path / "argos"


@pytest.fixture
def index(site, package_bytes):
    for source in ("ru", "uk"):
        site.answers[f"/{source}.argosmodel"] = package_bytes(source)
    return site.index(site.entry("ru"), site.entry("uk"), {"code": "odd"}, "odder")


def test_both_packages_are_installed_with_their_checksums_kept(site, index, argos, package_bytes):
    told = []
    packages = download_packages(argos, index, lambda *heard: told.append(heard))
    assert [(package.source, package.version) for package in packages] == [
        ("ru", "1.9"), ("uk", "1.9"),
    ]  # fmt: skip
    lock = json.loads((argos / "checksums.json").read_text(encoding="utf-8"))
    expected = hashlib.sha256(package_bytes("ru")).hexdigest()
    assert lock["translate-ru_en-1.9.argosmodel"]["sha256"] == expected
    assert told[0][0] == "download translate-ru_en-1.9.argosmodel"
    assert told[-1][1] == told[-1][2]


def test_what_is_installed_is_not_downloaded_again(site, index, argos):
    download_packages(argos, index)
    before = len(site.asked)
    download_packages(argos, index)
    assert [path for path, _ in site.asked[before:]] == ["/index.json"]


def test_a_newer_version_is_installed_beside_the_old_and_taken_first(site, index, argos,
                                                                      package_bytes):  # fmt: skip
    download_packages(argos, index)
    site.answers["/new.argosmodel"] = package_bytes("ru", version="1.10")
    index = site.index(
        site.entry("ru"), site.entry("ru", "1.10", "/new.argosmodel"), site.entry("uk")
    )
    assert download_packages(argos, index)[0].version == "1.10"
    assert installed_packages([argos])[0].version == "1.10"


def test_a_damaged_installation_is_mended(index, argos):
    folder = download_packages(argos, index)[0].folder
    (folder / "model" / "model.bin").unlink()
    assert download_packages(argos, index)[0].broken is None
    assert (folder / "model" / "model.bin").exists()


def test_a_download_that_differs_from_the_first_is_not_installed(site, index, argos, package_bytes):
    folder = download_packages(argos, index)[0].folder
    (folder / "model" / "model.bin").unlink()
    site.answers["/ru.argosmodel"] = package_bytes("ru", note="another build")
    with pytest.raises(Problem, match=r"checksums\.json has it, so nothing was installed"):
        download_packages(argos, index)
    assert not (folder / "model" / "model.bin").exists()


def test_a_checksum_that_the_index_gives_is_held_to(site, argos, package_bytes):
    site.answers["/ru.argosmodel"] = package_bytes("ru")
    index = site.index(site.entry("ru", sha256="0" * 64), site.entry("uk"))
    with pytest.raises(Problem, match="as the index has it"):
        download_packages(argos, index)
    assert installed_packages([argos]) == []


def test_a_body_cut_short_is_never_installed(site, index, argos, package_bytes):
    whole = package_bytes("ru")

    def short(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(whole)))
        handler.end_headers()
        handler.wfile.write(whole[: len(whole) // 2])

    site.answers["/ru.argosmodel"] = short
    with pytest.raises(Problem, match="the connection broke before the end"):
        download_packages(argos, index)
    assert sum(path == "/ru.argosmodel" for path, _ in site.asked) == 3
    assert list(argos.iterdir()) == []


def test_a_broken_connection_is_taken_up_where_it_broke(site, index, argos, package_bytes):
    whole = package_bytes("ru")
    half = len(whole) // 2

    def in_parts(handler):
        asked = handler.headers.get("Range")
        begin = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
        handler.send_response(206 if begin else 200)
        handler.send_header("ETag", '"v1"')
        handler.send_header("Content-Length", str(len(whole) - begin))
        handler.end_headers()
        handler.wfile.write(whole[begin:] if begin else whole[:half])

    site.answers["/ru.argosmodel"] = in_parts
    assert download_packages(argos, index)[0].broken is None
    assert ("/ru.argosmodel", f"bytes={half}-") in site.asked


def test_a_server_that_ignores_the_range_is_begun_again(site, index, argos, package_bytes):
    whole = package_bytes("ru")
    times = []

    def once_short(handler):
        times.append(1)
        handler.send_response(200)
        handler.send_header("ETag", '"v1"')
        handler.send_header("Content-Length", str(len(whole)))
        handler.end_headers()
        handler.wfile.write(whole[:100] if len(times) == 1 else whole)

    site.answers["/ru.argosmodel"] = once_short
    assert download_packages(argos, index)[0].broken is None


@pytest.mark.parametrize(("status", "attempts"), [(404, 1), (403, 1), (500, 3)])
def test_a_refusal_is_one_sentence_with_the_way_out(site, index, argos, status, attempts):
    site.answers["/ru.argosmodel"] = status
    with pytest.raises(Problem, match=rf"the server says {status} .*make models FROM=DIR"):
        download_packages(argos, index)
    assert sum(path == "/ru.argosmodel" for path, _ in site.asked) == attempts


def test_the_next_address_is_tried_where_one_fails(site, index, argos, package_bytes):
    entry = site.entry("ru")
    entry["links"] = [f"{site.url}/gone", "ftp://example.org/x", *entry["links"]]
    index = site.index(entry, site.entry("uk"))
    assert len(download_packages(argos, index)) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html>", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        (b"{}", "offers no package ru"),
        (b"[]", "offers no package ru"),
        (b'[{"from_code": "ru", "to_code": "en", "links": "x"}]', "offers no package ru"),
    ],
)
def test_an_index_of_garbage_is_one_sentence_with_the_way_out(site, content, said):
    site.answers["/index.json"] = content
    with pytest.raises(Problem, match=rf"(?s){said}.*make models FROM=DIR"):
        offers(f"{site.url}/index.json")


def test_an_index_that_cannot_be_reached_is_one_sentence_with_the_way_out(site):
    site.close()
    with pytest.raises(Problem, match=r"the Argos index cannot be reached .*make models FROM=DIR"):
        offers(f"{site.url}/index.json")


def test_a_web_page_in_the_package_s_place_is_not_installed(site, index, argos):
    site.answers["/ru.argosmodel"] = b"<html>Please log in to the hotel's network</html>"
    with pytest.raises(Problem, match="is damaged or no zip archive"):
        download_packages(argos, index)
    assert installed_packages([argos]) == []


def test_a_package_of_another_pair_is_not_installed(site, index, argos, package_bytes):
    site.answers["/ru.argosmodel"] = package_bytes("de")
    with pytest.raises(Problem, match="translates de→en, not ru→en"):
        download_packages(argos, index)
    assert installed_packages([argos]) == []


def test_a_record_of_checksums_that_cannot_be_read_is_named(index, argos):
    argos.mkdir()
    (argos / "checksums.json").write_text("{", encoding="utf-8")
    with pytest.raises(Problem, match=r"checksums\.json: the record of checksums cannot be read"):
        download_packages(argos, index)
