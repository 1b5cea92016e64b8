"""Scores of many forms at once: numpy arrays in, numpy arrays out.

    import numpy as np
    from interlude_numpy import MISSING, STATUS, score_batch

    scores = score_batch("phq2", {"phq2.1": np.array([3, 1], np.int8), "phq2.2": np.array([2, MISSING], np.int8)})
    scores.totals      # array([ 5., nan], dtype=float32)
    scores.safety      # whether an answer meets its safety rule, such as item 9 of the PHQ-9

The numbers are the core's: the same as on phones, in the browser and from the program `interlude`. Missing is never zero.
Not a medical device.
"""

from typing import NamedTuple

import interlude
import numpy as np

#: Stands for an unanswered item in columns of whole numbers; in columns of floats NaN does.
MISSING = -128

#: Stands for a number that no item offers, such as a fraction: its row is invalid.
WRONG = 127

#: Words for the numbers in ``Scores.status``.
STATUS = ("complete", "prorated", "not-scorable", "invalid")

#: Stands in ``Scores.first_invalid`` where every value is valid.
NO_ITEM = 255

#: Rows that cross to the library together.
_AT_A_TIME = 1 << 16


class Scores(NamedTuple):
    """One array for each figure, one row for each form."""

    #: The primary score (float32); NaN where there is none.
    totals: np.ndarray
    #: Places in ``STATUS`` (uint8).
    status: np.ndarray
    #: Scored items that apply and were not answered (uint8).
    missing: np.ndarray
    #: Place of the first item with a value that it does not offer, or ``NO_ITEM`` (uint8).
    first_invalid: np.ndarray
    #: Whether a valid answer meets its safety rule (bool); also in rows without a total.
    safety: np.ndarray
    #: Whether ``safety`` is False only because a safety item has no valid answer (bool). Such a row is not a "no".
    safety_unknown: np.ndarray
    #: Safety items that apply and have no valid answer (uint8).
    safety_unanswered: np.ndarray


def score_batch(instrument, columns, items=None, sex=None):
    """Scores one form a row.

    ``columns`` maps item ids to arrays of one dimension, or is an array of two dimensions, a row for each form, with
    its columns named by ``items`` (by default all items of the instrument in their order). Items without a column are
    unanswered. ``MISSING``, NaN and masked values are unanswered. A value that an item does not offer, such as a fraction or 999,
    makes its row invalid. Decimals and texts, which have no points, are 0 where they were
    answered. ``sex`` (male, female, other, unknown) holds for all rows, where an instrument has a rule for it.

    Raises ``interlude.ScoreError`` for an unknown instrument, an unknown item or two columns for one item, ``TypeError`` for
    arrays of other things than numbers and ``ValueError`` for other shapes and lengths.
    """
    if hasattr(columns, "keys"):
        if items is not None:
            raise ValueError("items name the columns of an array; a mapping names its own")
        items = list(columns.keys())
        arrays = [columns[item] for item in items]
    else:
        table = np.asanyarray(columns)
        items = interlude.item_ids(instrument) if items is None else list(items)
        if table.ndim != 2 or table.shape[1] != len(items):
            raise ValueError(f"an array of shape (rows, {len(items)}) is needed, not {table.shape}")
        arrays = [table[:, place] for place in range(len(items))]
    columns = [_column(item, array) for item, array in zip(items, arrays)]
    lengths = {len(column) for column in columns}
    if len(lengths) > 1:
        raise ValueError(f"columns of one length are needed, not of {sorted(lengths)} rows")
    rows = max(lengths, default=0)
    scores = Scores(
        totals=np.empty(rows, np.float32),
        status=np.empty(rows, np.uint8),
        missing=np.empty(rows, np.uint8),
        first_invalid=np.empty(rows, np.uint8),
        safety=np.empty(rows, np.bool_),
        safety_unknown=np.empty(rows, np.bool_),
        safety_unanswered=np.empty(rows, np.uint8),
    )
    # Once also without a row: what does not fit is told all the same.
    for start in range(0, max(rows, 1), _AT_A_TIME):
        piece = slice(start, start + _AT_A_TIME)
        joined = b"".join(_bytes(column[piece]) for column in columns)
        scored = interlude.score_columns(instrument, items, joined, sex)
        for name, figures in scores._asdict().items():
            figures[piece] = np.frombuffer(getattr(scored, name), figures.dtype)
    return scores


def _column(item, array):
    """An array of numbers that can be a column."""
    array = np.asanyarray(array)
    if array.ndim != 1:
        raise ValueError(f"the column for {item} needs one dimension, not {array.ndim}")
    if array.dtype.kind not in "iuf":
        raise TypeError(f"the column for {item} needs numbers, not {array.dtype}")
    return array


def _bytes(column):
    """A column as the library reads it: signed bytes."""
    masked = np.ma.getmaskarray(column) if isinstance(column, np.ma.MaskedArray) else False
    column = np.asarray(column)
    if column.dtype != np.int8:
        fits = (column >= MISSING) & (column <= 127)
        if column.dtype.kind == "f":
            fits &= column == np.trunc(column)
            masked |= np.isnan(column)
        column = np.where(fits, column, WRONG).astype(np.int8)
    if np.any(masked):
        column = np.where(masked, np.int8(MISSING), column)
    return np.ascontiguousarray(column).data
