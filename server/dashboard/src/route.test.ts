import { expect, it } from "vitest";
import { addressOf, parseAddress, type Place } from "./route";

const CLINIC = "a".repeat(32);
const PATIENT = "0123456789abcdef0123456789abcdef";

it.each<[string, Place]>([
  ["/p", { view: "panel" }],
  [`/p/${PATIENT}`, { view: "patient", patient: PATIENT }],
  [`/p/${PATIENT}/infusion`, { view: "infusion", patient: PATIENT, record: null }],
  [`/p/${PATIENT}/infusion/${PATIENT}`, { view: "infusion", patient: PATIENT, record: PATIENT }],
  ["/cohort", { view: "cohort" }],
  [`/p/${PATIENT}/treatment`, { view: "treatment", patient: PATIENT }],
  [`/p/${PATIENT}/rate`, { view: "rate", patient: PATIENT }],
  ["/new", { view: "add" }],
  ["/library", { view: "library" }],
  ["/library/phq9", { view: "instrument", instrument: "phq9" }],
  ["/clinic", { view: "clinic" }],
])("%s is read and written the same", (path, place) => {
  expect(parseAddress(`/c/${CLINIC}${path}`)).toEqual({ clinic: CLINIC, place });
  expect(addressOf(CLINIC, place)).toBe(`/c/${CLINIC}${path}`);
});

it("the root names no clinic, and a clinic's address opens its panel", () => {
  expect(parseAddress("/")).toEqual({ clinic: null, place: { view: "panel" } });
  expect(parseAddress(`/c/${CLINIC}`)).toEqual({ clinic: CLINIC, place: { view: "panel" } });
});

it("any other address is nowhere", () => {
  for (const path of ["/p/dana", `/p/${PATIENT}/notes`, "/export", "/library/PHQ-9", "/library/phq9/x", "/clinic/phq9", `/p/${PATIENT}/infusion/x`, `/p/${PATIENT}/rate/hamd17`, `/new/${PATIENT}`]) {
    expect(parseAddress(`/c/${CLINIC}${path}`).place).toEqual({ view: "nowhere" });
  }
  expect(parseAddress("/c/harbor").place).toEqual({ view: "nowhere" });
  expect(parseAddress("/admin").place).toEqual({ view: "nowhere" });
});
