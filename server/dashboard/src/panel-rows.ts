/** Which rows of the panel are shown, in which order, and which of them are drawn. */
import { search } from "./search";
import type { PanelRow } from "./types";

export type Order = "matters" | "name" | "score" | "infusion" | "answer";
export type Density = "comfortable" | "compact";

/** Rows whose name or clinic number contains every word of `query`. */
export function found(rows: PanelRow[], query: string): PanelRow[] {
  return search(rows, query, (row) => `${row.name ?? ""} ${row.clinic_number ?? ""}`);
}

const last = Number.MAX_SAFE_INTEGER;

/** "matters" is core's order; the others put what is missing at the end. */
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

/** Least height of a row in CSS pixels, by its lines; a reason that wraps makes it higher. */
export function rowHeight(row: PanelRow, density: Density): number {
  const { reasons } = row;
  const notes = [row.safety_unanswered_text, row.late_text].filter((text) => text !== null);
  const lines = reasons.length + notes.length;
  if (density === "compact") return Math.max(40, lines * 18 + 6);
  const details = reasons.filter((reason) => reason.detail !== null).length;
  return Math.max(56, (lines + details) * 18 + 20);
}

/** Fewer rows than this are all drawn. */
export const ALWAYS_DRAWN = 80;
const SPARE = 600;

export type Slice = { from: number; to: number; above: number; below: number };

/** The rows that touch the window, with spare ones around, and the space left out on each side. */
export function slice(heights: number[], top: number, height: number): Slice {
  const whole = heights.reduce((sum, each) => sum + each, 0);
  if (heights.length <= ALWAYS_DRAWN) return { from: 0, to: heights.length, above: 0, below: 0 };
  let from = 0;
  let above = 0;
  while (from < heights.length && above + (heights[from] ?? 0) < top - SPARE) {
    above += heights[from] ?? 0;
    from += 1;
  }
  let to = from;
  let drawn = above;
  while (to < heights.length && drawn < top + height + SPARE) {
    drawn += heights[to] ?? 0;
    to += 1;
  }
  return { from, to, above, below: whole - drawn };
}
