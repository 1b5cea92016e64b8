import { expect, it } from "vitest";
import { Patients } from "../../e2e/fixture/patients";
import type { Chart } from "../types";
import { footSigns } from "./draw";
import {
  containing,
  dayLabels,
  doseLabel,
  laneTexts,
  lineData,
  moved,
  nearest,
  rangeOf,
  scoreTicks,
  stopOf,
  stops,
  wallSeconds,
  wholeRange,
  zoomed,
  zoomOf,
} from "./model";

const patients = new Patients("all");
const dana = patients.panel().rows[0]?.patient ?? "";
const chart = patients.chart({ patient: dana, instrument: null });
const all = stops(chart);
const DAY = 86_400;

it("points are placed at their local time, in any time zone", () => {
  expect(wallSeconds("2026-05-12T23:30:00-11:00")).toBe(Date.parse("2026-05-12T23:30:00Z") / 1000);
  expect(wallSeconds("2026-05-12")).toBe(Date.parse("2026-05-12T00:00:00Z") / 1000);
});

it("a form without a total is a gap, never zero", () => {
  const [xs, ys] = lineData(chart);
  expect(ys).toContain(null);
  expect(ys).not.toContain(0);
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
  expect(ys).toHaveLength(chart.points.length);
});

it("two answers in the same second have ascending times", () => {
  const [point] = chart.points;
  const twice = { ...chart, points: [point, point] } as Chart;
  const [xs] = lineData(twice);
  expect(xs[1]).toBeGreaterThan(xs[0] ?? 0);
});

it("arrows move by answer and Page keys by infusion, and both stop at the ends", () => {
  const last = moved(all, all.length, "last");
  expect(all[last]).toMatchObject({ kind: "point", index: 15 });
  const infusion = moved(all, last, "previous-infusion");
  expect(all[infusion]).toMatchObject({ kind: "infusion", index: 4 });
  expect(all[moved(all, infusion, "next")]).toMatchObject({ kind: "point", index: 12 });
  const first = moved(all, 7, "first");
  expect(moved(all, first, "previous")).toBe(first);
  expect(moved(all, last, "next")).toBe(last);
});

it("the cursor stays on its record when answers are added, else it is on the last answer", () => {
  const early = { ...chart, points: chart.points.slice(0, 8) };
  const before = stops(early);
  const read = moved(before, before.length, "last");
  const record = before[read]?.record ?? null;
  expect(all[stopOf(all, record)]).toMatchObject({ kind: "point", index: 7, record });
  const late = stops({ ...chart, points: chart.points.slice(4) });
  expect(late[stopOf(late, record)]).toMatchObject({ kind: "point", index: 3, record });
  for (const gone of [null, "no such record"]) expect(stopOf(all, gone)).toBe(moved(all, all.length, "last"));
});

it("when the chart grows, a chosen range stays and the last weeks move along", () => {
  const grown = { ...wholeRange(chart), max: wholeRange(chart).max + 9 * DAY };
  const chosen = { min: 100, max: 200 };
  expect(rangeOf({ range: chosen }, grown)).toEqual(chosen);
  expect(rangeOf({ weeks: 4 }, grown)).toEqual({ min: grown.max - 28 * DAY, max: grown.max });
  expect(rangeOf({ weeks: null }, grown)).toEqual(grown);
  expect(zoomOf(chosen, grown)).toEqual({ range: chosen });
  expect(zoomOf(zoomed(rangeOf({ weeks: 4 }, grown), grown, 1000), grown)).toEqual({ weeks: null });
});

it("the pointer selects the nearest answer or infusion", () => {
  const x = all[9]?.x ?? 0;
  expect(nearest(all, 100, (at) => 100 + (at - x) / DAY)).toBe(9);
});

it("the whole range contains every answer and infusion, and zooming stays within it", () => {
  const whole = wholeRange(chart);
  expect(all.every((stop) => stop.x > whole.min && stop.x < whole.max)).toBe(true);
  const four = rangeOf({ weeks: 4 }, whole);
  expect(four.max - four.min).toBe(28 * DAY);
  expect(zoomed(four, whole, 1000)).toEqual(whole);
  const closest = zoomed(four, whole, 0.0001);
  expect(closest.max - closest.min).toBe(3 * DAY);
});

it("zooming in at the last answer keeps it visible", () => {
  const whole = wholeRange(chart);
  const last = all.at(-1)?.x ?? 0;
  const middle = zoomed(whole, whole, 0.3);
  expect(last).toBeGreaterThan(middle.max);
  const kept = containing(middle, last);
  expect(kept.max).toBeGreaterThan(last);
  expect(kept.max - kept.min).toBeCloseTo(middle.max - middle.min);
});

it("moving the cursor out of the range moves the range", () => {
  const range = { min: 100, max: 200 };
  expect(containing(range, 150)).toBe(range);
  expect(containing(range, 50)).toEqual({ min: 40, max: 140 });
  expect(containing(range, 260)).toEqual({ min: 170, max: 270 });
});

it("an empty chart has a range to draw", () => {
  const empty = { ...chart, points: [], infusions: [], first_day: null, last_day: null };
  expect(wholeRange(empty)).toEqual({ min: 0, max: DAY });
  expect(stops(empty)).toEqual([]);
});

it("a dose is per kg if the weight is known", () => {
  const [first] = chart.infusions;
  expect(first && doseLabel(first)).toBe("0.5\u00a0mg/kg IV");
  expect(first && doseLabel({ ...first, per_kg_text: null })).toBe("41\u00a0mg IV");
});

const width = (text: string): number => text.length * 6;
const mark = (left: number, number: string, dose: string) => ({ left, number, dose });
const texts = (marks: ReturnType<typeof mark>[], right: number): string[] =>
  laneTexts(marks, right, width).map((label) => label.text);

it("the dose is shown at the first infusion and where it changes", () => {
  const marks = [mark(10, "1", "a"), mark(100, "2", "a"), mark(200, "3", "b"), mark(300, "4", "b")];
  expect(texts(marks, 400)).toEqual(["1   a", "2", "3   b", "4"]);
});

it("without room the dose moves to the next infusion with the same dose", () => {
  const marks = [mark(10, "1", "aaaaa"), mark(40, "2", "aaaaa"), mark(70, "3", "aaaaa"), mark(170, "4", "aaaaa")];
  expect(texts(marks, 400)).toEqual(["1", "2", "3   aaaaa", "4"]);
  expect(texts([mark(10, "1", "aaaaa"), mark(40, "2", "b")], 400)).toEqual(["1", "2   b"]);
});

it("labels shrink to their number, then disappear, instead of touching", () => {
  expect(texts([mark(30, "2", "a"), mark(34, "3", "a"), mark(60, "4", "a")], 300)).toEqual(["2", "", "4   a"]);
  expect(texts([mark(60, "4", "0.75 mg/kg IV")], 90)).toEqual(["4"]);
  expect(texts([mark(60, "4", "0.75 mg/kg IV")], 61)).toEqual([""]);
});

it("the ticks of the score axis are the lower ends of bands", () => {
  expect(scoreTicks(chart)).toEqual([0, 5, 10, 15, 20, 27]);
  const none = { ...chart, instrument: { ...chart.instrument, min: 0, max: 80, bands: [] } };
  expect(scoreTicks(none)).toEqual([0, 20, 40, 60, 80]);
});

it("the foot lane marks a safety item that was changed back", () => {
  const [point] = chart.points;
  const changed = { ...point, safety: [{ item: "phq9.9", number: "9", text: "", first: 1, highest: 1, last: 0, changed: true }] };
  expect(footSigns(changed as Chart["points"][number])).toEqual(["safety"]);
  expect(footSigns({ ...changed, safety: [], total: null } as never)).toEqual(["not-scored"]);
});

it("the foot lane marks what core sends, also the answer 0 of a reversed item", () => {
  const [point] = chart.points;
  const worst = { item: "own.3", number: "3", text: "", first: 0, highest: 0, last: 0, changed: false };
  expect(footSigns({ ...point, status: "complete", shortened_text: null, safety: [worst] } as never)).toEqual(["safety"]);
});

it("each day is labelled once at any zoom", () => {
  const hour = (day: number, hour: number): number => Date.UTC(2026, 4, day, hour) / 1000;
  expect(dayLabels([hour(11, 18), hour(12, 0), hour(12, 6), hour(12, 12)])).toEqual(["11 May", "12 May", "", ""]);
  const year = Date.UTC(2027, 0, 1) / 1000;
  expect(dayLabels([hour(12, 0), year, year + 86_400])).toEqual(["12 May", "1 Jan 2027", "2 Jan"]);
});
