from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jobs.report.colour import look
from jobs.report.drawings import HEIGHT, WIDTH, dendrogram, plane
from jobs.report.faces import Face

NAMES = [f"Outlet {letter}" for letter in "ABCDEFGHIJKLMNOP"]
FACES = {
    name: Face(name, "en", "", "", f"o{number}", look(number), 1, 1, number == 0)
    for number, name in enumerate(NAMES)
}


@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.tuples(st.floats(-1, 1), st.floats(-1, 1)),
        min_size=3,
    )
)
def test_every_outlet_lies_on_the_map_and_no_name_covers_another(layout):
    drawn = plane(layout, FACES)
    assert {spot.face.name for spot in drawn.spots} == set(layout)
    for spot in drawn.spots:
        assert 0 <= float(spot.x) <= WIDTH
        assert 0 <= float(spot.y) <= HEIGHT
        assert 0 <= float(spot.label_y) <= HEIGHT
    for anchor in ("start", "end"):
        heights = sorted(float(one.label_y) for one in drawn.spots if one.anchor == anchor)
        assert all(later - earlier > 11 for earlier, later in pairwise(heights))


def test_outlets_in_one_place_still_have_their_names():
    assert len(plane(dict.fromkeys(NAMES[:4], (0.0, 0.0)), FACES).spots) == 4


def test_the_tree_puts_together_what_merged_first():
    a, b, c = NAMES[:3]
    tree = dendrogram([(a, c, 0.1), (f"{a}\t{c}", b, 0.5)], FACES)
    assert [face.name for face in tree.leaves] == [a, c, b]
    assert len(tree.strokes) == 6


def test_no_merges_give_no_tree():
    assert dendrogram([], FACES) is None
    assert dendrogram([(NAMES[0], "unknown", 0.2)], FACES) is None
