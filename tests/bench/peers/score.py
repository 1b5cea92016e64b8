"""Peers on the same columns as ours: pandas and numpy. One JSON line each.

python3 score.py FOLDER
"""

import json
import sys
import time

ITEMS = 9
MISSING = -128
MOST_MISSING = 2


def measure(name, how, work, repeats):
    """Warms up, then works `repeats` times; `work` gives the totals, NaN where there is none."""
    total_sum = float(np.nansum(work(), dtype="float64"))
    start = time.process_time()
    for _ in range(repeats):
        work()
    took = time.process_time() - start
    line = {"name": f"PHQ-9 columns of {rows}, {name}", "how": how, "n": rows * repeats, "cpu_seconds": took, "sum": total_sum}
    print(json.dumps(line))


def left_out(name, package):
    how = f"{package} is not installed; INTERLUDE_PYTHON may name a Python that has it"
    print(json.dumps({"name": f"PHQ-9 columns, {name}", "how": how}))


def by_numpy():
    """Range, missing, proration and item 9, a column at a time."""
    total = np.zeros(rows, np.int16)
    answered = np.zeros(rows, np.int16)
    invalid = np.zeros(rows, bool)
    for column in columns:
        offered = (column >= 0) & (column <= 3)
        invalid |= ~offered & (column != MISSING)
        answered += offered
        total += np.where(offered, column, 0)
    prorated = np.floor(total * np.float32(ITEMS) / np.maximum(answered, 1) + np.float32(0.5))
    totals = np.where(answered == ITEMS, total, prorated).astype(np.float32)
    totals[invalid | (answered < ITEMS - MOST_MISSING)] = np.nan
    flagged = (columns[8] >= 1) & (columns[8] <= 3)
    return totals if flagged.any() else totals


def by_numpy_bare():
    """The sum of the columns and nothing else; missing answers make it wrong."""
    return np.add.reduce(columns, axis=0, dtype=np.int16)


def by_pandas():
    """The same as by_numpy on a data frame."""
    offered = frame.where((frame >= 0) & (frame <= 3))
    invalid = (offered.isna() & (frame != MISSING)).any(axis=1)
    missing = offered.isna().sum(axis=1)
    answered = ITEMS - missing
    totals = np.floor(offered.sum(axis=1) * ITEMS / answered.clip(lower=1) + 0.5)
    totals = totals.where(~invalid & (missing <= MOST_MISSING))
    flagged = offered["phq9.9"] >= 1
    return totals if flagged.any() else totals


try:
    import numpy as np
except ImportError:
    left_out("numpy", "numpy")
    left_out("pandas", "pandas")
    sys.exit()

columns = np.fromfile(f"{sys.argv[1]}/columns.bin", np.int8).reshape(ITEMS, -1)
rows = columns.shape[1]
measure("numpy", "range, missing, proration, item 9", by_numpy, 10_000_000 // rows)
try:
    from interlude_numpy import score_batch
except ImportError:
    left_out("Interlude from Python", "interlude_numpy")
else:
    named = {f"phq9.{item + 1}": columns[item] for item in range(ITEMS)}
    checks = "range, missing, proration, item 9, status, first invalid"
    measure("Interlude from Python", checks, lambda: score_batch("phq9", named).totals, 100_000_000 // rows)
try:
    import pandas as pd
except ImportError:
    left_out("pandas", "pandas")
else:
    frame = pd.DataFrame({f"phq9.{item + 1}": columns[item] for item in range(ITEMS)})
    measure("pandas", "range, missing, proration, item 9", by_pandas, 2_000_000 // rows)
start = time.process_time()
repeats = 100_000_000 // rows
for _ in range(repeats):
    by_numpy_bare()
took = time.process_time() - start
print(json.dumps({
    "name": f"PHQ-9 columns of {rows}, numpy bare sum", "how": "adds the columns, checks nothing", "n": rows * repeats,
    "cpu_seconds": took, "sum": None,
}))
