"""What measures the frames is not what they are taught."""

import re

from jobs.measures.examples import example_sentences, examples
from jobs.settings import load_frames
from tests.quality.check_frames import BOOKS, LABELLED, read_labelled

RUN = 6  # words in a row that two sentences written apart hardly share


def runs(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_no_held_out_sentence_is_among_the_examples_nor_much_of_one():
    taught = example_sentences(examples(load_frames(BOOKS)))["text"].to_list()
    known, known_runs = set(taught), set().union(*map(runs, taught))
    for folder in (LABELLED, LABELLED / "features"):
        for text in read_labelled(folder)["text"]:
            assert text not in known
            assert known_runs.isdisjoint(runs(text)), text


def test_every_frame_has_held_out_sentences_in_every_language():
    counts = read_labelled().explode("labels").group_by("language", "labels").len()
    named = {frame.name for frame in load_frames(BOOKS).frames}
    enough = counts.filter(counts["len"] >= 12)
    assert named <= set(enough["labels"].drop_nulls())
    assert enough.filter(enough["labels"].is_not_null()).height == 3 * len(named)
