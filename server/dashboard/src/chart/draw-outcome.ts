/** Draws the outcome over the chart: lines at baseline, response and remission, and texts beside marked forms. */
import type uPlot from "uplot";
import type { Drawing } from "./draw";
import { font } from "../typeface";
import { wallSeconds } from "./model";

const DASHES: Record<string, number[]> = { baseline: [6, 4], response: [2, 3], remission: [8, 3, 2, 3] };

const ratio = (u: uPlot): number => (u.width === 0 ? 1 : u.ctx.canvas.width / u.width);

/** Draws each reference line over the width of the plot, with its label at the left edge. */
export function drawLines(u: uPlot, { chart, palette }: Drawing): void {
  const { ctx } = u;
  const px = ratio(u);
  const { left, width } = u.bbox;
  ctx.save();
  ctx.font = font(11 * px);
  ctx.textAlign = "left";
  ctx.textBaseline = "bottom";
  ctx.strokeStyle = palette.text2;
  ctx.fillStyle = palette.text;
  ctx.lineWidth = px;
  for (const line of chart.outcome?.lines ?? []) {
    const y = Math.round(u.valToPos(line.total, "y", true)) + 0.5;
    ctx.setLineDash((DASHES[line.kind] ?? []).map((dash) => dash * px));
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(left + width, y);
    ctx.stroke();
    ctx.fillText(line.text, left + 6 * px, y - 2 * px);
  }
  ctx.restore();
}

/** Draws the text of each marked form beside its point, with a thin leader. Below `NARROW` only the leader's dot fits. */
export function drawMarks(u: uPlot, { chart, palette, narrow }: Drawing): void {
  const { ctx } = u;
  const px = ratio(u);
  const { left, top, width } = u.bbox;
  ctx.save();
  ctx.font = font(12 * px);
  ctx.textBaseline = "middle";
  ctx.lineWidth = px;
  for (const mark of chart.outcome?.marks ?? []) {
    const x = u.valToPos(wallSeconds(mark.at), "x", true);
    const y = u.valToPos(mark.total, "y", true);
    if (x < left || x > left + width) continue;
    ctx.strokeStyle = palette.text2;
    ctx.beginPath();
    ctx.arc(x, y, 8 * px, 0, 2 * Math.PI);
    ctx.stroke();
    if (narrow) continue;
    const length = ctx.measureText(mark.text).width;
    const toLeft = x + 24 * px + length > left + width;
    const above = Math.max(top + 10 * px, y - 22 * px);
    const from = toLeft ? x - 20 * px - length : x + 20 * px;
    ctx.beginPath();
    ctx.moveTo(toLeft ? x - 6 * px : x + 6 * px, y - 6 * px);
    ctx.lineTo(toLeft ? x - 16 * px : x + 16 * px, above);
    ctx.stroke();
    ctx.fillStyle = palette.surface;
    ctx.fillRect(from - 3 * px, above - 8 * px, length + 6 * px, 16 * px);
    ctx.fillStyle = palette.text;
    ctx.textAlign = "left";
    ctx.fillText(mark.text, from, above);
  }
  ctx.restore();
}
