"""spaCy's small model: the entities that are numbers or dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NUMERIC = frozenset(("CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"))


def load(_published: str, model: str) -> Callable[[str], int | None]:
    """Return a reader that leaves out what entities do not need: parser, tagger, lemmas."""
    import spacy

    pipeline = spacy.load(
        model, exclude=["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
    )
    return lambda text: sum(entity.label_ in NUMERIC for entity in pipeline(text).ents)
