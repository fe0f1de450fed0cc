import gzip
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.adapters.sources import SOURCES, files, read_drafts
from jobs.ports import Draft, Unreadable

SUFFIXES = sorted(suffix for make in SOURCES.values() for suffix in make(None).suffixes)
ARTICLE = "outlet: O\ntitle: T\n\nThe two leaders spoke on the telephone.\n"


def only(folder: Path) -> Draft | Unreadable:
    (found,) = read_drafts(folder)
    return found


def test_files_come_by_name_from_folders_below_too(tmp_path):
    for name in ("b.txt", "a/z.md", "a/a.txt", "c.MD"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ARTICLE)
    names = [found.source_file for found in read_drafts(tmp_path)]
    assert names == ["a/a.txt", "a/z.md", "b.txt", "c.MD"]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    assert read_drafts(tmp_path / "none") == []


def test_hidden_files_and_backups_are_passed_over(tmp_path):
    for name in (".a.md", "a.md~", "#a.md#", "a.md.bak", ".git/a.md", ".DS_Store", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ARTICLE)
    assert read_drafts(tmp_path) == []


def test_an_unknown_kind_is_told_with_the_known_ones(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    assert ".md" in only(tmp_path).reason


def test_a_packed_file_is_read_and_a_cut_off_one_is_told(tmp_path):
    packed = gzip.compress(ARTICLE.encode() * 20)
    (tmp_path / "a.txt.gz").write_bytes(packed)
    assert only(tmp_path).outlet == "O"
    (tmp_path / "a.txt.gz").write_bytes(packed[:-12])
    assert "cut off" in only(tmp_path).reason


@pytest.mark.parametrize("packed", [False, True])
def test_a_huge_file_is_never_taken_into_memory(tmp_path, packed):
    data = b"a" * (files.ARTICLE_LIMIT + 1)
    (tmp_path / "a.txt").write_bytes(gzip.compress(data) if packed else data)
    assert "more than 5 MB" in only(tmp_path).reason.replace("larger", "more")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text(ARTICLE)
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert "out of the folder" in only(folder).reason


def test_a_link_within_the_folder_is_followed(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert [type(found) for found in read_drafts(tmp_path)] == [Draft, Draft]


def test_links_to_nowhere_to_themselves_and_to_folders_are_told(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "c").symlink_to(tmp_path)
    assert all(isinstance(found, Unreadable) for found in read_drafts(tmp_path))
    assert len(read_drafts(tmp_path)) == 3


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert "regular" in only(tmp_path).reason


def test_a_file_that_may_not_be_opened_is_told(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(ARTICLE)

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert only(tmp_path).reason == "cannot be read (permission denied)"


def test_a_name_that_is_no_utf8_is_spelt_out(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text(ARTICLE)
    assert only(tmp_path).source_file == "\\xff.txt"


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf", b"\x00" * 999, os.urandom(0)])
def test_an_empty_file_of_any_kind_is_unreadable(tmp_path, suffix, data):
    (tmp_path / f"a{suffix}").write_bytes(data)
    assert all(isinstance(found, Unreadable) for found in read_drafts(tmp_path))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.parametrize("suffix", SUFFIXES)
@given(
    data=st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.lists(
        st.sampled_from(
            ["---", "outlet: O", "title:", "- a", "<p>", "<script>", "{", '"body":', "body,", "[x]"]
        )
    ).map(lambda lines: "\n".join(lines).encode())
)
def test_whatever_a_file_holds_nothing_is_raised_and_nothing_is_lost(tmp_path, suffix, data):
    (tmp_path / f"a{suffix}").write_bytes(data)
    for found in read_drafts(tmp_path):
        assert isinstance(found, Draft | Unreadable)
        assert found.source_file.startswith(f"a{suffix}")
