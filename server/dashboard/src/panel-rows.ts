/** Filters, sorts and windows the rows of the panel. */
import { search } from "./search";
import type { PanelRow, ReasonCode } from "./types";

export type OrderKey = "matters" | "name" | "score" | "infusion" | "answer";
/** What rows are sorted by; `reversed`: the other way than at first. Core's order has one way only. */
export type Order = { by: OrderKey; reversed: boolean };
export const CORE_ORDER: Order = { by: "matters", reversed: false };

/** The order after a choice of `by`: the same one again turns it. */
export function turned(order: Order, by: OrderKey): Order {
  return { by, reversed: by !== "matters" && order.by === by && !order.reversed };
}

export type Density = "comfortable" | "compact";

const digits = (text: string): string => text.replace(/\D/g, "");

/** Dates of birth are found as they are written: 1984-03-14, 14 Mar 1984, 3/14/1984 and 14.3.1984. */
function bornOn(born: string, query: string): boolean {
  const written = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(query);
  if (written === null) return false;
  const [first, second, year] = [Number(written[1]), Number(written[2]), written[3]];
  const [month, day] = [Number(born.slice(5, 7)), Number(born.slice(8, 10))];
  if (born.slice(0, 4) !== year) return false;
  return (first === month && second === day) || (first === day && second === month);
}

/** Fewest digits by which a number is found without its dashes and spaces. */
const FEWEST_DIGITS = 4;

function hasNumber(row: PanelRow, query: string): boolean {
  const typed = digits(query);
  if (typed.length < FEWEST_DIGITS || /[^\d\s()+./-]/.test(query)) return false;
  return [row.clinic_number, row.telephone].some((each) => each !== null && digits(each).includes(typed));
}

/** The rows found by words of name, clinic number or date of birth, or by digits of number or telephone. */
export function found(rows: PanelRow[], query: string): PanelRow[] {
  const typed = query.trim();
  const compact = (text: string | null): string => (text ?? "").replace(/[-\s]/g, "");
  const text = (row: PanelRow): string =>
    [row.name, row.clinic_number, compact(row.clinic_number), row.born, row.born_text].join(" ");
  const byWords = new Set(search(rows, typed, text));
  return rows.filter(
    (row) => byWords.has(row) || hasNumber(row, typed) || (row.born !== null && bornOn(row.born, typed)),
  );
}

/** A reason to filter by. */
export type Signal = Exclude<ReasonCode, "none">;

/** All reasons, in the order in which core sorts rows by them. */
export const SIGNALS: Signal[] = [
  "safety-item",
  "worse",
  "lost-response",
  "earlier-losses",
  "not-responded",
  "silent",
  "infusion-planned",
  "not-answered",
  "unreadable",
  "unknown-version",
];

const has = (row: PanelRow, signal: Signal): boolean => row.reasons.some((reason) => reason.code === signal);

/** The reasons of any row, in core's order, with the number of rows that have each. */
export function signals(rows: PanelRow[]): { code: Signal; count: number }[] {
  const counted = SIGNALS.map((code) => ({ code, count: rows.filter((row) => has(row, code)).length }));
  return counted.filter(({ count }) => count > 0);
}

/** The rows with a reason; all rows for null. */
export function withSignal(rows: PanelRow[], signal: Signal | null): PanelRow[] {
  return signal === null ? rows : rows.filter((row) => has(row, signal));
}

/** The rows of the person who reads; all rows for false. */
export function ofMine(rows: PanelRow[], mine: boolean): PanelRow[] {
  return mine ? rows.filter((row) => row.owner?.is_me === true) : rows;
}

/** Which way a column is sorted first: the highest score and the newest infusion and answer come first. */
const KEYS: Record<Exclude<OrderKey, "matters">, (row: PanelRow) => number | string | null> = {
  name: (row) => row.name,
  score: (row) => (row.score?.total == null ? null : -row.score.total),
  infusion: (row) => row.last_infusion?.days ?? null,
  answer: (row) => row.last_answer?.days ?? null,
};

/** Sorts the rows. "matters" is core's order; the others put missing values last, whichever way. */
export function ordered(rows: PanelRow[], { by, reversed }: Order): PanelRow[] {
  if (by === "matters") return rows;
  const key = KEYS[by];
  return [...rows].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const way =
      typeof left === "string" ? left.localeCompare(String(right), "en-US") : left - Number(right);
    return reversed ? -way : way;
  });
}

/** Minimum height of a row in CSS pixels; wrapped reasons make it higher. */
export function rowHeight(row: PanelRow, density: Density): number {
  const { reasons } = row;
  const notes = [row.safety_unanswered_text, row.late_text].filter((text) => text !== null);
  const lines = reasons.length + notes.length;
  if (density === "compact") return Math.max(40, lines * 18 + 6);
  const details = reasons.filter((reason) => reason.detail !== null).length;
  return Math.max(56, (lines + details) * 18 + 20);
}

/** Up to this number, all rows are drawn. */
export const ALWAYS_DRAWN = 80;
/** Drawn above and below the viewport, in CSS pixels. */
const MARGIN = 600;

export type Slice = { from: number; to: number; above: number; below: number };

/** The rows in the viewport and a margin, and the heights omitted above and below, in CSS pixels. */
export function slice(heights: number[], top: number, height: number): Slice {
  const total = heights.reduce((sum, each) => sum + each, 0);
  if (heights.length <= ALWAYS_DRAWN) return { from: 0, to: heights.length, above: 0, below: 0 };
  let from = 0;
  let above = 0;
  while (from < heights.length && above + (heights[from] ?? 0) < top - MARGIN) {
    above += heights[from] ?? 0;
    from += 1;
  }
  let to = from;
  let drawn = above;
  while (to < heights.length && drawn < top + height + MARGIN) {
    drawn += heights[to] ?? 0;
    to += 1;
  }
  return { from, to, above, below: total - drawn };
}
