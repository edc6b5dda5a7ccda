"""How fast factx reads: `python -m benchmarks`; by parts `pytest benchmarks --benchmark-enable`."""
