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

#: Words for the numbers in ``Scores.status``.
STATUS = ("complete", "prorated", "not-scorable", "invalid")

#: Stands in ``Scores.first_invalid`` where every value is valid.
NO_ITEM = 255


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
    #: Safety items that apply and have no valid answer (uint8). Never to be read as zero.
    safety_unanswered: np.ndarray


def score_batch(instrument, columns, items=None, sex=None):
    """Scores one form a row.

    ``columns`` maps item ids to arrays of one dimension, or is an array of two dimensions, a row for each form, with
    its columns named by ``items`` (by default all items of the instrument in their order). Items without a column are
    unanswered. Whole numbers and floats without a fraction are taken; ``MISSING``, NaN and masked values are unanswered. A
    value that an item does not offer makes its row invalid. Decimals and texts, which have no points, are 0 where they were
    answered. ``sex`` (male, female, other, unknown) holds for all rows, where an instrument has a rule for it.

    Raises ``interlude.ScoreError`` for an unknown instrument, an unknown item or columns that do not fit together, ``TypeError``
    for arrays of other things than numbers and ``ValueError`` for other shapes, fractions and numbers beyond a signed byte.
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
    columns = [_bytes(item, array) for item, array in zip(items, arrays)]
    scored = interlude.score_columns(instrument, items, columns, sex)
    return Scores(
        totals=np.frombuffer(scored.totals, "<f4"),
        status=np.frombuffer(scored.status, np.uint8),
        missing=np.frombuffer(scored.missing, np.uint8),
        first_invalid=np.frombuffer(scored.first_invalid, np.uint8),
        safety=np.frombuffer(scored.safety, np.bool_),
        safety_unanswered=np.frombuffer(scored.safety_unanswered, np.uint8),
    )


def _bytes(item, array):
    """A column as signed bytes."""
    array = np.asanyarray(array)
    if array.ndim != 1:
        raise ValueError(f"the column for {item} needs one dimension, not {array.ndim}")
    if array.dtype.kind not in "iuf":
        raise TypeError(f"the column for {item} needs numbers, not {array.dtype}")
    unanswered = np.ma.getmaskarray(array) if isinstance(array, np.ma.MaskedArray) else None
    array = np.asarray(array)
    if array.dtype == np.int8 and unanswered is None:
        return array.tobytes()
    if array.dtype.kind == "f":
        blank = np.isnan(array)
        unanswered = blank if unanswered is None else blank | unanswered
    elif unanswered is None:
        unanswered = array == MISSING if array.dtype.kind == "i" else np.zeros(array.shape, bool)
    answered = array[~unanswered]
    if array.dtype.kind == "f" and (answered != np.trunc(answered)).any():
        raise ValueError(f"the column for {item} holds fractions")
    beyond = (answered < MISSING) | (answered > 127)
    if beyond.any():
        raise ValueError(f"the column for {item} holds numbers beyond a signed byte")
    whole = np.full(array.shape, MISSING, np.int8)
    whole[~unanswered] = answered.astype(np.int8)
    return whole.tobytes()
