"""The Python side of the library, as UniFFI writes it: a phone of ten lines, the real core, a real server."""

import json
import os
import subprocess
import tempfile
import unittest

import interlude
from interlude import AnswerView, AppError, LocalTime, PatientApp, Stage

MORNING = LocalTime(at="2026-05-12T09:12:00-04:00", zone="America/New_York")


class Guard(interlude.KeyGuard):
    """A key store for tests: it only has to give back what it was given."""

    def seal(self, plain):
        return bytes(255 - it for it in plain)

    def open(self, sealed):
        return bytes(255 - it for it in sealed)


class Lost(interlude.KeyGuard):
    """A key store whose key is gone."""

    def seal(self, plain):
        raise interlude.GuardError.Refused(reason="no key")

    open = seal


class Clinic:
    """The program `clinic` of interlude-tests: a server and a clinician's page, one JSON line an act."""

    def __enter__(self):
        program = [os.environ["INTERLUDE_CLINIC"]]
        self.process = subprocess.Popen(
            program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.ready = json.loads(self.process.stdout.readline())
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def do(self, act, **arguments):
        self.process.stdin.write(json.dumps({"do": act, **arguments}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "error" not in answer, answer
        return answer


class CrisisHelp(unittest.TestCase):
    def test_every_country_offers_a_number_to_call_first(self):
        countries = interlude.countries()
        self.assertEqual({it.code for it in countries}, {"US", "CA", "GB", "AU"})
        for country in countries:
            with self.subTest(country=country.code):
                help_now = interlude.help_now(country.code)
                self.assertEqual(help_now.emergency.kind, interlude.ActionKind.CALL)
                self.assertRegex(help_now.emergency.number, r"^\+?[0-9]+$")
                self.assertTrue(help_now.primary.number)

    def test_an_unknown_country_gets_the_fallback_and_never_nothing(self):
        for country in (None, "", "ZZ", "us\0"):
            with self.subTest(country=country):
                help_now = interlude.help_now(country)
                self.assertTrue(help_now.heading)
                self.assertRegex(help_now.emergency.number, r"^\+?[0-9]+$")
                self.assertTrue(help_now.others, "the fallback names lines of several countries")


class BeforeJoining(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.app = PatientApp.open(folder.name, Guard())

    def test_a_new_phone_says_so(self):
        self.assertEqual(self.app.stage(), Stage.NEW)
        self.assertIsNone(self.app.clinic())
        self.assertIsNone(self.app.recovery_code())

    def test_what_is_no_invite_is_refused_in_words(self):
        for text in ("", "hello", "JFGFCMICES4JO4B5"):
            with self.subTest(text=text), self.assertRaises(AppError.InvalidInvite) as refused:
                self.app.join(text)
            self.assertTrue(refused.exception.text)
        self.assertEqual(self.app.stage(), Stage.NEW)

    def test_nothing_is_answered_before_joining(self):
        with self.assertRaises(AppError.WrongStage):
            self.app.open_form("phq9", MORNING)


class Journey(unittest.TestCase):
    def test_a_phone_in_python_joins_answers_sends_and_shows_its_trend(self):
        with Clinic() as clinic, tempfile.TemporaryDirectory() as folder:
            app = PatientApp.open(folder, Guard())
            self.join(app, clinic)
            app.sync()
            clinic.do("infusion", at="2026-05-11T10:00:00-04:00")
            self.answer(app)

            report = app.sync()
            self.assertTrue(report.up_to_date, report.status_text)
            chart = app.trend("phq9", MORNING)
            self.assertEqual([point.total for point in chart.points], [9])
            self.assertEqual([(it.number, it.day) for it in chart.infusions], [(1, "2026-05-11")])

            del app
            self.assertEqual(PatientApp.open(folder, Guard()).stage(), Stage.ENROLLED)
            with self.assertRaises(AppError):
                PatientApp.open(folder, Lost())

    def join(self, app, clinic):
        invite = clinic.do("invite")["invite"]
        self.assertEqual(app.read_invite(invite).clinic_url, clinic.ready["origin"])
        digits = app.join(invite).digits
        self.assertRegex(digits, r"^[0-9]{6}$")
        self.assertFalse(app.await_confirmation())
        clinic.do("confirm", digits=digits)
        self.assertTrue(app.await_confirmation())
        choices = [interlude.ContentChoice(kind=it.code, shared=True) for it in app.content_kinds()]
        code = app.enrol(choices, MORNING)
        groups = code.split("-")
        self.assertEqual(len(groups), 7)
        self.assertFalse(app.confirm_recovery(["0000", groups[4]]))
        self.assertTrue(app.confirm_recovery([groups[1], groups[4]]))
        self.assertIsNone(app.recovery_code())

    def answer(self, app):
        with self.assertRaises(AppError.UnknownInstrument):
            app.open_form("phq8000", MORNING)
        form = app.open_form("phq9", MORNING)
        for item in form.items():
            tap = form.answer(item.id, AnswerView.CHOICE(1))
            self.assertEqual(tap.crisis is not None, item.id == "phq9.9", item.id)
        lowered = form.answer("phq9.9", AnswerView.CHOICE(0))
        self.assertTrue(lowered.changed_notice)
        with self.assertRaises(AppError.NotOffered):
            form.answer("phq9.9", AnswerView.CHOICE(4))
        with self.assertRaises(AppError.UnknownItem):
            form.answer("phq9.99", AnswerView.CHOICE(1))
        raised = form.answer("phq9.9", AnswerView.CHOICE(1))
        self.assertTrue(raised.crisis.emergency.number)
        # Item 10 is asked once any of the nine is above zero.
        for item in form.items():
            if item.answered is None:
                form.answer(item.id, AnswerView.SKIPPED())
        self.assertTrue(form.submit(MORNING).shared)
        with self.assertRaises(AppError.AlreadyClosed):
            form.submit(MORNING)


if __name__ == "__main__":
    unittest.main()
