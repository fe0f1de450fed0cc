"""Where a text that is too long for a model may be cut."""

import re

CLAUSE_END = re.compile(r"(?<=[;:,.!?…—–])\s+")
