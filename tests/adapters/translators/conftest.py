import json
import shutil
import zipfile
from pathlib import Path

import pytest

LINES = [
    "Путин и Трамп говорили о перемирии.",
    "Путін і Трамп говорили про перемир'я.",
    "Putin and Trump talked about a ceasefire.",
    "Хоккей вернётся весной, сказал президент.",
    "Хокей повернеться навесні, сказав президент.",
    "Hockey will return in spring, the president said.",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z , . ; : 0 1 2 3 4 5 6 7 8 9",
]


def _random_model(folder: Path, tokens: list[str]) -> None:
    """A Transformer of one layer with random weights: translates into babble, but translates."""
    import numpy as np
    from ctranslate2.specs import TransformerSpec, model_spec

    generator = np.random.default_rng(7)
    size, inner = 16, 32
    rows = {  # of the weights that are not size × size
        "embeddings": (len(tokens), size),
        "projection": (len(tokens), size),
        "self_attention/linear_0": (3 * size, size),
        "attention/linear_1": (2 * size, size),
        "self_attention/linear_1": (size, size),
        "ffn/linear_0": (inner, size),
        "ffn/linear_1": (size, inner),
    }

    def fill(spec: object, name: str, value: object) -> None:
        owner, _, attribute = name.rpartition("/")
        if attribute == "gamma":
            setattr(spec, attribute, np.ones(size, np.float32))
        elif attribute == "beta":
            setattr(spec, attribute, np.zeros(size, np.float32))
        elif attribute == "weight":
            ends = [end for end in rows if owner.endswith(end) or f"/{end}" in owner]
            shape = rows[max(ends, key=len)] if ends else (size, size)
            setattr(spec, attribute, generator.normal(0, 0.3, shape).astype(np.float32))

    spec = TransformerSpec.from_config(num_layers=1, num_heads=2)
    for side in (spec.encoder, spec.decoder):
        side.position_encodings.encodings = generator.normal(0, 0.1, (512, size)).astype("f4")
    model_spec.visit_spec(spec, fill)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.save(str(folder))


@pytest.fixture(scope="session")
def argos_parts(tmp_path_factory):
    """A tiny model and its SentencePiece tokeniser, made once."""
    import sentencepiece

    folder = tmp_path_factory.mktemp("argos-parts")
    text = folder / "lines.txt"
    text.write_text("\n".join(LINES * 20), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(folder / "sentencepiece"), vocab_size=90,
        character_coverage=1.0, minloglevel=2,
    )  # fmt: skip
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    pieces = [processor.id_to_piece(place) for place in range(processor.get_piece_size())]
    tokens = ["<blank>", "<unk>", "<s>", "</s>", *[p for p in pieces if not p.startswith("<")]]
    _random_model(_made(folder / "model"), [*tokens, "__en__"])
    return folder


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.fixture
def argos_package(argos_parts):
    """Makes an installed package folder of a pair, and returns it."""

    def make(below: Path, source: str, target: str = "en", version: str = "1.9", **more) -> Path:
        folder = below / f"translate-{source}_{target}-{version}"
        shutil.copytree(argos_parts / "model", folder / "model")
        shutil.copy(argos_parts / "sentencepiece.model", folder)
        metadata = {"from_code": source, "to_code": target, "package_version": version, **more}
        (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
        return folder

    return make


@pytest.fixture
def argos_file(argos_package, tmp_path):
    """Makes an .argosmodel file of a pair, and returns it."""

    def make(source: str, target: str = "en", version: str = "1.9") -> Path:
        folder = argos_package(tmp_path / "unpacked", source, target, version)
        file = tmp_path / f"{folder.name}.argosmodel"
        with zipfile.ZipFile(file, "w") as archive:
            for path in sorted(folder.rglob("*")):
                archive.write(path, path.relative_to(folder.parent))
        return file

    return make
