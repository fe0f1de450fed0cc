"""The text of jobs/stages/confidence.py, around constants that were fitted."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from jobs.stages import confidence as current
from jobs.stages.logistic import Logistic
from tests.quality.fit_confidence import Fit, Promise
from tests.quality.measures import calibration_error, reliability
from tests.quality.renderings import area

FILE = Path(current.__file__)
TEMPLATE = '''"""What turns evidence into confidence: logistic models, scales, ceilings of flags.

Written by ``python -m tests.quality.fit_confidence --write``; not edited by hand.
Fitted on readers' grades of {count} translations of the compact translator. Cross-fitted, it has
on the {unseen} of news by the translator in force an expected calibration error of {error:.3f} and
an area under the ROC curve of {area:.3f}; on documents that nothing was fitted on see 'make gate'.
"""

from jobs.stages.logistic import Logistic

# Median and robust spread over real translations, by language: the cosine of source and English
# under an encoder; the mean log-probability a piece of a translator.
SIMILARITY_SCALE: dict[tuple[str, str], tuple[float, float]] = {{
{similarity}}}
SCORE_SCALE: dict[tuple[str, str], tuple[float, float]] = {{
{score}}}
STANDING_SCALE = {standing}  # of similarities in standard deviations, for other encoders

{adequacy}
{without}
{stray}
STRAY_CEILING = {ceiling}
REPEATED_CEILING = {repeated}  # of the words in loops: 1 in 8 outputs above it was adequate
LENGTH_CEILING = {length}  # standard deviations; 5 of 2,014 professional translations are above
CYRILLIC_CEILING = {cyrillic}  # of the letters; a single name left standing is less
'''


def written(fitted: Fit, encoder: str, graded: int, unseen: Sequence[Promise]) -> str:
    """The content of the file: what was fitted on all, and what such fits promised unseen."""
    chances = [one.chance for one in unseen]
    truth = [one.adequate for one in unseen]
    return TEMPLATE.format(
        count=graded,
        unseen=len(unseen),
        error=calibration_error(reliability(chances, truth)),
        area=area(chances, truth),
        similarity=_scale(encoder, fitted.similarity),
        score=_scale("compact", fitted.score),
        standing=current.STANDING_SCALE,
        adequacy=_model("ADEQUACY", fitted.with_score),
        without=_model("ADEQUACY_WITHOUT_SCORE", fitted.without),
        stray=_model("STRAY", fitted.stray),
        ceiling=fitted.ceiling,
        repeated=current.REPEATED_CEILING,
        length=current.LENGTH_CEILING,
        cyrillic=current.CYRILLIC_CEILING,
    )


def _scale(owner: str, by_language: Mapping[str, tuple[float, float]]) -> str:
    return "".join(
        f'    ("{owner}", "{language}"): {value},\n' for language, value in by_language.items()
    )


def _model(name: str, logistic: Logistic) -> str:
    lines = "".join(f'        "{key}": {value},\n' for key, value in logistic.weights.items())
    return f"{name} = Logistic(\n    {logistic.intercept},\n    {{\n{lines}    }},\n)\n"
