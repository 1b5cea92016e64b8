"""Scores of many forms at once: numpy arrays in, numpy arrays out.

    import numpy as np
    from interlude_numpy import MISSING, STATUS, score_batch

    scores = score_batch("phq2", {"phq2.1": np.array([3, 1], np.int8), "phq2.2": np.array([2, MISSING], np.int8)})
    scores.totals      # array([ 5., nan], dtype=float32)
    scores.safety      # whether an answer meets its safety rule, such as item 9 of the PHQ-9

The scores are those of phones, browser and the command `interlude`. Missing is never zero.
Not a medical device.
"""

from typing import NamedTuple

import interlude
import numpy as np

#: An unanswered item in columns of integers; NaN in columns of floats.
MISSING = -128

#: A number that no item offers. A fraction or 999 becomes this value, and its row is invalid.
WRONG = 127

#: Names of the numbers in ``Scores.status``.
STATUS = ("complete", "prorated", "not-scorable", "invalid")

#: The value of ``Scores.first_invalid`` if all values of a row are valid.
NO_ITEM = 255

#: Rows per call of the library.
_AT_A_TIME = 1 << 16


class Scores(NamedTuple):
    """Scores of many forms: an array for each figure, a row for each form."""

    #: The primary score in points (float32); NaN without a total.
    totals: np.ndarray
    #: How far to trust the total: an index in ``STATUS`` (uint8).
    status: np.ndarray
    #: Number of scored items that apply and were not answered (uint8).
    missing: np.ndarray
    #: Index of the first item with a value that it does not offer, or ``NO_ITEM`` (uint8).
    first_invalid: np.ndarray
    #: Whether a valid answer meets its safety rule (bool), also in rows without a total.
    safety: np.ndarray
    #: Whether ``safety`` is False although a safety item has no valid answer (bool). Such a row is not a "no".
    safety_unknown: np.ndarray
    #: Number of safety items that apply and have no valid answer (uint8).
    safety_unanswered: np.ndarray


def score_batch(instrument, columns, items=None, sex=None):
    """Scores many forms of one instrument, one form per row.

    ``columns`` maps item ids to one-dimensional arrays, or is a two-dimensional array with a row for each form, whose
    columns are ``items`` (by default all items of the instrument, in order). Items without a column are unanswered.
    ``MISSING``, NaN and masked values are unanswered. A value that an item does not offer, such as a fraction or 999,
    makes its row invalid. Answered decimals and texts, which have no points, are 0. ``sex`` (male, female, other,
    unknown) is for all rows; a few instruments have a rule for it.

    Raises ``interlude.ScoreError`` for an unknown instrument, an unknown item, an item with two columns or an unknown
    sex, ``TypeError`` for arrays that are not numbers and ``ValueError`` for other shapes and lengths.

    >>> import numpy as np
    >>> scores = score_batch("gad2", {"gad2.1": np.array([3, 1]), "gad2.2": np.array([2, MISSING])})
    >>> scores.totals.tolist(), [STATUS[it] for it in scores.status]
    ([5.0, nan], ['complete', 'not-scorable'])
    """
    if hasattr(columns, "keys"):
        if items is not None:
            raise ValueError("items are for an array; a mapping has its own")
        items = list(columns.keys())
        arrays = [columns[item] for item in items]
    else:
        table = np.asanyarray(columns)
        items = interlude.item_ids(instrument) if items is None else list(items)
        if table.ndim != 2 or table.shape[1] != len(items):
            raise ValueError(f"expected an array of shape (rows, {len(items)}), not {table.shape}")
        arrays = [table[:, place] for place in range(len(items))]
    columns = [_column(item, array) for item, array in zip(items, arrays)]
    lengths = {len(column) for column in columns}
    if len(lengths) > 1:
        raise ValueError(f"expected columns of one length, not of {sorted(lengths)} rows")
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
    # Without rows the library is called once, to check instrument and items.
    for start in range(0, max(rows, 1), _AT_A_TIME):
        piece = slice(start, start + _AT_A_TIME)
        joined = b"".join(_bytes(column[piece]) for column in columns)
        scored = interlude.score_columns(instrument, items, joined, sex)
        for name, figures in scores._asdict().items():
            figures[piece] = np.frombuffer(getattr(scored, name), figures.dtype)
    return scores


def _column(item, array):
    """Checks that an array can be a column."""
    array = np.asanyarray(array)
    if array.ndim != 1:
        raise ValueError(f"the column for {item} must have one dimension, not {array.ndim}")
    if array.dtype.kind not in "iuf":
        raise TypeError(f"the column for {item} must be numbers, not {array.dtype}")
    return array


def _bytes(column):
    """Converts a column to signed bytes."""
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
