/** The curve of Kaplan and Meier: steps with their interval, censored marks, and the numbers below it. */
import { t } from "../text";
import type { Curve, CurveStep } from "../types";

const WIDTH = 560;
const HEIGHT = 260;
const LEFT = 84;
const TOP = 24;
const BOTTOM = 64;

export function SurvivalCurve({ curve }: { curve: Curve }) {
  return (
    <section class="card" aria-labelledby="curve-title">
      <h2 id="curve-title">{t("curve.title")}</h2>
      <p data-testid="curve-text">{curve.text}</p>
      {curve.n > 0 && (
        <>
          <Drawn curve={curve} />
          <Numbers curve={curve} />
          <p class="sub">{t("curve.note")}</p>
        </>
      )}
    </section>
  );
}

function Drawn({ curve }: { curve: Curve }) {
  const last = Math.max(7, curve.last_day);
  const x = (day: number): number => LEFT + (day / last) * (WIDTH - LEFT - 8);
  const y = (part: number): number => TOP + (1 - part) * (HEIGHT - BOTTOM - TOP);
  const ends = curve.steps.map((_, index) => curve.steps[index + 1]?.t ?? last);
  const survivalAt = (day: number): number => curve.steps.findLast((step) => step.t <= day)?.survival ?? 1;
  return (
    <svg class="survival" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={curve.text}>
      {[0, 0.5, 1].map((part) => (
        <g key={part}>
          <path class="axis" d={`M${LEFT} ${y(part)}H${WIDTH - 8}`} />
          <text x={LEFT - 6} y={y(part) + 4} text-anchor="end">
            {t("cohort.percent", { percent: part * 100 })}
          </text>
        </g>
      ))}
      {curve.rows.map((row) => (
        <text key={row.week} x={x(row.week * 7)} y={HEIGHT - 12} text-anchor="middle">
          {row.week}
        </text>
      ))}
      <text x={LEFT - 6} y={HEIGHT - 12} text-anchor="end">
        {t("curve.weeks")}
      </text>
      {curve.steps.map((step, index) => (
        <Band key={step.t} step={step} from={x(step.t)} to={x(ends[index] ?? last)} y={y} />
      ))}
      {curve.steps.map((step, index) => {
        const before = curve.steps[index - 1]?.survival ?? 1;
        const drop = index === 0 ? "" : `M${x(step.t)} ${y(before)}V${y(step.survival)}`;
        return (
          <path
            key={step.t}
            class={step.few ? "step few" : "step"}
            d={`${drop}M${x(step.t)} ${y(step.survival)}H${x(ends[index] ?? last)}`}
          />
        );
      })}
      {curve.censored.map((day, index) => (
        <path key={index} class="censored" d={`M${x(day)} ${y(survivalAt(day)) - 5}v10`} />
      ))}
    </svg>
  );
}

type BandProps = { step: CurveStep; from: number; to: number; y: (part: number) => number };

function Band({ step, from, to, y }: BandProps) {
  if (step.ci95 === null) return null;
  const [low, high] = step.ci95;
  return <rect class="ci-band" x={from} y={y(high)} width={Math.max(0, to - from)} height={Math.max(0, y(low) - y(high))} />;
}

function Numbers({ curve }: { curve: Curve }) {
  const line = (label: string, of: (row: Curve["rows"][number]) => number) => (
    <tr>
      <th scope="row">{label}</th>
      {curve.rows.map((row) => (
        <td key={row.week} class="n">
          {of(row)}
        </td>
      ))}
    </tr>
  );
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("curve.numbers")}>
      <table class="data" data-testid="curve-numbers">
        <thead>
          <tr>
            <th scope="col">{t("curve.week")}</th>
            {curve.rows.map((row) => (
              <th key={row.week} scope="col" class="n">
                {row.week}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {line(t("curve.atRisk"), (row) => row.at_risk)}
          {line(t("curve.lost"), (row) => row.lost)}
          {line(t("curve.censored"), (row) => row.censored)}
        </tbody>
      </table>
    </div>
  );
}
