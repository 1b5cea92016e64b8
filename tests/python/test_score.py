"""Scoring in Python: the same bytes as everywhere, and columns of numpy."""

import doctest
import json
import pathlib
import unittest

import interlude
import interlude_numpy
import numpy as np
from interlude_numpy import MISSING, NO_ITEM, STATUS, score_batch

VITALS = ("sbp", "dbp", "hr", "spo2", "rr", "temp", "weight")
DECIMALS = {"daily.sleep_hours", *(f"vit.{it}" for it in VITALS)}
VECTORS = pathlib.Path(__file__).parent.parent / "vectors"


def load_tests(_loader, tests, _pattern):
    """Adds the examples in the docs."""
    tests.addTests(doctest.DocTestSuite(interlude))
    tests.addTests(doctest.DocTestSuite(interlude_numpy))
    return tests


class Lines(unittest.TestCase):
    def test_every_line_has_the_same_bytes_as_on_every_host(self):
        lines = (VECTORS / "lines/in.ndjson").read_text("utf-8").split("\n")
        expected = (VECTORS / "lines/out.ndjson").read_bytes().split(b"\n")
        self.assertGreater(len(lines), 600)
        self.assertEqual(len(lines), len(expected))
        for line, bytes_ in zip(lines[:-1], expected[:-1]):
            self.assertEqual(interlude.score_line(line).encode(), bytes_, line)


class Columns(unittest.TestCase):
    def test_every_scoring_vector_in_one_row_each(self):
        for path in sorted((VECTORS / "scoring").glob("*.json")):
            vectors = json.loads(path.read_text("utf-8"))
            for sex in (None, "male", "female"):
                cases = [it for it in vectors["cases"] if it.get("context", {}).get("sex") == sex]
                with self.subTest(instrument=vectors["instrument"], sex=sex):
                    if cases:
                        self.check(vectors["instrument"], cases, sex)

    def check(self, instrument, cases, sex):
        items = interlude.item_ids(instrument)
        table = np.full((len(cases), len(items)), MISSING, np.int16)
        for row, case in enumerate(cases):
            for item, value in case["answers"].items():
                if value is not None:
                    table[row, items.index(item)] = self.code(item, value)
        scores = score_batch(instrument, table, sex=sex)
        for row, case in enumerate(cases):
            name = case["name"]
            if not items:
                return
            self.assertEqual(STATUS[scores.status[row]], case["status"], name)
            if case["total"] is None:
                self.assertTrue(np.isnan(scores.totals[row]), name)
            else:
                self.assertAlmostEqual(float(scores.totals[row]), case["total"], 4, name)
            for key in ("missing", "safety_unanswered"):
                if key in case:
                    self.assertEqual(getattr(scores, key)[row], case[key], f"{name}: {key}")
            if "safety" in case:
                self.assertEqual(scores.safety[row], case["safety"] is True, f"{name}: safety")
                self.assertEqual(scores.safety_unknown[row], case["safety"] is None, f"{name}: safety unknown")
            self.assertEqual(scores.first_invalid[row], NO_ITEM, name)

    def code(self, item, value):
        """What stands in a column: decimals and texts have no points, and are 0 where they were answered."""
        return 0 if isinstance(value, str) or item in DECIMALS else int(value)

    def test_missing_comes_as_a_number_as_nan_and_as_a_mask(self):
        columns = [
            np.array([3, MISSING, 1], np.int8),
            np.array([3, MISSING, 1], np.int64),
            np.array([3, np.nan, 1], np.float64),
            np.ma.array([3, 0, 1], mask=[False, True, False]),
            [3.0, float("nan"), 1.0],
        ]
        for column in columns:
            scores = score_batch("gad2", {"gad2.1": column, "gad2.2": np.zeros(3, np.int8)})
            np.testing.assert_array_equal(scores.totals, np.array([3, np.nan, 1], np.float32))
            self.assertEqual(scores.status.tolist(), [0, 2, 0])
            self.assertEqual(scores.missing.tolist(), [0, 1, 0])

    def test_a_wrong_value_is_named_and_the_safety_item_counts_all_the_same(self):
        table = np.zeros((3, 10), np.uint8)
        table[1, 3], table[1, 8], table[2, 8] = 9, 1, 3
        scores = score_batch("phq9", table)
        self.assertEqual(scores.status.tolist(), [0, 3, 0])
        self.assertEqual(scores.first_invalid.tolist(), [NO_ITEM, 3, NO_ITEM])
        self.assertEqual(scores.safety.tolist(), [False, True, True])
        self.assertEqual(scores.safety.dtype, np.bool_)
        self.assertEqual(scores.safety_unknown.tolist(), [False, False, False])
        self.assertEqual(scores.safety_unknown.dtype, np.bool_)

    def test_a_number_that_no_item_offers_makes_its_own_row_invalid_and_no_other(self):
        odd = [1.5, 999, -999, np.inf, -np.inf, 127, 126.5, 3e38, 4]
        columns = [np.array([*odd, 1], np.float64), np.array([*odd, 1], np.float32)]
        whole = [999, -999, 127, 128, 256, -129, 1 << 40, 4]
        columns += [np.array([*whole, 1], np.int64), np.array([*[abs(it) for it in whole], 1], np.uint64)]
        for column in columns:
            scores = score_batch("gad2", {"gad2.1": column, "gad2.2": np.zeros(len(column), np.int8)})
            self.assertEqual(scores.status.tolist(), [3] * (len(column) - 1) + [0], column)
            self.assertEqual(scores.first_invalid.tolist(), [0] * (len(column) - 1) + [NO_ITEM])
            self.assertEqual(scores.totals[-1], 1)

    def test_long_columns_are_scored_whole_wherever_a_piece_ends(self):
        rows = (1 << 16) + 3
        column = np.arange(rows) % 4
        scores = score_batch("gad2", {"gad2.1": column, "gad2.2": column})
        np.testing.assert_array_equal(scores.totals, (column * 2).astype(np.float32))

    def test_a_column_that_is_left_out_is_unanswered(self):
        scores = score_batch("phq9", {f"phq9.{it}": np.ones(2, np.int8) for it in range(1, 9)})
        self.assertEqual(scores.totals.tolist(), [9.0, 9.0])
        self.assertEqual([STATUS[it] for it in scores.status], ["prorated", "prorated"])
        self.assertEqual(scores.safety_unanswered.tolist(), [1, 1])
        self.assertEqual(scores.safety.tolist(), [False, False])
        self.assertEqual(scores.safety_unknown.tolist(), [True, True], "not answered is not a no")

    def test_sex_changes_what_was_published_with_a_rule_for_it(self):
        table = np.full((1, 15), 1, np.int8)
        totals = [score_batch("phq15", table, sex=it).totals[0] for it in (None, "female", "male")]
        self.assertEqual(totals, [15, 15, 14])

    def test_what_does_not_fit_is_an_exception(self):
        one = np.zeros(1, np.int8)
        for error, instrument, columns in [
            (interlude.ScoreError.UnknownInstrument, "phq99", {"phq9.1": one}),
            (interlude.ScoreError.UnknownInstrument, "phq99", np.zeros((1, 2))),
            (interlude.ScoreError.UnknownItem, "phq9", {"phq9.99": one}),
            (ValueError, "gad2", {"gad2.1": one, "gad2.2": np.zeros(2, np.int8)}),
            (ValueError, "gad2", np.zeros((4, 3), np.int8)),
            (ValueError, "gad2", np.zeros(2, np.int8)),
            (ValueError, "gad2", {"gad2.1": np.zeros((2, 2), np.int8)}),
            (TypeError, "gad2", {"gad2.1": np.array(["1"])}),
            (TypeError, "gad2", {"gad2.1": np.array([True])}),
            (TypeError, "gad2", {"gad2.1": np.array([None])}),
        ]:
            with self.subTest(columns=columns), self.assertRaises(error):
                score_batch(instrument, columns)
        with self.assertRaises(interlude.ScoreError.Sex):
            score_batch("gad2", {"gad2.1": one}, sex="m")

    def test_nothing_in_gives_nothing_out(self):
        self.assertEqual(score_batch("phq9", np.zeros((0, 10), np.int8)).totals.shape, (0,))
        self.assertEqual(score_batch("phq9", {}).totals.shape, (0,))


if __name__ == "__main__":
    unittest.main()
