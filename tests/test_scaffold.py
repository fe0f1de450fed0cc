import pytest

from jobs.adapters.identifiers import LangId
from jobs.adapters.sources import read_drafts
from jobs.problems import Problem
from jobs.scaffold import new
from jobs.settings import load_event, load_frames
from jobs.stages.read import read


def test_a_new_event_can_be_read_as_it_is(tmp_path):
    folder = new(tmp_path, "2025-04-01-summit")
    event = load_event(folder)
    assert str(event.date) == "2025-04-01"
    assert load_frames([folder / "frames.toml"]).frames == ()
    articles, set_aside = read(read_drafts(folder / "articles"), event, LangId())
    assert (articles.height, set_aside.height) == (1, 0)


def test_what_is_commented_out_is_valid_once_the_signs_are_taken_away(tmp_path):
    folder = new(tmp_path, "summit")
    frames = folder / "frames.toml"
    lines = frames.read_text(encoding="utf-8").splitlines()
    begin = lines.index("# [frames.progress]")
    uncommented = "\n".join(line.removeprefix("#").lstrip() for line in lines[begin:])
    frames.write_text(uncommented, encoding="utf-8")
    (frame,) = load_frames([frames]).frames
    assert (frame.name, frame.kind) == ("progress", "angle")

    settings = folder / "event.toml"
    text = settings.read_text(encoding="utf-8")
    for sign in ("[window]", "first", "last", "colour", "[columns]", "outlet =", "body ="):
        text = text.replace(f"# {sign}", sign)
    settings.write_text(text, encoding="utf-8")
    assert load_event(folder).columns == {"outlet": "medium", "body": "full_text"}


def test_an_event_that_exists_is_never_overwritten(tmp_path):
    folder = new(tmp_path, "summit")
    (folder / "event.toml").write_text("mine")
    with pytest.raises(Problem, match="there already"):
        new(tmp_path, "summit")
    assert (folder / "event.toml").read_text() == "mine"


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/b", "/etc/x", "a b", "-a", "a-", "a\n", "a\0b", "x" * 81]
)
def test_a_name_that_could_lead_elsewhere_is_refused(tmp_path, name):
    inputs = tmp_path / "inputs"
    with pytest.raises(Problem, match="cannot name an event"):
        new(inputs, name)
    assert not inputs.exists()


def test_a_day_that_does_not_exist_still_makes_an_event(tmp_path):
    assert load_event(new(tmp_path, "2025-02-31-x")).date


def test_a_link_of_that_name_is_left_alone(tmp_path):
    (tmp_path / "summit").symlink_to(tmp_path / "nowhere")
    with pytest.raises(Problem, match="there already"):
        new(tmp_path, "summit")
