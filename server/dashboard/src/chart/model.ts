/** Positions and labels of the chart. Pure functions, tested without a canvas. */
import { t } from "../text";
import { dayText } from "../time";
import type { Chart, InfusionPoint } from "../types";

const DAY = 86_400;

/** The local time of an RFC 3339 text as seconds; its time zone is ignored, so that no day shifts. */
export function wallSeconds(at: string): number {
  const local = at.length >= 19 ? at.slice(0, 19) : `${at.slice(0, 10)}T00:00:00`;
  return Date.parse(`${local}Z`) / 1000;
}

export type Stop = { kind: "point" | "infusion"; index: number; record: string; x: number; text: string };

/** The answers and infusions that the cursor can be on, by time. */
export function stops(chart: Chart): Stop[] {
  const points = chart.points.map((point, index): Stop => {
    return { kind: "point", index, record: point.record, x: wallSeconds(point.at), text: point.cursor };
  });
  const infusions = chart.infusions.map((infusion, index): Stop => {
    const text = t("chart.infusionCursor", {
      day: dayText(infusion.day),
      number: infusion.number,
      label: infusion.label,
    });
    return { kind: "infusion", index, record: infusion.record, x: wallSeconds(infusion.at), text };
  });
  return [...points, ...infusions].sort((a, b) => a.x - b.x);
}

export type Move = "next" | "previous" | "first" | "last" | "next-infusion" | "previous-infusion";

/** The index of the stop after a move; unchanged at the ends. */
export function moved(all: Stop[], from: number, move: Move): number {
  const kind = move.endsWith("infusion") ? "infusion" : "point";
  const fits = (index: number): boolean => all[index]?.kind === kind;
  const forward = move === "next" || move === "next-infusion" || move === "first";
  let index = move === "first" ? 0 : move === "last" ? all.length - 1 : from + (forward ? 1 : -1);
  while (index >= 0 && index < all.length) {
    if (fits(index)) return index;
    index += forward ? 1 : -1;
  }
  return from;
}

/** The index of the stop for `record`; the last answer if the chart does not have it. */
export function stopOf(all: Stop[], record: string | null): number {
  const index = all.findIndex((stop) => stop.record === record);
  return index < 0 ? moved(all, all.length, "last") : index;
}

/** The index of the stop nearest to the pixel `left`; `toPixels` converts seconds. */
export function nearest(all: Stop[], left: number, toPixels: (x: number) => number): number {
  let best = 0;
  let distance = Number.POSITIVE_INFINITY;
  all.forEach((stop, index) => {
    const away = Math.abs(toPixels(stop.x) - left);
    if (away < distance) {
      best = index;
      distance = away;
    }
  });
  return best;
}

/** The data of the line. Forms without a total are gaps, never zero. */
export function lineData(chart: Chart): [number[], (number | null)[]] {
  const xs: number[] = [];
  const ys: (number | null)[] = [];
  for (const point of chart.points) {
    const x = wallSeconds(point.at);
    const before = xs.at(-1);
    // uPlot needs ascending values, also for two answers in one second.
    xs.push(before !== undefined && x <= before ? before + 1 : x);
    ys.push(point.total);
  }
  return [xs, ys];
}

export type Range = { min: number; max: number };

/** The range of all answers and infusions, with a margin at both ends. */
export function wholeRange(chart: Chart): Range {
  const xs = stops(chart).map((stop) => stop.x);
  const first = chart.first_day === null ? [] : [wallSeconds(chart.first_day)];
  const last = chart.last_day === null ? [] : [wallSeconds(chart.last_day) + DAY];
  const min = Math.min(...xs, ...first);
  const planned = chart.planned.map((each) => wallSeconds(each.day) + DAY / 2);
  const max = Math.max(...xs, ...last, ...planned);
  if (!Number.isFinite(min) || !Number.isFinite(max)) return { min: 0, max: DAY };
  const air = Math.max((max - min) * 0.02, DAY);
  return { min: min - air, max: max + air };
}

/** The last weeks, which follow new answers (null: the whole chart), or a fixed range. */
export type Zoom = { weeks: number | null } | { range: Range };

export function rangeOf(zoom: Zoom, whole: Range): Range {
  if ("range" in zoom) return zoom.range;
  return zoom.weeks === null ? whole : { min: whole.max - zoom.weeks * 7 * DAY, max: whole.max };
}

/** The zoom for a chosen range; a range of the whole chart follows new answers. */
export function zoomOf(range: Range, whole: Range): Zoom {
  return range.min <= whole.min && range.max >= whole.max ? { weeks: null } : { range };
}

/** Zooms around the middle; at most the whole range, at least three days. */
export function zoomed(range: Range, whole: Range, factor: number): Range {
  const middle = (range.min + range.max) / 2;
  const half = Math.max(((range.max - range.min) / 2) * factor, 1.5 * DAY);
  const min = Math.max(whole.min, middle - half);
  const max = Math.min(whole.max, middle + half);
  return { min, max };
}

/** Moves the range, unchanged in length, so that it contains `x`. */
export function containing(range: Range, x: number): Range {
  if (x >= range.min && x <= range.max) return range;
  const air = (range.max - range.min) * 0.1;
  const shift = x < range.min ? x - air - range.min : x + air - range.max;
  return { min: range.min + shift, max: range.max + shift };
}

export type LaneMark = { left: number; number: string; dose: string };
export type LaneText = { left: number; text: string };

/** "0.5 mg/kg IV", or the dose in mg if the weight is unknown. */
export function doseLabel(infusion: InfusionPoint): string {
  return `${infusion.per_kg_text ?? infusion.dose_text} ${infusion.route.toUpperCase()}`;
}

/**
 * Places the labels of infusions, each with its number centred over its mark. The dose is shown at
 * the first infusion and where it changes, or at the next one with the same dose and enough room.
 * A label that would touch the next shrinks to its number, then to nothing. `width` measures a text
 * in pixels.
 */
export function laneTexts(marks: LaneMark[], right: number, width: (text: string) => number): LaneText[] {
  const start = (mark: LaneMark): number => mark.left - width(mark.number) / 2;
  let taken = Number.NEGATIVE_INFINITY;
  let due = false;
  return marks.map((mark, index) => {
    const left = start(mark);
    const next = marks[index + 1];
    const end = next === undefined ? right : start(next) - 4;
    due ||= mark.dose !== marks[index - 1]?.dose;
    const full = `${mark.number}   ${mark.dose}`;
    if (left < taken + 4) return { left, text: "" };
    const fits = due && left + width(full) <= end;
    const text = fits ? full : left + width(mark.number) <= right ? mark.number : "";
    if (fits) due = false;
    taken = left + width(text);
    return { left, text };
  });
}

/** Ticks of the score axis: the lower ends of the bands and the maximum. */
export function scoreTicks(chart: Chart): number[] {
  const { min, max, bands } = chart.instrument;
  if (bands.length > 0) return [...new Set([...bands.map((band) => band.from), max])];
  return [0, 0.25, 0.5, 0.75, 1].map((part) => Math.round(min + part * (max - min)));
}

const MONTH = new Intl.DateTimeFormat("en-US", { month: "short", timeZone: "UTC" });

/** "30 Mar" at the first tick of each day, with the year if it changes; ticks are seconds of local time. */
export function dayLabels(ticks: number[]): string[] {
  let before: Date | null = null;
  return ticks.map((tick) => {
    const date = new Date(tick * 1000);
    const day = `${date.getUTCDate()} ${MONTH.format(date)}`;
    const [last, year] = [before, date.getUTCFullYear()];
    before = date;
    if (last === null) return day;
    if (last.getUTCFullYear() !== year) return `${day} ${year}`;
    return last.toISOString().slice(0, 10) === date.toISOString().slice(0, 10) ? "" : day;
  });
}
