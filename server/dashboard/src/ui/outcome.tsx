/** The outcome of a patient: sentences, definitions, and the series of infusions with the days in response. */
import { t } from "../text";
import { dayText } from "../time";
import type { OutcomeView, SeriesView } from "../types";

/** The outcome in sentences, the first one large, with the definitions behind a disclosure. */
export function OutcomeText({ outcome }: { outcome: OutcomeView }) {
  const [first, ...others] = outcome.texts;
  return (
    <section class="outcome" aria-label={t("outcome.title")} data-testid="outcome" data-state={outcome.state}>
      <p class="summary" data-testid="summary">
        {first}
      </p>
      {others.length > 0 && <p class="outcome-more">{others.join(" ")}</p>}
      <details class="definitions noprint">
        <summary>{t("outcome.definitions")}</summary>
        <ul>
          {outcome.definitions.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </details>
      <p class="report-only report-source">{outcome.definitions.join(" ")}</p>
    </section>
  );
}

/** Each series with a bar for the days in response after its last infusion; all bars have one scale. */
export function SeriesStrip({ outcome }: { outcome: OutcomeView }) {
  if (outcome.series.length === 0) return null;
  const longest = Math.max(1, ...outcome.series.map((each) => each.response_days ?? 0));
  return (
    <section class="series-strip noprint" aria-labelledby="series-title">
      <h3 id="series-title">{t("outcome.series")}</h3>
      <ol class="plain">
        {outcome.series.map((each) => (
          <li key={each.number}>
            <span class="series-name">{each.label}</span>
            <span class="sub">{span(each)}</span>
            <Bar days={each.response_days} longest={longest} lost={each.lost} />
            <span>{each.text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function span(each: SeriesView): string {
  return each.first_day === each.last_day
    ? dayText(each.first_day)
    : t("outcome.span", { from: dayText(each.first_day), to: dayText(each.last_day) });
}

function Bar({ days, longest, lost }: { days: number | null; longest: number; lost: boolean }) {
  const width = days === null ? 0 : Math.max(2, (days / longest) * 100);
  return (
    <svg class="series-bar" viewBox="0 0 104 10" preserveAspectRatio="none" aria-hidden="true">
      {days !== null && <rect class={lost ? "lost" : "held"} x="1" y="1" width={width} height="8" />}
    </svg>
  );
}
