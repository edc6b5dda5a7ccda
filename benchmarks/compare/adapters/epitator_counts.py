"""EpiTator's annotator of counts, with a small spaCy model."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def load(_published: str, model: str) -> Callable[[str], int | None]:
    """Return a reader of counts of cases and deaths."""
    os.environ["SPACY_MODEL_SHORTCUT_LINK"] = model
    from epitator.annotator import AnnoDoc
    from epitator.count_annotator import CountAnnotator

    annotator = CountAnnotator()

    def read(text: str) -> int | None:
        document = AnnoDoc(text)
        document.add_tiers(annotator)
        return len(document.tiers["counts"].spans)

    return read
