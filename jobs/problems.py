"""The two kinds of failure: one that the user can mend, and one that is our own mistake."""


class Problem(Exception):
    """Something the user can mend, said in one sentence: which file, what is wrong, what to do.

    Only ``cli.py`` catches it at the top, prints it and exits; no traceback is shown.

    >>> str(Problem("articles/a.md: no outlet in the front matter. Add a line 'outlet: NAME'."))
    "articles/a.md: no outlet in the front matter. Add a line 'outlet: NAME'."
    """


class BrokenContract(Exception):
    """A table or a port broke its promise: a bug in this project, never the user's fault."""
