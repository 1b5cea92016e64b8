import { expect, it } from "vitest";
import { dayFromParts, dayText, minutesUntil, momentFromFields, momentText } from "./time";

it("dates keep their local day in any time zone, with the month in letters", () => {
  expect(dayText("2026-05-12")).toBe("12 May 2026");
  expect(momentText("2026-01-02T23:59:59-11:00")).toBe("2 Jan 2026, 23:59");
});

it("only days of the calendar are accepted", () => {
  expect(dayFromParts("29", "02", "1992")).toBe("1992-02-29");
  expect(dayFromParts("9", "2", "1992")).toBe("1992-02-09");
  expect(dayFromParts("29", "02", "1993")).toBeNull();
  expect(dayFromParts("31", "04", "1984")).toBeNull();
  expect(dayFromParts("1", "", "1984")).toBeNull();
  expect(dayFromParts("1", "1", "84")).toBeNull();
});

it("a moment has this computer's offset and whole seconds", () => {
  expect(momentFromFields("2026-05-12", "9:05")).toMatch(/^2026-05-12T09:05:00[+-]\d\d:\d\d$/);
  expect(momentFromFields("2026-05-12", "25:00")).toBeNull();
  expect(momentFromFields("2026-05-12", "10.05")).toBeNull();
  expect(momentFromFields("", "10:05")).toBeNull();
});

it("minutes left are rounded up and never below zero", () => {
  const from = Date.parse("2026-05-12T09:30:00Z");
  expect(minutesUntil("2026-05-12T09:39:30Z", from)).toBe(10);
  expect(minutesUntil("2026-05-12T09:30:00Z", from)).toBe(0);
  expect(minutesUntil("2026-05-12T09:00:00Z", from)).toBe(0);
});
