"""Options that all tests share."""

import os

from hypothesis import settings

# A busy machine is no failure of the code: what a property takes is not held against it.
settings.register_profile("patient", deadline=None)
# A change is judged by the same examples each time; runs at a desk go on searching for new ones.
settings.register_profile("judge", deadline=None, derandomize=True)
settings.load_profile("judge" if os.environ.get("CI") else "patient")


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="Write the golden pages anew instead of comparing with them; then read the diff.",
    )
