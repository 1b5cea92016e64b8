/** The cohort (W11): rates, who is counted, how long responses lasted, and published figures beside them. */
import { useEffect, useState } from "preact/hooks";
import { ask, textOf } from "../actions";
import { SurvivalCurve } from "../chart/survival";
import { edition } from "../state";
import { t, tn } from "../text";
import { localMoment, momentText, now } from "../time";
import type { CohortFilter, CohortView, PublishedRow } from "../types";
import { CohortFilters, FIRST_FILTER } from "../ui/cohort-filters";
import { Button, Notice, PageLink, PageTitle } from "../ui/parts";
import { Rates } from "../ui/rates";

export function CohortPage() {
  const [filter, setFilter] = useState<CohortFilter>(FIRST_FILTER);
  const [view, setView] = useState<CohortView | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const current = edition.value;
  useEffect(() => {
    let active = true;
    ask("cohort", { filter, ...now() }).then(
      (made) => {
        if (!active) return;
        setFailed(null);
        setView(made);
      },
      (cause: unknown) => active && setFailed(textOf(cause)),
    );
    return () => {
      active = false;
    };
  }, [filter, current]);

  return (
    <article class="cohort" data-testid="cohort">
      <div class="page-head">
        <PageTitle tab={t("cohort.tab")}>{t("cohort.title")}</PageTitle>
        <div class="page-tools noprint">
          <Button kind="quiet" onClick={() => view !== null && save(view)} data-testid="cohort-csv">
            {t("cohort.csv")}
          </Button>
          <Button kind="quiet" onClick={() => window.print()}>
            {t("cohort.print")}
          </Button>
        </div>
      </div>
      <CohortFilters filter={filter} onFilter={setFilter} />
      {failed !== null && (
        <Notice kind="fault" role="alert" data-testid="cohort-failed">
          {failed}
        </Notice>
      )}
      {view !== null && <Shown view={view} />}
    </article>
  );
}

function Shown({ view }: { view: CohortView }) {
  return (
    <>
      <p class="summary" role="status" data-testid="cohort-count">
        {tn("cohort.counted", view.patients, { n: view.n, instrument: view.short })}
      </p>
      <Rates view={view} />
      <div class="columns">
        <Groups view={view} />
        <SurvivalCurve curve={view.curve} />
      </div>
      <Published view={view} />
      <section class="card" aria-labelledby="cohort-definitions">
        <h2 id="cohort-definitions">{t("outcome.definitions")}</h2>
        <ul>
          {view.definitions.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <p class="sub">{t("cohort.methods")}</p>
      </section>
      <p class="report-only">{t("cohort.printed", { when: momentText(localMoment(new Date())) })}</p>
    </>
  );
}

/** Why patients are not counted, with their names behind a disclosure. */
function Groups({ view }: { view: CohortView }) {
  const all = view.n + view.groups.reduce((sum, group) => sum + group.count, 0);
  return (
    <section class="card" aria-labelledby="cohort-groups">
      <h2 id="cohort-groups">{t("cohort.groups")}</h2>
      <ul class="funnel plain" data-testid="cohort-groups">
        <li>{tn("cohort.all", all)}</li>
        {view.groups.map((group) => (
          <li key={group.group}>
            <details>
              <summary>{t("cohort.minus", { count: group.count, reason: group.text })}</summary>
              <ul class="plain noprint">
                {group.patients.map(([patient, name]) => (
                  <li key={patient}>
                    <PageLink to={{ view: "patient", patient }}>{name === "" ? t("person.unnamed") : name}</PageLink>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
        <li>
          <strong>{tn("cohort.left", view.n)}</strong>
        </li>
      </ul>
    </section>
  );
}

function Published({ view }: { view: CohortView }) {
  if (view.published.length === 0) return <p class="sub">{t("cohort.noPublished", { instrument: view.short })}</p>;
  const own = (code: string): string => {
    const fraction = view.rates.find((rate) => rate.code === code)?.fraction;
    return fraction == null ? t("cohort.none") : t("cohort.percent", { percent: Math.round(fraction * 100) });
  };
  return (
    <section class="card" aria-labelledby="cohort-published">
      <h2 id="cohort-published">{t("cohort.published")}</h2>
      <p class="sub">{t("cohort.publishedNote")}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("cohort.publishedTable")}>
        <table class="data published" data-testid="cohort-published">
          <thead>
            <tr>
              <th scope="col">{t("cohort.study")}</th>
              <th scope="col" class="n">
                {t("cohort.response")}
              </th>
              <th scope="col" class="n">
                {t("cohort.remission")}
              </th>
              <th scope="col" class="n">
                {t("cohort.worse")}
              </th>
              <th scope="col">{t("cohort.how")}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">
                <strong>{t("cohort.own")}</strong>
              </th>
              <td class="n">{own("response")}</td>
              <td class="n">{own("remission")}</td>
              <td class="n">{own("worse")}</td>
              <td>{t("cohort.ownHow", { n: view.n })}</td>
            </tr>
            {view.published.map((row) => (
              <Study key={row.study} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Study({ row }: { row: PublishedRow }) {
  const shown = (value: number | null): string =>
    value === null ? t("cohort.notReported") : t("cohort.percent", { percent: String(value) });
  return (
    <tr>
      <th scope="row">{row.study}</th>
      <td class="n">{shown(row.response)}</td>
      <td class="n">{shown(row.remission)}</td>
      <td class="n">{shown(row.worse)}</td>
      <td>{row.text}</td>
    </tr>
  );
}

/** Saves the tables as a file; small counts are already hidden. */
function save(view: CohortView): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([view.csv], { type: "text/csv" }));
  link.download = "cohort.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}
