"""The benchmark: the program against the bare libraries it stands on, side by side in one run.

``python -m tests.bench`` builds synthetic registers in a temporary folder, lets the contenders take turns, and
prints medians of wall time and of processor time with their ratios. On a busy machine only the ratios count.
"""
