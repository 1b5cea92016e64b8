/** Wraps uPlot: its options, its drawing hooks, and the operations on a plot. */
import uPlot from "uplot";
import { onPaper } from "../paper";
import { font } from "../typeface";
import type { Chart } from "../types";
import {
  drawBandNames,
  drawBands,
  drawCursor,
  drawFoot,
  drawInfusions,
  type Drawing,
  FOOT,
  LANE,
  NARROW,
} from "./draw";
import { drawLines, drawMarks } from "./draw-outcome";
import { dayLabels, lineData, nearest, type Range, scoreTicks, type Stop, wholeRange } from "./model";
import { readPalette } from "./palette";

const PLOT = 320;
/** Chart, scores and infusions fit on one A4 page. */
const PLOT_ON_PAPER = 105;
const AXIS = 26;
/** Width of the band names. */
const NAMES = 196;

export type Plot = {
  show(stop: Stop | null): void;
  range(range: Range): void;
  redraw(): void;
  destroy(): void;
};

export type PlotEvents = {
  onStop: (index: number) => void;
  onRange: (range: Range) => void;
  onWhole: () => void;
};

export function makePlot(host: HTMLElement, chart: Chart, stops: Stop[], events: PlotEvents): Plot {
  const drawing: Drawing = {
    chart,
    palette: readPalette(host),
    stop: null,
    narrow: host.clientWidth < NARROW,
  };
  let ready = false;

  const options = (): uPlot.Options => {
    const { palette, narrow } = drawing;
    const axis = {
      stroke: palette.text2,
      font: font(12),
      ticks: { show: false },
    };
    return {
      width: host.clientWidth,
      height: (onPaper() ? PLOT_ON_PAPER : PLOT) + LANE + FOOT + AXIS,
      // Times are local seconds; UTC prevents a conversion to the browser's zone.
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      padding: [LANE, narrow ? 10 : NAMES, 0, narrow ? 0 : 4],
      legend: { show: false },
      cursor: {
        x: false,
        y: false,
        points: { show: false },
        drag: { x: true, y: false, dist: 6, setScale: false },
        bind: { dblclick: () => () => (events.onWhole(), null) },
      },
      scales: {
        x: { time: true },
        y: { range: [chart.instrument.min, chart.instrument.max] },
      },
      axes: [
        {
          ...axis,
          size: FOOT + AXIS,
          gap: FOOT + 4,
          space: 84,
          grid: { show: false },
          values: (_, ticks) => dayLabels(ticks),
        },
        {
          ...axis,
          size: narrow ? 30 : 36,
          splits: () => scoreTicks(chart),
          values: (_, ticks) => ticks.map(String),
          grid: { show: chart.instrument.bands.length === 0, stroke: palette.line, width: 1 },
        },
      ],
      series: [
        {},
        {
          stroke: palette.series,
          width: 2,
          spanGaps: false,
          points: { show: true, size: 9, width: 1.5, fill: palette.series, stroke: palette.surface },
        },
      ],
      hooks: {
        drawClear: [(u) => drawBands(u, drawing)],
        drawAxes: [(u) => drawLines(u, drawing), (u) => drawInfusions(u, drawing)],
        draw: [
          (u) => drawBandNames(u, drawing),
          (u) => drawFoot(u, drawing),
          (u) => drawMarks(u, drawing),
          (u) => onPaper() || drawCursor(u, drawing),
        ],
        setCursor: [
          (u) => {
            const left = u.cursor.left ?? -1;
            if (left < 0 || stops.length === 0 || !ready) return;
            events.onStop(nearest(stops, left, (x) => u.valToPos(x, "x")));
          },
        ],
        setSelect: [
          (u) => {
            const { left, width } = u.select;
            if (width < 6) return;
            events.onRange({ min: u.posToVal(left, "x"), max: u.posToVal(left + width, "x") });
            u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          },
        ],
      },
    };
  };

  let shown: Range = wholeRange(chart);
  const build = (): uPlot => {
    ready = false;
    const made = new uPlot(options(), lineData(chart), host);
    made.setScale("x", shown);
    ready = true;
    return made;
  };
  let plot = build();

  const rebuild = (): void => {
    plot.destroy();
    drawing.palette = readPalette(host);
    drawing.narrow = host.clientWidth < NARROW;
    plot = build();
  };

  return {
    show(stop) {
      drawing.stop = stop;
      plot.redraw(false, false);
    },
    range(range) {
      shown = range;
      plot.setScale("x", range);
    },
    redraw: rebuild,
    destroy: () => plot.destroy(),
  };
}
