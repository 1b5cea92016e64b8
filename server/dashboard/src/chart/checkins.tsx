/** Check-ins as small multiples with a shared cursor. Each has a fixed scale; they are never summed. */
import { useEffect, useState } from "preact/hooks";
import { followPaper } from "../paper";
import { t } from "../text";
import { dayText } from "../time";
import type { Chart, ItemTrend } from "../types";
import { wallSeconds } from "./model";

const WIDTH = 140;
const HEIGHT = 48;
const PAD = 4;

type Span = { from: number; to: number };

function spanOf(checkins: ItemTrend[]): Span {
  const xs = checkins.flatMap((each) => each.points.map((point) => wallSeconds(point.day)));
  return { from: Math.min(...xs), to: Math.max(...xs) };
}

export function Checkins({ chart }: { chart: Chart }) {
  const [cursor, setCursor] = useState<string | null>(null);
  // Paper has no slider to show the day.
  useEffect(() => followPaper(() => setCursor(null)), []);
  if (chart.checkins.length === 0) return null;
  const span = spanOf(chart.checkins);
  const numbers = chart.checkins.filter((each) => each.kind === "number");
  const yesNo = chart.checkins.filter((each) => each.kind === "boolean");
  return (
    <section class="card" aria-labelledby="checkins-title">
      <h2 id="checkins-title">{t("checkins.title")}</h2>
      <div class="multiples" onPointerLeave={() => setCursor(null)}>
        {numbers.map((each) => (
          <Multiple key={each.item} checkin={each} span={span} cursor={cursor} onCursor={setCursor} />
        ))}
      </div>
      <Days checkins={numbers} cursor={cursor} onChoose={setCursor} />
      {yesNo.map((each) => (
        <p key={each.item} class="yes-no">
          {each.text}
        </p>
      ))}
    </section>
  );
}

type DaysProps = { checkins: ItemTrend[]; cursor: string | null; onChoose: (day: string | null) => void };

/** A slider over the days, for keyboard and touch; a screen reader reads all values of the day. */
function Days({ checkins, cursor, onChoose }: DaysProps) {
  const days = [...new Set(checkins.flatMap((each) => each.points.map((point) => point.day)))].sort();
  const last = days.length - 1;
  /** The day chosen last; at first the last day with an answer. */
  const [left, setLeft] = useState<string | null>(null);
  if (last < 0) return null;
  const answered = days.findLast((each) => checkins.some((checkin) => valueOn(checkin, each) !== null));
  const day = cursor ?? left ?? answered ?? null;
  const at = day === null ? last : Math.max(0, days.indexOf(day));
  const choose = (input: HTMLInputElement): void => {
    // Touch and Safari do not focus a slider, but only its blur clears the cursor.
    input.focus();
    const chosen = days[Number(input.value)] ?? null;
    setLeft(chosen);
    onChoose(chosen);
  };
  const values = checkins.map((each) => `${each.label} ${valueOn(each, day) ?? "–"}`);
  return (
    <div class="days noprint">
      <label for="checkin-day">{t("checkins.day")}</label>
      <input
        id="checkin-day"
        type="range"
        min={0}
        max={last}
        value={at}
        aria-valuetext={day === null ? undefined : `${dayText(day)}: ${values.join(", ")}`}
        onFocus={() => onChoose(day)}
        onInput={(event) => choose(event.currentTarget)}
        onBlur={() => onChoose(null)}
      />
      <span class="sub" aria-hidden="true">
        {cursor === null ? t("checkins.hint") : dayText(cursor)}
      </span>
    </div>
  );
}

const valueOn = (checkin: ItemTrend, day: string | null): number | null =>
  checkin.points.find((each) => each.day === day)?.value ?? null;

type Props = {
  checkin: ItemTrend;
  span: Span;
  cursor: string | null;
  onCursor: (day: string | null) => void;
};

function Multiple({ checkin, span, cursor, onCursor }: Props) {
  const width = Math.max(1, span.to - span.from);
  const x = (day: string): number => PAD + ((wallSeconds(day) - span.from) / width) * (WIDTH - 2 * PAD);
  const range = Math.max(1, checkin.max - checkin.min);
  const y = (value: number): number => PAD + (1 - (value - checkin.min) / range) * (HEIGHT - 2 * PAD);

  const path = checkin.points
    .map((point, index) => {
      if (point.value === null) return "";
      const before = checkin.points[index - 1]?.value ?? null;
      const spot = `${x(point.day).toFixed(1)} ${y(point.value).toFixed(1)}`;
      return before === null ? `M${spot}h.01` : `L${spot}`;
    })
    .join("");

  const point = (event: PointerEvent): void => {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * WIDTH;
    const near = checkin.points.reduce<{ day: string; away: number } | null>((best, each) => {
      const away = Math.abs(x(each.day) - at);
      return best === null || away < best.away ? { day: each.day, away } : best;
    }, null);
    onCursor(near?.day ?? null);
  };

  return (
    <figure class="multiple">
      <figcaption>
        <span class="label">{checkin.label}</span>
        <span class="value">
          {cursor === null ? `${checkin.min}–${checkin.max}` : (valueOn(checkin, cursor) ?? "–")}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={checkin.text} onPointerMove={point} onPointerDown={point}>
        <path class="frame" d={`M0 .5H${WIDTH}M0 ${HEIGHT - 0.5}H${WIDTH}`} />
        {cursor !== null && <path class="hair" d={`M${x(cursor).toFixed(1)} 0V${HEIGHT}`} />}
        <path class="multiple-line" d={path} />
      </svg>
    </figure>
  );
}
