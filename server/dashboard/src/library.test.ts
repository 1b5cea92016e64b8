import { expect, it } from "vitest";
import { FixtureLibrary } from "../e2e/fixture/library";
import { filtered, foundForms, hasSwitch, idsWith, languageGroups } from "./library";
import { amount, languageText } from "./text";
import type { About } from "./types";

const library = new FixtureLibrary();
const rows = library.rows();
const row = (id: string): About => {
  const found = rows.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const ids = (query: string): string[] => foundForms(rows, query).map((each) => each.id);

it("an instrument is found by its name, with or without its hyphen, and by its title", () => {
  expect(ids("phq-9")).toContain("phq9");
  expect(ids("PHQ9")).toEqual(["phq9"]);
  expect(ids("edinburgh")).toEqual(["epds"]);
  expect(ids("")).toHaveLength(rows.length);
  expect(ids("  ")).toHaveLength(rows.length);
});

it("conditions and licences are found, and every word must match", () => {
  expect(ids("perinatal")).toEqual(["phq9", "epds"]);
  expect(ids("non-commercial")).toEqual(["who5", "audit", "auditc", "dast10"]);
  expect(ids("non-commercial alcohol")).toEqual(["audit", "auditc"]);
  expect(ids("bring your own").every((id) => row(id).licence_class === "bring-your-own")).toBe(true);
  expect(ids("phq9 gad7")).toEqual([]);
});

it("a condition is found by its other names", () => {
  expect(ids("postpartum")).toEqual(ids("perinatal"));
  expect(ids("suicide")).toEqual(expect.arrayContaining(["asq", "sidas", "cssrs_screener", "bss", "sbqr"]));
  expect(ids("trauma")).toEqual(["pcl5", "pcptsd5"]);
  expect(ids("obsessive")).toEqual(["docs", "ocir", "ybocs_sr"]);
  expect(ids("addiction")).toEqual(["audit", "auditc", "dast10"]);
});

it("results keep the order of the library", () => {
  const order = rows.map((each) => each.id);
  const found = ids("depression");
  expect(found.length).toBeGreaterThan(5);
  expect(found).toEqual(order.filter((id) => found.includes(id)));
});

it("the list is filtered to instruments that are on, or that lack their wording", () => {
  expect(filtered(rows, "all")).toBe(rows);
  expect(filtered(rows, "on").map((each) => each.id)).toEqual(["phq9", "gad7", "daily_checkin", "asq"]);
  expect(filtered(rows, "wording").every((each) => each.wording === "missing")).toBe(true);
});

it("a switch sends all ids that are on afterwards, in the order of the library", () => {
  expect(idsWith(rows, "phq8", true)).toEqual(["phq9", "gad7", "daily_checkin", "phq8", "asq"]);
  expect(idsWith(rows, "gad7", false)).toEqual(["phq9", "daily_checkin", "asq"]);
  expect(idsWith(rows, "phq9", true)).toEqual(["phq9", "gad7", "daily_checkin", "asq"]);
});

it("an instrument without wording has a switch only to switch it off", () => {
  expect(hasSwitch(row("phq9"))).toBe(true);
  expect(hasSwitch(row("epds"))).toBe(false);
  expect(hasSwitch(row("hamd17"))).toBe(false);
  expect(hasSwitch({ ...row("epds"), on: true })).toBe(true);
});

it("languages are grouped by verification, those not offered last", () => {
  const groups = languageGroups(row("phq9").languages);
  expect(groups.map((each) => each.state)).toEqual(["verified", "not-offered"]);
  expect(groups.flatMap((each) => each.codes)).toHaveLength(row("phq9").languages.length);
  expect(languageGroups([])).toEqual([]);
});

it("a score has at most one decimal, and a minus sign", () => {
  expect([17, 6.3, 6.25, 10.0, -5, 0, 1200].map(amount)).toEqual(["17", "6.3", "6.3", "10", "−5", "0", "1200"]);
});

it("a language is named in words, an unknown one by its code", () => {
  expect(languageText("en")).toBe("English");
  expect(languageText("es-US")).toBe("Spanish (United States)");
  expect(languageText("not a code")).toBe("not a code");
});
