"""One finding, as a sentence with its number, its hedge and its way to the evidence."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One finding. ``figure`` is the number to see first; ``hedge`` says how far it holds."""

    kind: str
    figure: str
    text: str
    quote: str
    hedge: str
    href: str
    link: str
