import shutil

import pytest

from jobs.adapters import models
from jobs.adapters.models import download, install_from, installed_models
from jobs.adapters.models.hub import download_model
from jobs.problems import Problem


@pytest.fixture
def usb_stick(places, package_bytes):
    folder = places / "usb"
    folder.mkdir()
    for source in ("ru", "uk"):
        (folder / f"{source}.argosmodel").write_bytes(package_bytes(source))
    (folder / "readme.txt").write_text("x", encoding="utf-8")
    return folder


def test_packages_from_a_folder_are_installed_without_a_network(usb_stick, places):
    lines = install_from(usb_stick)
    assert [line.split(":")[0] for line in lines] == ["translate-ru_en 1.9", "translate-uk_en 1.9"]
    used = [model.name for model in installed_models() if model.used]
    assert used == ["translate-ru_en", "translate-uk_en", "universal"]


def test_without_packages_the_built_in_models_are_used(places):
    assert [model.name for model in installed_models() if model.used] == ["compact", "universal"]
    assert all(model.origin and model.languages for model in installed_models())


def test_one_package_alone_is_listed_and_not_used(usb_stick):
    (usb_stick / "uk.argosmodel").unlink()
    install_from(usb_stick)
    assert [(model.name, model.used) for model in installed_models()] == [
        ("translate-ru_en", False), ("compact", True), ("universal", True),
    ]  # fmt: skip


def test_a_damaged_package_is_listed_with_what_it_lacks(usb_stick, places):
    install_from(usb_stick)
    folder = places / "cache" / "models" / "argos" / "translate-uk_en-1_9"
    shutil.rmtree(folder / "model")
    [damaged] = [model for model in installed_models() if model.note.startswith("damaged")]
    assert damaged.origin == str(folder)
    assert not damaged.used


@pytest.mark.parametrize("broken", [b"", b"not a zip"])
def test_a_broken_file_in_the_folder_is_named(usb_stick, broken):
    (usb_stick / "ru.argosmodel").write_bytes(broken)
    with pytest.raises(Problem, match=r"ru\.argosmodel: is damaged or no zip archive"):
        install_from(usb_stick)


def test_a_folder_without_packages_is_one_sentence_with_the_remedy(places):
    with pytest.raises(Problem, match=r"holds no \.argosmodel files"):
        install_from(places)
    with pytest.raises(Problem, match="is no folder"):
        install_from(places / "absent")


def test_packages_go_where_argos_translate_is_told_to_look(usb_stick, places, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(places / "elsewhere"))
    install_from(usb_stick)
    assert (places / "elsewhere" / "translate-ru_en-1_9" / "metadata.json").exists()


def test_a_named_encoder_is_whole_or_not_there(places, monkeypatch):
    def torn(repo, draft):
        (draft / "config.json").write_text("{}", encoding="utf-8")
        raise Problem("encoder: cannot be downloaded.")

    monkeypatch.setattr("jobs.adapters.models.hub._snapshot", torn)
    with pytest.raises(Problem):
        download_model("LaBSE", places / "hub")
    assert list((places / "hub").iterdir()) == []


def test_a_model_that_is_none_of_sentence_transformers_is_refused(places, monkeypatch):
    monkeypatch.setattr("jobs.adapters.models.hub._snapshot", lambda repo, draft: None)
    with pytest.raises(Problem, match="is no sentence-transformers model"):
        download_model("bert/tiny", places / "hub")


def test_a_named_encoder_is_downloaded_once_and_listed(places, site, usb_stick, monkeypatch):
    asked = []

    def snapshot(repo, draft):
        asked.append(repo)
        (draft / "modules.json").write_text("[]", encoding="utf-8")

    monkeypatch.setattr("jobs.adapters.models.hub._snapshot", snapshot)
    monkeypatch.setattr(models, "download_packages", lambda *arguments: [])
    for _ in range(2):
        download(encoders=["LaBSE", "universal", str(places)])
    assert asked == ["sentence-transformers/LaBSE"]
    [row] = [
        model for model in installed_models(encoder="LaBSE")
        if model.kind == "encoder" and model.used
    ]  # fmt: skip
    assert row.name == "sentence-transformers/LaBSE"


def test_an_encoder_that_changed_since_its_first_download_is_told(places, monkeypatch):
    def snapshot(repo, draft):
        (draft / "modules.json").write_text("[]", encoding="utf-8")

    monkeypatch.setattr("jobs.adapters.models.hub._snapshot", snapshot)
    monkeypatch.setattr(models, "download_packages", lambda *arguments: [])
    [line] = download(encoders=["LaBSE"])
    folder = places / "cache" / "models" / "sentence-transformers" / "sentence-transformers--LaBSE"
    assert str(folder) in line
    (folder / "modules.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(Problem, match="is not what was first downloaded"):
        download(encoders=["LaBSE"])


def test_without_a_network_a_named_encoder_is_one_sentence(places, monkeypatch):
    def unreachable(**arguments):
        raise OSError("Name or service not known\nand much more")

    monkeypatch.setattr("huggingface_hub.snapshot_download", unreachable)
    with pytest.raises(Problem, match=r"cannot be downloaded \(Name or service not known\)"):
        download_model("LaBSE", places / "hub")
    assert list((places / "hub").iterdir()) == []
