import json
import stat
import zipfile

import pytest

from jobs.adapters.argos_packages import install_package, installed_packages
from jobs.problems import Problem


@pytest.fixture
def save(tmp_path, package_bytes):
    def save(content=None, **parts):
        file = tmp_path / "download.argosmodel"
        file.write_bytes(package_bytes(**parts) if content is None else content)
        return file

    return save


def test_a_package_is_installed_under_its_pair_and_version(save, tmp_path):
    package = install_package(save(), tmp_path / "argos")
    assert (package.source, package.target, package.version) == ("ru", "en", "1.9")
    assert package.folder == tmp_path / "argos" / "translate-ru_en-1_9"
    assert installed_packages([tmp_path / "argos", tmp_path / "absent"]) == [package]


def test_installing_again_replaces_the_same_version_and_leaves_no_remains(save, tmp_path):
    install_package(save(), tmp_path / "argos")
    (tmp_path / "argos" / "translate-ru_en-1_9" / "stray").write_text("x", encoding="utf-8")
    package = install_package(save(), tmp_path / "argos")
    assert not (package.folder / "stray").exists()
    assert [path.name for path in (tmp_path / "argos").iterdir()] == ["translate-ru_en-1_9"]


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/tmp/evil.txt", "x/../../evil", "..\\evil.txt", "C:\\evil.txt"]
)
def test_an_archive_that_writes_outside_its_folder_is_refused(save, tmp_path, name):
    file = save(extra=[(name, "evil")])
    with pytest.raises(Problem, match="leads out of its folder"):
        install_package(file, tmp_path / "argos")
    assert list((tmp_path / "argos").iterdir()) == []
    assert not list(tmp_path.rglob("evil*"))


def test_an_archive_with_a_link_is_refused(save, tmp_path):
    link = zipfile.ZipInfo("translate-ru_en-1_9/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(Problem, match="a link or a device"):
        install_package(save(extra=[(link, "/etc/passwd")]), tmp_path / "argos")


def test_an_archive_that_claims_to_unpack_to_gigabytes_is_refused(save, tmp_path, monkeypatch):
    monkeypatch.setattr("jobs.adapters.argos_packages.UNPACKED_LIMIT", 1000)
    with pytest.raises(Problem, match="unpacks to over"):
        install_package(save(), tmp_path / "argos")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"leave_out": ["model.bin"]}, "has no model/model.bin"),
        ({"leave_out": ["sentencepiece.model"]}, "neither sentencepiece.model nor bpe.model"),
        ({"leave_out": ["metadata.json"]}, "has no metadata.json"),
        ({"extra": [("other/metadata.json", "{}")]}, "holds 2 folders"),
        ({"leave_out": ["model.bin", ".model", ".json"]}, "holds 0 folders"),
        ({"type": "sbd"}, "not a translator"),
    ],
)
def test_what_is_no_whole_package_is_not_installed(save, tmp_path, parts, said):
    with pytest.raises(Problem, match=said) as problem:
        install_package(save(**parts), tmp_path / "argos")
    assert str(problem.value).startswith(str(tmp_path / "download.argosmodel"))
    assert installed_packages([tmp_path / "argos"]) == []


def test_a_damaged_archive_is_not_installed(save, tmp_path, package_bytes):
    whole = package_bytes()
    place = whole.index(b"weights ru")
    garbled = whole[:place] + b"WEIGHTS" + whole[place + 7 :]
    for content in (b"", b"<html>404</html>", whole[:-40], whole[: len(whole) // 2], garbled):
        with pytest.raises(Problem, match="Download it again"):
            install_package(save(content), tmp_path / "argos")
    assert list((tmp_path / "argos").iterdir()) == []


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Problem, match=r"absent\.argosmodel: there is no such file"):
        install_package(tmp_path / "absent.argosmodel", tmp_path / "argos")


def test_metadata_cannot_choose_a_folder_elsewhere(save, tmp_path):
    package = install_package(save(version="../../evil"), tmp_path / "argos")
    assert package.folder.parent == tmp_path / "argos"


def test_the_newest_version_comes_first_and_damage_is_told(save, tmp_path):
    argos = tmp_path / "argos"
    for version in ("1.9", "1.10", "1.2"):
        install_package(save(version=version), argos)
    assert [package.version for package in installed_packages([argos])] == ["1.10", "1.9", "1.2"]
    (argos / "translate-ru_en-1_9" / "metadata.json").write_text(json.dumps(7), encoding="utf-8")
    broken = [package for package in installed_packages([argos]) if package.broken]
    assert [package.folder.name for package in broken] == ["translate-ru_en-1_9"]
