/** The rates of a cohort, each with its interval as a line. */
import type { CohortView, RateView } from "../types";

export function Rates({ view }: { view: CohortView }) {
  return (
    <dl class="rates" data-testid="rates">
      {view.rates.map((rate) => (
        <div key={rate.code} class="rate" data-testid={`rate-${rate.code}`}>
          <dt>{rate.label}</dt>
          <dd>
            {rate.text}
            <Interval rate={rate} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** From 0 to 100 percent: the interval as a line, the rate as a dot. */
function Interval({ rate: { fraction, ci95 } }: { rate: RateView }) {
  if (fraction === null || ci95 === null) return null;
  const x = (part: number): number => 2 + part * 196;
  return (
    <svg class="interval" viewBox="0 0 200 12" aria-hidden="true">
      <path class="axis" d="M2 6H198M2 2v8M100 4v4M198 2v8" />
      <path class="ci" d={`M${x(ci95[0])} 6H${x(ci95[1])}`} />
      <circle class="rate-dot" cx={x(fraction)} cy="6" r="4" />
    </svg>
  );
}
