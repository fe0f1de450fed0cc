"""Options that all tests share."""

from hypothesis import settings

# A busy machine is no failure of the code: what a property takes is not held against it.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="Write the golden pages anew instead of comparing with them; then read the diff.",
    )
