import { expect, it } from "vitest";
import {
  clockHere,
  countsTwelve,
  dayFromParts,
  dayText,
  minutesUntil,
  momentFromFields,
  momentText,
  readClock,
  sameZone,
} from "./time";

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
  expect(momentFromFields("2026-05-12", "8:29 pm")).toMatch(/^2026-05-12T20:29:00/);
  expect(momentFromFields("", "10:05")).toBeNull();
});

it("minutes left are rounded up and never below zero", () => {
  const from = Date.parse("2026-05-12T09:30:00Z");
  expect(minutesUntil("2026-05-12T09:39:30Z", from)).toBe(10);
  expect(minutesUntil("2026-05-12T09:30:00Z", from)).toBe(0);
  expect(minutesUntil("2026-05-12T09:00:00Z", from)).toBe(0);
});

it("a time is read in every common spelling", () => {
  const spellings: Record<string, string[]> = {
    "20:29": ["8:29 pm", "8:29pm", "8:29 PM", "8.29pm", "8.29 p.m.", "8:29 p. m.", "08:29 pm", "20:29", "20.29", "2029"],
    "08:29": ["8:29", "08:29", "8.29", "8h29", "08h29", "0829", "8:29 am", "8:29AM", "8:29 a.m.", " 8:29 ", "8 : 29"],
    "00:00": ["0:00", "00:00", "0000", "12:00 am", "12 am", "12am"],
    "12:00": ["12:00", "1200", "12 pm", "12:00 PM"],
    "20:00": ["8 pm", "8pm", "08 P.M."],
    "23:59": ["23:59", "11:59 pm", "11:59\u202fPM", "11:59\u00a0pm"],
  };
  for (const [clock, texts] of Object.entries(spellings)) {
    for (const text of texts) expect([text, readClock(text)]).toEqual([text, clock]);
  }
});

it("what is no time is refused whole, never cut", () => {
  const refused = [
    "", "8", "20", "829", "8:2", "8:290", "20:29:15", "8:29 pm tomorrow", "8:29 x", "8:29 p", "pm", "pm 8:29", "24:00", "25:00",
    "12:60", "99:99", "20:29 pm", "0:29 am", "13 pm", "-8:29", "+8:29", "8,29", "8;29", "8:29-9:00", "noon", "٨:٢٩", "８:２９",
    "8:29\u200f", "\u202e8:29", "8:29 pm pm", "08:29 08:29", "1e1:00", "9".repeat(1_000_000), `8:29${" ".repeat(9)}pm`, "x".repeat(1_000_000),
  ];
  for (const text of refused) expect([text.slice(0, 40), readClock(text)]).toEqual([text.slice(0, 40), null]);
});

it("every minute of a day is shown and read back, in 12 and in 24 hours", () => {
  for (let minute = 0; minute < 1440; minute += 1) {
    const clock = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
    expect(readClock(clockHere(clock, true))).toBe(clock);
    expect(readClock(clockHere(clock, false))).toBe(clock);
  }
  expect([clockHere("00:05", true), clockHere("12:00", true), clockHere("20:29", true)]).toEqual(["12:05 am", "12:00 pm", "8:29 pm"]);
});

it("the language decides between 12 and 24 hours, and two names of a zone are one", () => {
  expect(["en-US", "en-GB", "de-DE", "en-AU"].map((each) => countsTwelve(each))).toEqual([true, false, false, true]);
  expect(sameZone("US/Eastern", "America/New_York")).toBe(true);
  expect(sameZone("America/Phoenix", "America/Denver")).toBe(false);
  expect(sameZone("Nowhere/Land", "America/New_York")).toBe(false);
});
