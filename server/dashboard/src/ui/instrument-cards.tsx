/** Cards with the facts and the scoring of an instrument. */
import { t, tn } from "../text";
import type { About } from "../types";
import { WordingMark } from "./library-marks";
import { Shape } from "./parts";

export function Facts({ row }: { row: About }) {
  return (
    <section class="card" aria-labelledby="facts-title">
      <h2 id="facts-title">{t("library.factsTitle")}</h2>
      <dl class="facts">
        <dt>{t("library.for")}</dt>
        <dd>{row.conditions_text}</dd>
        <dt>{t("library.filledInBy")}</dt>
        <dd>{row.respondent_text}</dd>
        <dt>{t("library.items")}</dt>
        <dd>{[tn("library.itemCount", row.items), row.duration_text].filter((part) => part !== null).join(", ")}</dd>
        <dt>{t("library.recall")}</dt>
        <dd>{row.recall_text}</dd>
        <dt>{t("library.interval")}</dt>
        <dd>{row.interval_text}</dd>
        <dt>{t("library.wording")}</dt>
        <dd>
          <WordingMark row={row} />
        </dd>
        <dt>{t("library.version")}</dt>
        <dd>{row.version}</dd>
      </dl>
      {row.safety_text !== null && (
        <p class="safety-line">
          <Shape name="diamond" /> {row.safety_text}
        </p>
      )}
    </section>
  );
}

export function Scores({ row }: { row: About }) {
  return (
    <section class="card" aria-labelledby="scores-title">
      <h2 id="scores-title">{t("library.scoresTitle")}</h2>
      <p>
        {row.range_text === null
          ? t("library.noTotal")
          : t("library.range", { range: row.range_text, direction: row.direction_text })}
      </p>
      {row.bands.length > 0 ? (
        <table class="data bands">
          <caption class="vh">{t("library.bands")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("library.score")}</th>
              <th scope="col">{t("library.band")}</th>
            </tr>
          </thead>
          <tbody>
            {row.bands.map((band) => (
              <tr key={band.code}>
                <td class={`n b${band.step}`}>{band.range_text}</td>
                <td>{band.label}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        row.range_text !== null && <p class="sub">{t("library.noBands")}</p>
      )}
      {row.cut_points.length > 0 && (
        <>
          <h3>{t("library.cutPoints")}</h3>
          <List of={row.cut_points} />
        </>
      )}
    </section>
  );
}

export function List({ of }: { of: string[] }) {
  return (
    <ul class="plain">
      {of.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  );
}
