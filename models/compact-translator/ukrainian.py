"""Rough Ukrainian for training: Russian news turned word by word by apertium-rus-ukr.

    apt install apertium-rus-ukr
    python models/compact-translator/ukrainian.py --data DIR --out DIR

Writes apertium.uk-en.tsv.gz; the human English stays as it was. Lines that apertium failed on, or
knew too few words of, are left out.
"""

from __future__ import annotations

import argparse
import gzip
import re
import subprocess
import tempfile
from pathlib import Path

import mixture

TABLES = Path("/usr/share/apertium/apertium-rus-ukr")
KINDS = ("wmt-newstest2012-2020.ru", "wmt-newstest2021.ru", "tico19-all.ru")
FAILED, UNKNOWN = 0.09, 0.25  # shares of words above which a line is left out
RESERVED = re.compile(r"[\[\]{}^$/\\@<>*#~+]")  # signs of the format that the steps speak
# apertium's own tagger stops on some news; the constraint grammar alone does not.
STEPS = (
    "lt-proc -w {t}/rus-ukr.automorf.bin",
    "cg-proc -1 -n -w {t}/rus-ukr.rlx.bin",
    "apertium-pretransfer",
    "lt-proc -b {t}/rus-ukr.autobil.bin",
    "lrx-proc -m {t}/rus-ukr.autolex.bin",
    "apertium-transfer -b -b {t}/apertium-rus-ukr.rus-ukr.t1x {t}/rus-ukr.t1x.bin",
    "apertium-interchunk {t}/apertium-rus-ukr.rus-ukr.t2x {t}/rus-ukr.t2x.bin",
    "apertium-postchunk {t}/apertium-rus-ukr.rus-ukr.t3x {t}/rus-ukr.t3x.bin",
    "lt-proc -g {t}/rus-ukr.autogen.bin",
    "lt-proc -p {t}/rus-ukr.autopgen.bin",
)


def clean(ukrainian: str, russian: str) -> str | None:
    """The line without apertium's marks; ``None`` where too much went wrong."""
    words = max(1, len(ukrainian.split()))
    failed = ukrainian.count("#") + ukrainian.count("@")
    if failed > FAILED * words or ukrainian.count("*") > UNKNOWN * words:
        return None
    text = re.sub(r"[*#@](?=\w)", "", ukrainian).replace("#", "")
    return text if abs(len(text) - len(russian)) <= 0.35 * len(russian) else None


def main() -> None:
    """Translate, clean, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    pairs = [pair for kind in KINDS for pair in mixture.read(chosen.data, kind)]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as handle:
        handle.writelines(RESERVED.sub(" ", pair.source) + "\n" for pair in pairs)
        handle.seek(0)
        pipe = " | ".join(step.format(t=TABLES) for step in STEPS)
        done = subprocess.run(
            ["sh", "-c", pipe], stdin=handle, stdout=subprocess.PIPE, encoding="utf-8", check=True
        )
    lines = done.stdout.splitlines()
    if len(lines) != len(pairs):
        raise SystemExit(f"apertium gave {len(lines)} lines for {len(pairs)}: not aligned")
    chosen.out.mkdir(parents=True, exist_ok=True)
    with gzip.open(chosen.out / "apertium.uk-en.tsv.gz", "wt", encoding="utf-8") as out:
        for line, pair in zip(lines, pairs, strict=True):
            if text := clean(line.strip(), pair.source):
                out.write(f"{text}\t{pair.english}\tnews\n")


if __name__ == "__main__":
    main()
