"""Whether a text goes round in circles, as a small model's may."""

STUTTER = 5  # words that English says twice only where the source says something twice


def loops(text: str) -> bool:
    """Whether words come over and over without a break.

    A single word four times, two to four words three times, five to twenty words twice.

    >>> loops("he said he said he said that")
    True
    >>> loops("very, very good news")
    False
    """
    words = text.lower().split()
    for size in range(1, 21):
        times = 4 if size == 1 else 3 if size < 5 else 2
        same = 0
        for at in range(size, len(words)):
            same = same + 1 if words[at] == words[at - size] else 0
            if same >= size * (times - 1):
                return True
    return False


def stutters(source: str, english: str) -> bool:
    """Whether English says five words twice, while the source does not even say two twice."""
    return _repeats(english, STUTTER) and not _repeats(source, 2)


def _repeats(text: str, size: int) -> bool:
    words = text.lower().split()
    runs = [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]
    return len(runs) > len(set(runs))
