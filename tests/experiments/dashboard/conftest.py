"""Pages that are driven without a browser."""

import logging
from collections.abc import Iterator

import pytest

LOGGER = "streamlit"


@pytest.fixture(autouse=True)
def without_warnings_of_a_missing_browser() -> Iterator[None]:
    """Streamlit warns of every element that is drawn without a session, hundreds of times."""
    loggers = [
        logging.getLogger(name)
        for name in (LOGGER, *logging.root.manager.loggerDict)
        if name.split(".")[0] == LOGGER
    ]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
