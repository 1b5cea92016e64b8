/** The trend: a chart that works as a slider with a sentence for each stop, or a table, and a legend. */
import type { TargetedEvent } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { followPaper } from "../paper";
import { t } from "../text";
import type { Chart } from "../types";
import { Button, Shape } from "../ui/parts";
import { footSigns } from "./draw";
import { containing, type Move, moved, type Range, rangeOf, stopOf, stops, wholeRange, type Zoom, zoomed, zoomOf } from "./model";
import { onThemeChange } from "./palette";
import { makePlot, type Plot } from "./plot";
import { TrendTable } from "./table";

const MOVES: Record<string, Move> = {
  ArrowRight: "next",
  ArrowUp: "next",
  ArrowLeft: "previous",
  ArrowDown: "previous",
  Home: "first",
  End: "last",
  PageDown: "next-infusion",
  PageUp: "previous-infusion",
};

const SPANS = [
  { weeks: 4, label: "chart.span4" },
  { weeks: 12, label: "chart.span12" },
  { weeks: 26, label: "chart.span26" },
  { weeks: null, label: "chart.spanAll" },
] as const;

type Props = {
  chart: Chart;
  onInstrument: (id: string) => void;
  /** Called to show the answers of a form. */
  onForm: (record: string) => void;
};

export function Trend({ chart, onInstrument, onForm }: Props) {
  const [wantsTable, setAsTable] = useState(false);
  const drawn = chart.instrument.has_total;
  const asTable = wantsTable || !drawn;
  const whole = useMemo(() => wholeRange(chart), [chart]);
  const [zoom, setZoom] = useState<Zoom>({ weeks: null });
  useLayoutEffect(() => setZoom({ weeks: null }), [chart.instrument.id]);

  return (
    <section class="trend" aria-labelledby="trend-title">
      <div class="trend-head">
        <h2 id="trend-title">{t("chart.title", { instrument: chart.instrument.short })}</h2>
        <Instruments chart={chart} onInstrument={onInstrument} />
        {!asTable && <Zooms zoom={zoom} whole={whole} setZoom={setZoom} />}
        {drawn && (
          <div class="group noprint" role="group" aria-label={t("chart.as")}>
            <Button kind="quiet" pressed={!asTable} onClick={() => setAsTable(false)}>
              {t("chart.chart")}
            </Button>
            <Button kind="quiet" pressed={asTable} onClick={() => setAsTable(true)} data-testid="as-table">
              {t("chart.table")}
            </Button>
          </div>
        )}
        <span class="direction">{chart.instrument.direction_text}</span>
      </div>
      {!drawn && <p class="sub">{t("chart.noTotal")}</p>}
      {chart.instrument.bands_text !== null && (
        <p class="sub" data-testid="bands-text">
          <Shape name="ring" /> {chart.instrument.bands_text}
        </p>
      )}
      {asTable ? (
        <TrendTable chart={chart} />
      ) : (
        <Plotted chart={chart} whole={whole} zoom={zoom} setZoom={setZoom} onForm={onForm} />
      )}
      <p class="source-line noprint" data-testid="source-line">
        {t("source.line", { instrument: chart.instrument.short, licence: chart.instrument.licence })}
      </p>
    </section>
  );
}

function Instruments({ chart, onInstrument }: { chart: Chart; onInstrument: (id: string) => void }) {
  return (
    <fieldset class="group noprint">
      <legend class="vh">{t("chart.series")}</legend>
      {chart.available.map((each) => (
        <label key={each.id} class="chip">
          <input
            type="radio"
            name="instrument"
            value={each.id}
            checked={each.id === chart.instrument.id}
            onChange={() => onInstrument(each.id)}
          />
          <span>{each.short}</span>
        </label>
      ))}
    </fieldset>
  );
}

type ZoomProps = { zoom: Zoom; whole: Range; setZoom: (zoom: Zoom) => void };

function Zooms({ zoom, whole, setZoom }: ZoomProps) {
  const by = (factor: number): void => setZoom(zoomOf(zoomed(rangeOf(zoom, whole), whole, factor), whole));
  return (
    <div class="group noprint" role="group" aria-label={t("chart.zoom")}>
      {SPANS.map(({ weeks, label }) => (
        <Button
          key={label}
          kind="quiet"
          pressed={"weeks" in zoom && zoom.weeks === weeks}
          onClick={() => setZoom({ weeks })}
        >
          {t(label)}
        </Button>
      ))}
      <Button kind="quiet" label={t("chart.wider")} onClick={() => by(1.6)}>
        −
      </Button>
      <Button kind="quiet" label={t("chart.closer")} onClick={() => by(0.6)}>
        +
      </Button>
    </div>
  );
}

function Plotted({ chart, zoom, whole, setZoom, onForm }: ZoomProps & Pick<Props, "chart" | "onForm">) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const all = useMemo(() => stops(chart), [chart]);
  // The record under the cursor, kept when answers arrive; null follows the last answer.
  const [record, setRecord] = useState<string | null>(null);
  const select = (index: number): void => setRecord(index === stopOf(all, null) ? null : (all[index]?.record ?? null));
  const at = stopOf(all, record);
  const stop = all[at] ?? null;
  const range = rangeOf(zoom, whole);
  const form = stop?.kind === "point" ? chart.points[stop.index] : undefined;

  useEffect(() => {
    if (host.current === null) return;
    const made = makePlot(host.current, chart, all, {
      onStop: select,
      onRange: (chosen) => setZoom({ range: chosen }),
      onWhole: () => setZoom({ weeks: null }),
    });
    plot.current = made;
    const sized = new ResizeObserver(() => made.redraw());
    sized.observe(host.current);
    const unwatch = [onThemeChange(() => made.redraw()), followPaper(() => made.redraw())];
    return () => {
      sized.disconnect();
      for (const end of unwatch) end();
      made.destroy();
    };
  }, [chart, all]);
  useEffect(() => plot.current?.show(stop), [stop, chart]);
  useEffect(() => plot.current?.range(range), [range.min, range.max, chart]);

  // Zooming keeps the selected stop visible.
  const by = (factor: number): void => {
    const next = zoomed(range, whole, factor);
    setZoom(zoomOf(stop === null ? next : containing(next, stop.x), whole));
  };
  const onKey = (event: TargetedEvent<HTMLDivElement, KeyboardEvent>): void => {
    const move = MOVES[event.key];
    if (move !== undefined) {
      const next = moved(all, at, move);
      const reached = all[next];
      if (reached) {
        select(next);
        const sight = containing(range, reached.x);
        if (sight !== range) setZoom({ range: sight });
      }
    } else if (event.key === "+" || event.key === "=") by(0.6);
    else if (event.key === "-") by(1.6);
    else if (event.key === "0") setZoom({ weeks: null });
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div
        class="plot"
        role="slider"
        tabIndex={0}
        aria-label={t("chart.slider", { instrument: chart.instrument.short })}
        aria-valuemin={1}
        aria-valuemax={Math.max(1, all.length)}
        aria-valuenow={Math.max(1, at + 1)}
        aria-valuetext={stop?.text ?? t("chart.empty")}
        onKeyDown={onKey}
        data-testid="trend-slider"
      >
        <div ref={host} class="plot-host" />
      </div>
      <div class="cursor">
        <p class="cursor-line" data-testid="cursor-line">
          {stop?.text ?? t("chart.empty")}
        </p>
        {form !== undefined && (
          <span class="noprint">
            <Button kind="quiet" onClick={() => onForm(form.record)} data-testid="to-form">
              {t("chart.toForm")}
            </Button>
          </span>
        )}
      </div>
      <Legend chart={chart} />
    </>
  );
}

function Legend({ chart }: { chart: Chart }) {
  const signs = new Set(chart.points.flatMap(footSigns));
  return (
    <div class="legend">
      {chart.infusions.length > 0 && (
        <span>
          <Shape name="mark" /> {t("chart.legendInfusion")}
        </span>
      )}
      {signs.has("safety") && (
        <span>
          <Shape name="diamond" /> {t("chart.legendSafety")}
        </span>
      )}
      {signs.has("not-scored") && (
        <span>
          <Shape name="ring" /> {t("chart.legendNotAnswered")}
        </span>
      )}
      {signs.has("prorated") && (
        <span>
          <Shape name="diamond-open" /> {t("chart.legendProrated")}
        </span>
      )}
      <span class="legend-keys noprint">{t("chart.keys")}</span>
      {chart.instrument.bands.length > 0 && (
        <span class="legend-bands">
          {chart.instrument.bands.map((band) => (
            <span key={band.code} class={`band-name b${band.step}`}>
              {t("chart.bandName", { label: band.label, range: band.range_text })}
            </span>
          ))}
        </span>
      )}
    </div>
  );
}
