"""What measures the frames is not what they are taught."""

from jobs.measures.examples import example_sentences, examples
from jobs.settings import load_frames
from tests.quality.check_frames import BOOKS, LABELLED, read_labelled


def test_no_held_out_sentence_is_among_the_examples():
    taught = set(example_sentences(examples(load_frames(BOOKS)))["text"])
    for folder in (LABELLED, LABELLED / "features"):
        assert taught.isdisjoint(read_labelled(folder)["text"].to_list())


def test_every_frame_has_held_out_sentences_in_every_language():
    counts = read_labelled().explode("labels").group_by("language", "labels").len()
    named = {frame.name for frame in load_frames(BOOKS).frames}
    enough = counts.filter(counts["len"] >= 12)
    assert named <= set(enough["labels"].drop_nulls())
    assert enough.filter(enough["labels"].is_not_null()).height == 3 * len(named)
