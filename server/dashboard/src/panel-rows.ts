/** Filters, sorts and windows the rows of the panel. */
import { search } from "./search";
import type { PanelRow, ReasonCode } from "./types";

export type Order = "matters" | "name" | "score" | "infusion" | "answer";
export type Density = "comfortable" | "compact";

/** The rows whose name or clinic number contain every word of `query`. */
export function found(rows: PanelRow[], query: string): PanelRow[] {
  return search(rows, query, (row) => `${row.name ?? ""} ${row.clinic_number ?? ""}`);
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

const last = Number.MAX_SAFE_INTEGER;

/** Sorts the rows. "matters" is core's order; the others put missing values last. */
export function ordered(rows: PanelRow[], order: Order): PanelRow[] {
  if (order === "matters") return rows;
  const copy = [...rows];
  if (order === "name") {
    return copy.sort((a, b) => (a.name ?? "\uffff").localeCompare(b.name ?? "\uffff", "en-US"));
  }
  const by: Record<Exclude<Order, "matters" | "name">, (row: PanelRow) => number> = {
    score: (row) => (row.score?.total === null || !row.score ? last : -row.score.total),
    infusion: (row) => row.last_infusion?.days ?? last,
    answer: (row) => row.last_answer?.days ?? last,
  };
  return copy.sort((a, b) => by[order](a) - by[order](b));
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
