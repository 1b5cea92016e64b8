"""Outcomes in Python: the lines that the command line reads and writes."""

import json
import unittest

import interlude
from interlude import OutcomeError, RuleOptions

COURSE = """\
{"patient":"b","kind":"score","instrument":"phq9","total":20,"day":0}
{"patient":"b","kind":"infusion","day":0,"dose_mg":40.5,"route":"iv"}
{"patient":"b","kind":"infusion","day":3}
{"patient":"b","kind":"score","instrument":"phq9","total":10,"day":3}
{"patient":"b","kind":"score","instrument":"phq9","total":null,"day":5}
{"patient":"b","kind":"score","instrument":"phq9","total":11,"day":22}
{"patient":"a","kind":"score","instrument":"gad7","total":9,"at":"2026-05-12T09:00:00-04:00"}
"""

# The bytes that core/cli/tests/outcomes expects of `interlude outcomes`.
OUTCOMES = """\
{"patient":"a","instrument":"gad7","baseline":null,"follow_up":null,"follow_up_day":null,"latest":null,"reduction":null,"change":null,"outcome":"no-infusion","response":null,"partial":null,"remission":null,"worse":null,"deterioration":null,"onset_day":null,"sustained_from_day":null,"loss_day":null,"durability":[],"n":0,"missing":0}
{"patient":"b","instrument":"phq9","baseline":20,"follow_up":11,"follow_up_day":22,"latest":11,"reduction":0.45,"change":9,"outcome":"partial-response","response":false,"partial":true,"remission":false,"worse":false,"deterioration":false,"onset_day":3,"sustained_from_day":null,"loss_day":22,"durability":[{"series":1,"days":19,"event":true}],"n":2,"missing":1}
"""

WRONG = [
    ("not json", "this is not a JSON object"),
    ('{"kind":"infusion","day":0}', "patient must be a text or a whole number"),
    ('{"patient":"b","kind":"dose","day":0}', 'kind must be "score" or "infusion"'),
    (
        '{"patient":"b","kind":"score","instrument":"phq9","total":28,"day":1}',
        "total lies outside 0 to 27",
    ),
    (
        '{"patient":"b","kind":"infusion","at":"2026-05-12T09:00:00-04:00"}',
        'this patient\'s first line has the other of "day" and "at"',
    ),
    ("x" * (1024 * 1024 + 1), "this is longer than 1 MiB"),
]


def read(told):
    return [json.loads(line) for line in told.lines.splitlines()]


class Lines(unittest.TestCase):
    def test_outcomes_have_the_bytes_of_the_command_line(self):
        told = interlude.outcomes(COURSE)
        self.assertEqual((told.lines, told.refused), (OUTCOMES, []))
        self.assertEqual(interlude.outcomes(COURSE, RuleOptions()).lines, OUTCOMES)

    def test_between_has_a_line_for_each_infusion(self):
        first, second = read(interlude.between(COURSE))
        self.assertEqual((first["dose_mg"], first["route"], first["next_day"]), (40.5, "iv", 3))
        self.assertEqual((second["before"], second["best"], second["change"]), (10, 11, -1))

    def test_a_cohort_has_rates_with_their_n_and_what_was_left_out(self):
        gad7, phq9 = read(interlude.cohort(COURSE))
        self.assertNotIn("patient", phq9)
        self.assertEqual(gad7["excluded"], {"no-infusion": 1, "no-baseline": 0, "no-follow-up": 0})
        self.assertEqual((gad7["n"], gad7["response"]), (0, None))
        self.assertEqual((phq9["n"], phq9["response"]["count"]), (1, 0))
        self.assertEqual(phq9["durability"]["median"], 19)

    def test_wrong_lines_are_named_and_never_hide_another(self):
        text = COURSE + "\n" + "\n".join(line for line, _ in WRONG)
        expected = [f"line {at}: {why}" for at, (_, why) in enumerate(WRONG, start=9)]
        for function in (interlude.outcomes, interlude.between, interlude.cohort):
            with self.subTest(function=function.__name__):
                told = function(text)
                self.assertEqual(told.refused, expected)
                self.assertEqual(told.lines, function(COURSE).lines)

    def test_nothing_usable_gives_no_line(self):
        for function in (interlude.outcomes, interlude.between, interlude.cohort, interlude.km):
            told = function("")
            self.assertEqual((told.lines, told.refused), ("", []))
            told = function("{}")
            self.assertEqual((told.lines, len(told.refused)), ("", 1))


class Rules(unittest.TestCase):
    def outcome(self, **rules):
        return read(interlude.outcomes(COURSE, RuleOptions(**rules)))[-1]

    def test_each_rule_changes_what_it_defines(self):
        self.assertEqual(self.outcome(remission_at_most=["phq9=11"])["outcome"], "remission")
        self.assertFalse(self.outcome(remission_below=["11"])["remission"])
        self.assertTrue(self.outcome(remission_below=["2", "phq9=12"])["remission"])
        self.assertEqual(self.outcome(window="0..18")["outcome"], "no-follow-up")
        self.assertEqual(self.outcome(window="19..19")["follow_up_day"], 22)
        self.assertIsNone(self.outcome(loss="total>=12")["loss_day"])
        self.assertEqual(
            self.outcome(confirm=2)["durability"], [{"series": 1, "days": 19, "event": False}]
        )
        self.assertEqual([it["series"] for it in self.outcome(series_gap=2)["durability"]], [1, 2])
        early = COURSE.replace('"total":20,"day":0', '"total":20,"day":-15')
        for days, expected in ((14, "no-baseline"), (15, "partial-response")):
            told = read(interlude.outcomes(early, RuleOptions(baseline_days=days)))
            self.assertEqual(told[-1]["outcome"], expected)

    def test_a_rule_that_cannot_be_read_is_an_exception_that_says_how_it_is_written(self):
        for rules, says in [
            ({"window": "31..14"}, "14..31"),
            ({"loss": "worse"}, "improvement<0.5"),
            ({"confirm": 0}, "at least 1"),
            ({"remission_below": ["phq99=5"]}, "phq99"),
            ({"remission_at_most": ["phq9"]}, "phq9=5"),
        ]:
            with self.subTest(rules=rules), self.assertRaises(OutcomeError.Rules) as refused:
                interlude.cohort(COURSE, RuleOptions(**rules))
            self.assertIn(says, refused.exception.text)


class Statistics(unittest.TestCase):
    def test_a_survival_curve(self):
        told = interlude.km('{"t":2,"event":true}\n{"t":2,"event":0}\n{"t":-1,"event":1}\n')
        self.assertEqual(told.refused, ["line 3: t must be a number, at least 0"])
        curve = '{"median":2,"steps":[{"t":2,"at_risk":2,"events":1,"survival":0.5}]}\n'
        self.assertEqual(told.lines, curve)

    def test_reliable_change(self):
        told = json.loads(interlude.rci(6, 0.84))
        self.assertAlmostEqual(told["sem"], 2.4)
        self.assertAlmostEqual(told["threshold_95"], 6.6524605974)
        for sd, reliability in ((0, 0.8), (6, 2), (float("nan"), 0.8)):
            with self.assertRaises(OutcomeError.ReliableChange):
                interlude.rci(sd, reliability)


if __name__ == "__main__":
    unittest.main()
