"""Options that all tests share."""


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="Write the golden pages anew instead of comparing with them; then read the diff.",
    )
