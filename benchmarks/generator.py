"""Invented news text, the same for the same seed: nothing needs to be fetched to measure."""

from __future__ import annotations

import random

PLACES = ("Lorn", "Asker", "Varda", "the Sorn valley", "Tell", "Oruk", "the capital", "Mirwa")
SOURCES = ("police said", "the health ministry said", "according to the governor", "medics said")
GROUPS = ("people", "soldiers", "civilians", "children", "miners", "passengers", "protesters")
HEDGES = ("", "at least ", "more than ", "about ", "nearly ", "up to ")
CAUSES = ("a bus fell into a gorge", "shells hit a market", "a dam burst", "two trains collided")
DENSE = (
    "{hedge}{n} {group} were killed and {m} wounded when {cause} near {place} on {day}, {source}.",
    "The death toll in {place} rose to {n} from {m}, {source}.",
    "Some {n},000 homes were damaged, and repairs will cost ${m} million.",
    "The {m}-day truce began on {day} and ended {m} hours later.",
    "Rescuers pulled {m} {group} alive from the rubble in {place}; {n} were still missing.",
    "The quake of magnitude {m}.{n} struck {n} km north of {place} in October 2023.",
    "Inflation eased to {m}.{n} percent, and shares fell {m} percent in {place}.",
)
PLAIN = (
    "The council of {place} met behind closed doors and adjourned without a word to the press.",
    "Farmers complained that the road had never been paved, and the mayor promised to see to it.",
    "Her brother, who runs a bakery there, spoke of the smell of bread and of rain on the roof.",
    "Diplomats from the region are weighing what such a settlement would mean for the river.",
    "Nothing in the archive explains why the old bridge was left to rust for so long.",
)
DAYS = ("Monday", "Tuesday", "Friday", "7 October", "Oct. 12, 2023", "Sunday night")


def sentence(random_: random.Random, density: float) -> str:
    """Return one sentence; ``density`` is the share of sentences that hold facts."""
    form = random_.choice(DENSE if random_.random() < density else PLAIN)
    text = form.format(
        hedge=random_.choice(HEDGES),
        n=random_.randint(2, 90),
        m=random_.randint(2, 40),
        group=random_.choice(GROUPS),
        cause=random_.choice(CAUSES),
        place=random_.choice(PLACES),
        day=random_.choice(DAYS),
        source=random_.choice(SOURCES),
    )
    return text[0].upper() + text[1:]


def article(random_: random.Random, sentences: int = 20, density: float = 0.4) -> str:
    """Return an article of paragraphs of four sentences."""
    told = [sentence(random_, density) for _ in range(sentences)]
    return "\n\n".join(" ".join(told[at : at + 4]) for at in range(0, sentences, 4))


def articles(
    count: int, *, sentences: int = 20, density: float = 0.4, seed: int = 20241031
) -> list[str]:
    """Return ``count`` articles; the same seed gives the same articles."""
    random_ = random.Random(seed)
    return [article(random_, sentences, density) for _ in range(count)]
