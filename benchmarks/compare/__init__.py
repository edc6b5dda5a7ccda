"""factx beside other tools on the same texts: `python -m benchmarks.compare`."""
