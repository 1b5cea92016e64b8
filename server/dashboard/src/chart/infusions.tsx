/** The infusions, and what scores and daily answers did from each one to the next. */
import { Fragment } from "preact";
import { go } from "../route";
import { t, tn } from "../text";
import { dayText, momentText } from "../time";
import type { Chart, InfusionPoint } from "../types";
import { Button } from "../ui/parts";
import { TakeBack } from "../ui/take-back";

const NONE = "–";

export function InfusionTable({ chart }: { chart: Chart }) {
  const newestFirst = [...chart.infusions].reverse();
  return (
    <section class="card" aria-labelledby="infusions-title">
      <h2 id="infusions-title">{t("infusions.title", { count: chart.infusions.length })}</h2>
      {newestFirst.length === 0 ? (
        <p class="sub">{t("infusions.none")}</p>
      ) : (
        <>
          <p class="sub noprint">{t("infusions.description", { instrument: chart.instrument.short })}</p>
          <div class="scroll" tabIndex={0} role="region" aria-label={t("infusions.region")}>
            <Table chart={chart} infusions={newestFirst} />
          </div>
        </>
      )}
      <TakeBack
        key={newestFirst.length}
        patient={chart.patient}
        title={t("takeBack.infusion")}
        name="infusion"
        entries={newestFirst.map((each) => ({ value: each.record, label: `${momentText(each.at)} · ${each.label}` }))}
      />
    </section>
  );
}

function Table({ chart, infusions }: { chart: Chart; infusions: InfusionPoint[] }) {
  const short = chart.instrument.short;
  return (
    <table class="data" data-testid="infusions">
      <thead>
        <tr>
          <th scope="col" class="n">
            {t("infusions.number")}
          </th>
          <th scope="col">{t("infusions.when")}</th>
          <th scope="col">{t("infusions.given")}</th>
          <th scope="col">{t("infusions.perKg")}</th>
          {chart.outcome !== null && (
            <>
              <th scope="col" class="noprint">
                {t("infusions.course", { instrument: short })}
              </th>
              <th scope="col" class="n noprint">
                {t("infusions.better")}
              </th>
            </>
          )}
          <th scope="col" class="n noprint">
            {t("infusions.next")}
          </th>
          <th scope="col" class="noprint">
            {t("infusions.daily")}
          </th>
          <td class="noprint" />
        </tr>
      </thead>
      <tbody>
        {infusions.map((infusion) => (
          <tr key={infusion.record}>
            <th scope="row" class="n">
              {infusion.number}
            </th>
            <td>{`${dayText(infusion.day)}, ${infusion.at.slice(11, 16)}`}</td>
            <td title={corrected(infusion)}>
              {infusion.label}
              {infusion.original_text !== null && <span class="sub"> {corrected(infusion)}</span>}
              {infusion.reason !== null && (
                <span class="sub">
                  {" "}
                  {t("infusions.reason")} <bdi>{infusion.reason}</bdi>
                </span>
              )}
            </td>
            <td>
              {infusion.per_kg_text ?? NONE}
              {infusion.weight_kg !== null && (
                <span class="sub"> {t("infusions.weight", { weight: String(infusion.weight_kg) })}</span>
              )}
            </td>
            {chart.outcome !== null && <Scores infusion={infusion} />}
            <td class="n noprint">{infusion.between.days_to_next ?? NONE}</td>
            <td class="noprint">
              <Daily infusion={infusion} />
            </td>
            <td class="noprint">
              <Button
                kind="quiet"
                label={t("infusions.correctOf", { number: infusion.number })}
                onClick={() => go({ view: "infusion", patient: chart.patient, record: infusion.record })}
                data-testid="correct-infusion"
              >
                {t("infusions.correct")}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Scores({ infusion: { between } }: { infusion: InfusionPoint }) {
  const none = t("infusions.noScore");
  return (
    <>
      <td class="noprint">
        {t("infusions.beforeBestLast", {
          before: between.before_text ?? none,
          best: between.best_text ?? none,
          last: between.last_text ?? none,
        })}
        <span class="sub"> {tn("infusions.scores", between.scores)}</span>
      </td>
      <td class="n noprint">{between.change_text ?? NONE}</td>
    </>
  );
}

/** The first daily question in the cell, the others behind a disclosure. */
function Daily({ infusion: { between } }: { infusion: InfusionPoint }) {
  const [first, ...others] = between.daily;
  if (first === undefined) return <span class="sub">{t("infusions.noDaily")}</span>;
  const line = (each: typeof first): string =>
    t("infusions.around", { label: each.label, before: each.before_text, after: each.after_text });
  return (
    <>
      {line(first)}
      {others.length > 0 && (
        <details class="noprint">
          <summary>{t("infusions.moreDaily")}</summary>
          {others.map((each) => (
            <Fragment key={each.item}>
              {line(each)}
              <br />
            </Fragment>
          ))}
        </details>
      )}
    </>
  );
}

function corrected(infusion: InfusionPoint): string | undefined {
  return infusion.original_text === null ? undefined : t("table.corrected", { text: infusion.original_text });
}
