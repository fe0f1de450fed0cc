"""Views of texts: one encoder's vectors each, brought to where they can be compared and added up.

An encoder puts each language a little aside, and some (the states of language models above all)
give every text nearly the same direction: what tells texts apart lies in what is left when the mean
is taken away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Standard:
    """Where each language's vectors lie in one view, and how far they spread in each dimension.

    The spread is that around the languages' own means, over all of them: few texts of a language
    tell little of it. The centre of a language that was not seen is that of all texts.
    """

    centres: Mapping[str, Vectors]
    spread: Vectors

    @classmethod
    def of(cls, vectors: Vectors, languages: Sequence[str]) -> "Standard":
        """From n × d vectors, at least one, of texts in n languages."""
        which = np.array(languages, dtype=np.str_)
        centres = {
            language: vectors[which == language].mean(axis=0) for language in sorted(set(languages))
        }
        rest = vectors - np.stack([centres[language] for language in languages])
        spread = np.maximum(rest.std(axis=0), 1e-6)
        return cls(centres | {"": vectors.mean(axis=0)}, spread)

    def apply(self, vectors: Vectors, languages: Sequence[str]) -> Vectors:
        """Standardised rows of length 1; rows that are nothing but the centre stay zeros."""
        out = np.zeros(vectors.shape, dtype=np.float32)
        which = np.array(languages, dtype=np.str_)
        for language in sorted(set(languages)):
            centre = self.centres.get(language, self.centres[""])
            out[which == language] = (vectors[which == language] - centre) / self.spread
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        return np.asarray(out / np.where(norms == 0, 1.0, norms))
