"""The Python side of the library, as UniFFI writes it, over the real core."""

import unittest

import interlude


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
                self.assertTrue(any("watch" in line for line in help_now.lines), help_now.lines)

    def test_an_unknown_country_gets_the_fallback_and_never_nothing(self):
        for country in (None, "", "ZZ", "us\0"):
            with self.subTest(country=country):
                help_now = interlude.help_now(country)
                self.assertTrue(help_now.heading)
                self.assertRegex(help_now.emergency.number, r"^\+?[0-9]+$")
                self.assertTrue(help_now.others, "the fallback names lines of several countries")


if __name__ == "__main__":
    unittest.main()
