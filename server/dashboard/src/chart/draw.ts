/** Draws bands, infusion lane, foot lane and cursor on the chart's canvas. */
import type uPlot from "uplot";
import { t } from "../text";
import { font } from "../typeface";
import type { Chart, Point } from "../types";
import { doseLabel, laneTexts, type Stop, wallSeconds } from "./model";
import type { Palette } from "./palette";

export const LANE = 30;
export const FOOT = 22;
/** Below this width, band names are below the chart instead of beside it. */
export const NARROW = 620;

export type Drawing = {
  chart: Chart;
  palette: Palette;
  /** The stop under the cursor; null on paper. */
  stop: Stop | null;
  narrow: boolean;
};

/** Canvas pixels per CSS pixel. */
const ratio = (u: uPlot): number => (u.width === 0 ? 1 : u.ctx.canvas.width / u.width);
const fontOf = (u: uPlot, size = 12): string => font(size * ratio(u));

/** Draws the severity bands as background, with a thin line at each cut-off. */
export function drawBands(u: uPlot, { chart, palette }: Drawing): void {
  const { ctx } = u;
  const { left, width } = u.bbox;
  ctx.save();
  chart.instrument.bands.forEach((band, index) => {
    const low = Math.round(u.valToPos(band.from, "y", true));
    const next = chart.instrument.bands[index + 1];
    const high = Math.round(u.valToPos(next?.from ?? chart.instrument.max, "y", true));
    ctx.fillStyle = palette.bands[band.step] ?? palette.surface;
    ctx.fillRect(left, high, width, low - high);
    ctx.fillStyle = palette.line;
    ctx.fillRect(left, low, width, Math.max(1, Math.round(ratio(u))));
  });
  ctx.restore();
}

/** Draws name and range of each band at the right edge. */
export function drawBandNames(u: uPlot, { chart, palette, narrow }: Drawing): void {
  if (narrow) return;
  const { ctx } = u;
  const px = ratio(u);
  const edge = u.bbox.left + u.bbox.width;
  ctx.save();
  ctx.font = fontOf(u);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  chart.instrument.bands.forEach((band, index) => {
    const bands = chart.instrument.bands;
    const top = u.valToPos(bands[index + 1]?.from ?? chart.instrument.max, "y", true);
    const middle = (u.valToPos(band.from, "y", true) + top) / 2;
    ctx.fillStyle = palette.bands[band.step] ?? palette.surface;
    ctx.fillRect(edge + 10 * px, middle - 5 * px, 10 * px, 10 * px);
    ctx.strokeStyle = palette.text2;
    ctx.lineWidth = px;
    ctx.strokeRect(edge + 10 * px, middle - 5 * px, 10 * px, 10 * px);
    ctx.fillStyle = palette.text;
    ctx.fillText(t("chart.bandName", { label: band.label, range: band.range_text }), edge + 26 * px, middle);
  });
  ctx.restore();
}

/** Draws each infusion: ▼ in the lane above the plot, and a line over its height. */
export function drawInfusions(u: uPlot, { chart, palette }: Drawing): void {
  const { ctx } = u;
  const px = ratio(u);
  const { left, top, width, height } = u.bbox;
  const shown = chart.infusions
    .map((infusion) => ({
      left: u.valToPos(wallSeconds(infusion.at), "x", true),
      number: String(infusion.number),
      dose: doseLabel(infusion),
    }))
    .filter((mark) => mark.left >= left && mark.left <= left + width);
  ctx.save();
  ctx.font = fontOf(u);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = palette.mark;
  const texts = laneTexts(
    shown.map((mark) => ({ ...mark, left: mark.left / px })),
    u.ctx.canvas.width / px,
    (text) => ctx.measureText(text).width / px,
  );
  for (const planned of chart.planned) {
    const x = Math.round(u.valToPos(wallSeconds(planned.day) + 43_200, "x", true));
    if (x < left || x > left + width) continue;
    ctx.strokeStyle = palette.mark;
    ctx.lineWidth = px;
    ctx.setLineDash([4 * px, 4 * px]);
    ctx.beginPath();
    ctx.moveTo(x + 0.5, top - 4 * px);
    ctx.lineTo(x + 0.5, top + height);
    ctx.stroke();
    ctx.setLineDash([]);
    triangle(ctx, x + px / 2, top - 9 * px, 5 * px, "stroke");
  }
  shown.forEach((mark, index) => {
    const x = Math.round(mark.left);
    ctx.fillRect(x, top - 4 * px, Math.max(1, Math.round(px)), height + 4 * px);
    triangle(ctx, x + px / 2, top - 9 * px, 5 * px);
    const label = texts[index];
    if (label) ctx.fillText(label.text, label.left * px, top - 22 * px);
  });
  ctx.restore();
}

function triangle(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  size: number,
  how: "fill" | "stroke" = "fill",
): void {
  ctx.beginPath();
  ctx.moveTo(x - size, y - size);
  ctx.lineTo(x + size, y - size);
  ctx.lineTo(x, y + size);
  ctx.closePath();
  ctx[how]();
}

export type FootSign = "safety" | "not-scored" | "prorated";

/**
 * The signs of a point in the foot lane, the safety item first. Core sends only answers that met their safety rule.
 * Their value is not compared with 0, because 0 is the worst answer of reversed items.
 */
export function footSigns(point: Point): FootSign[] {
  const signs: FootSign[] = [];
  if (point.safety.length > 0) signs.push("safety");
  if (point.total === null) signs.push("not-scored");
  if (point.status === "prorated" || point.shortened_text !== null) signs.push("prorated");
  return signs;
}

/** Draws signs below the plot: ◆ safety item, ○ not scored, ◇ prorated or at a shortened interval. */
export function drawFoot(u: uPlot, { chart, palette }: Drawing): void {
  const { ctx } = u;
  const px = ratio(u);
  const { left, top, width, height } = u.bbox;
  const y = top + height + 11 * px;
  ctx.save();
  ctx.lineWidth = 1.5 * px;
  for (const point of chart.points) {
    const x = u.valToPos(wallSeconds(point.at), "x", true);
    if (x < left || x > left + width) continue;
    footSigns(point).forEach((sign, index) => drawSign(ctx, sign, x + index * 11 * px, y, 4.5 * px, palette));
  }
  ctx.restore();
}

function drawSign(
  ctx: CanvasRenderingContext2D,
  sign: FootSign,
  x: number,
  y: number,
  size: number,
  palette: Palette,
): void {
  ctx.beginPath();
  if (sign === "not-scored") ctx.arc(x, y, size - 0.5, 0, 2 * Math.PI);
  else {
    ctx.moveTo(x, y - size);
    ctx.lineTo(x + size, y);
    ctx.lineTo(x, y + size);
    ctx.lineTo(x - size, y);
    ctx.closePath();
  }
  if (sign === "safety") {
    ctx.fillStyle = palette.attention;
    ctx.fill();
  } else {
    ctx.strokeStyle = palette.mark;
    ctx.stroke();
  }
}

/** Draws the cursor: a ring around a point, or a thicker infusion line. */
export function drawCursor(u: uPlot, { chart, palette, stop }: Drawing): void {
  if (stop === null) return;
  const { ctx } = u;
  const px = ratio(u);
  const { left, top, width, height } = u.bbox;
  const x = u.valToPos(stop.x, "x", true);
  if (x < left || x > left + width) return;
  const total = stop.kind === "point" ? (chart.points[stop.index]?.total ?? null) : null;
  ctx.save();
  ctx.strokeStyle = palette.focus;
  ctx.lineWidth = 2 * px;
  ctx.setLineDash(stop.kind === "infusion" ? [] : [3 * px, 3 * px]);
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, top + height);
  ctx.stroke();
  if (total !== null) {
    ctx.setLineDash([]);
    ctx.fillStyle = palette.surface;
    ctx.beginPath();
    ctx.arc(x, u.valToPos(total, "y", true), 6.5 * px, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = palette.series;
    ctx.beginPath();
    ctx.arc(x, u.valToPos(total, "y", true), 3.5 * px, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.restore();
}
