import { expect, it } from "vitest";
import { readClinicFields } from "../ui/clinic-fields";
import { clinicOf } from "../ui/passphrase-form";
import { readPerson } from "../ui/person-fields";
import { duplicateOf } from "./add";
import { readInfusion } from "./infusion";

const GIVEN = {
  year: "1984",
  on_day: "15",
  on_month: "05",
  on_year: "2026",
  time: "10:05",
  dose: "41",
  weight: "82",
  route: "iv",
  minutes: "40",
};

it("an infusion's fields become the arguments of the call", () => {
  const read = readInfusion(GIVEN);
  expect(read).toMatchObject({
    ok: { year_of_birth: 1984, route: "iv", dose_mg: 41, weight: 82, weight_unit: "kg", duration_minutes: 40 },
  });
  expect(readInfusion({ ...GIVEN, weight: "" })).toMatchObject({ ok: { weight: null } });
  const pounds = readInfusion({ ...GIVEN, weight: "180", weight_unit: "lb", time: "8:29 pm" });
  expect(pounds).toMatchObject({ ok: { weight: 180, weight_unit: "lb", at: expect.stringContaining("T20:29:00") } });
});

it.each([".5", "5.0", "0.50", "05", "1e3", "-4", "41 mg", "", "4,1"])("a dose of “%s” is refused", (dose) => {
  expect(readInfusion({ ...GIVEN, dose })).toHaveProperty("errors.dose");
});

it("a number too long for any field is refused, not sent", () => {
  const long = "9".repeat(1_000_000);
  const read = readInfusion({ ...GIVEN, year: long, on_year: long, dose: long, weight: long, minutes: long });
  expect("errors" in read && Object.keys(read.errors).sort()).toEqual(["dose", "minutes", "on_day", "weight", "year"]);
});

it.each(["5", "0.5", "41", "61.5", "100"])("a dose of “%s” is accepted", (dose) => {
  expect(readInfusion({ ...GIVEN, dose })).toMatchObject({ ok: { dose_mg: Number(dose) } });
});

it("every missing value has an error at its field", () => {
  const read = readInfusion({});
  expect("errors" in read && Object.keys(read.errors).sort()).toEqual(["dose", "minutes", "on_day", "route", "time", "year"]);
  expect(Object.keys(readPerson({}).errors).sort()).toEqual(["day", "name"]);
  const typed = { name: "X", day: "14", month: "03", year: "1984" };
  expect(readPerson(typed).person?.sex_for_scoring).toBeNull();
  expect(readPerson({ ...typed, sex: "male" }).person?.sex_for_scoring).toBe("male");
  expect(Object.keys(readClinicFields({}).errors).sort()).toEqual(["country", "hours", "read_within_hours"]);
});

it("\"another country\" is sent as no country, so that the phone shows the neutral screen", () => {
  const fields = { hours: "Mon", zone: "Europe/Oslo", telephone: "", read_within_hours: "12", country: "other" };
  expect(readClinicFields(fields).info).toMatchObject({ country: null, telephone: null, read_within_hours: 12 });
});

it("a duplicate has the same birth date and the same ID; empty IDs do not match", () => {
  const person = { name: "X", born: "1984-03-14", clinic_number: "4821-K", telephone: null, pronouns: null, sex_for_scoring: null };
  const listed = { patient: "a", name: "REYES, Dana", born: "1984-03-14", clinic_number: "4821-K" };
  expect(duplicateOf(person, [listed])).toBe(listed);
  expect(duplicateOf({ ...person, born: "1984-03-15" }, [listed])).toBeNull();
  expect(duplicateOf({ ...person, clinic_number: null }, [{ ...listed, clinic_number: null }])).toBeNull();
});

it("a clinic is found in its address or by its number alone", () => {
  const number = "0123456789abcdef0123456789abcdef";
  expect(clinicOf(number)).toBe(number);
  expect(clinicOf(` http://127.0.0.1:8080/c/${number.toUpperCase()}/p `)).toBe(number);
  expect(clinicOf(`https://harbor.example/p/${number}`)).toBeNull();
  expect(clinicOf(`${number}0`)).toBeNull();
  expect(clinicOf("harbor")).toBeNull();
});
