"""Figures of `quality.md`'s table, measured: `make bench` writes `bench/results.json`."""
