"""Quantities: a number and its unit, money, a proportion, a magnitude, a rate."""

from factx.quantities.reader import read

__all__ = ["read"]
