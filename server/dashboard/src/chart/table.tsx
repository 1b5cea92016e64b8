/** Tables of the patient's page: trend, items of the last forms, infusions, withdrawn entries. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { amount, t } from "../text";
import { momentText, shortDay } from "../time";
import type { Chart, Point } from "../types";
import { Shape } from "../ui/parts";

const NONE = "–";

export function TrendTable({ chart, last }: { chart: Chart; last?: number }) {
  const points = last === undefined ? chart.points : chart.points.slice(-last);
  const total = chart.instrument.has_total;
  const box = useRef<HTMLDivElement>(null);
  // The newest answers are at the end; they are to be seen first.
  useLayoutEffect(() => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [chart]);
  // Without a total, the report's last answers are enough on paper.
  const paper = last === undefined && !total ? "scroll noprint" : "scroll";
  return (
    <div ref={box} class={paper} tabIndex={0} role="region" aria-label={t("table.caption", { instrument: chart.instrument.short })}>
      <table class="data" data-testid={last === undefined ? "trend-table" : "report-table"}>
        <caption class="vh">{t("table.caption", { instrument: chart.instrument.short })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("table.answered")}</th>
            {total && (
              <>
                <th scope="col" class="n">
                  {t("table.total")}
                </th>
                <th scope="col">{t("table.band")}</th>
                <th scope="col" class="n">
                  {t("table.change")}
                </th>
              </>
            )}
            <th scope="col">{t("table.sinceInfusion")}</th>
            <th scope="col">{t("table.safety")}</th>
            <th scope="col">{t("table.note")}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.record}>
              <th scope="row">{momentText(point.at)}</th>
              {total && (
                <>
                  <td class="n">{point.total === null ? NONE : amount(point.total)}</td>
                  <td>{point.band_label ?? NONE}</td>
                  <td class="n">{point.change_text ?? NONE}</td>
                </>
              )}
              <td>{sinceInfusion(point)}</td>
              <td>
                <Safety point={point} />
              </td>
              <td class="note">{noteOf(point)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function sinceInfusion(point: Point): string {
  if (point.days_since_infusion === null || point.infusion_number === null) return NONE;
  return t("table.dayAfter", { day: point.days_since_infusion, number: point.infusion_number });
}

function noteOf(point: Point): string {
  const notes = [point.rated_text, ownNote(point), point.shortened_text].filter((note) => note !== null && note !== "");
  return notes.join(" · ");
}

function ownNote(point: Point): string {
  if (point.withdrawn_text !== null) return point.withdrawn_text;
  if (point.original_text !== null) return t("table.corrected", { text: point.original_text });
  if (point.status === "stopped") return t("table.stopped");
  if (point.status === "not-scorable") return t("table.notScored");
  return point.status === "prorated" ? t("score.prorated") : "";
}

function Safety({ point }: { point: Point }) {
  if (point.safety.length === 0) return <>{NONE}</>;
  return (
    <>
      {point.safety.map((answer) => (
        <span key={answer.item} class="open-work">
          <Shape name="diamond" /> {answer.text}
        </span>
      ))}
    </>
  );
}

/** The items of the last six forms: answers on core's tint, darker for worse ones; – for no answer. */
export function ItemTable({ chart }: { chart: Chart }) {
  const counts = (point: Point): boolean => point.withdrawn_text === null && !point.unknown_version;
  const forms = chart.points.filter((point) => point.items.length > 0 && counts(point)).slice(-6);
  const newest = forms.at(-1);
  if (newest === undefined) return null;
  const rows = newest.items.length > 0 ? widest(forms) : [];
  return <Items chart={chart} forms={forms} rows={rows} />;
}

type ItemsProps = { chart: Chart; forms: Point[]; rows: Point["items"] };

function Items({ chart, forms, rows }: ItemsProps) {
  const counted = chart.instrument.has_total;
  const box = useRef<HTMLDivElement>(null);
  // If not all forms fit, the newest are visible.
  useLayoutEffect(() => {
    const host = box.current;
    if (host === null) return;
    const toNewest = (): void => {
      host.scrollLeft = host.scrollWidth;
    };
    const sized = new ResizeObserver(toNewest);
    sized.observe(host);
    toNewest();
    return () => sized.disconnect();
  }, [chart]);
  return (
    <section class="card" aria-labelledby="items-title">
      <h2 id="items-title">{t("items.title")}</h2>
      <div ref={box} class="scroll" tabIndex={0} role="region" aria-label={t("items.region")}>
        <table class={`data items n${forms.length}`} data-testid="items">
          <thead>
            <tr>
              <th scope="col">{t("items.item")}</th>
              {forms.map((form) => (
                <th key={form.record} scope="col" class="n">
                  {shortDay(form.day)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((item) => (
              <tr key={item.item}>
                <th scope="row">
                  <span class="item-text" title={item.text}>
                    {item.number} {item.text}
                  </span>
                </th>
                {forms.map((form) => (
                  <ItemCell key={form.record} form={form} item={item.item} counted={counted} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The items of the form with the most items, since some items are not always asked. */
function widest(forms: Point[]): Point["items"] {
  return forms.reduce((most, form) => (form.items.length > most.length ? form.items : most), [] as Point["items"]);
}

/** `counted`: whether answers count towards a total and are shown as numbers, not in words. */
type CellProps = { form: Point; item: string; counted: boolean };

function ItemCell({ form, item, counted }: CellProps) {
  const answer = form.items.find((each) => each.item === item);
  const value = answer?.value ?? null;
  const words = answer?.label ?? null;
  const shown = counted && value !== null ? amount(value) : words;
  const safety = form.safety.some((each) => each.item === item);
  const spoken = words ?? t("items.notAnswered");
  const step = answer?.step ?? null;
  const tint = step === null ? "" : ` v${step}`;
  return (
    <td class={`n cell${tint}`} title={spoken}>
      <span aria-hidden="true">{shown ?? NONE}</span>
      <span class="vh">{shown === null || shown === spoken ? spoken : `${shown}, ${spoken}`}</span>
      {safety && <Shape name="diamond" />}
    </td>
  );
}

/** Withdrawn entries: kept, but not counted. */
export function TakenBackTable({ chart: { taken_back } }: { chart: Chart }) {
  if (taken_back.length === 0) return null;
  return (
    <section class="card" aria-labelledby="taken-back-title">
      <h2 id="taken-back-title">{t("takenBack.title", { count: taken_back.length })}</h2>
      <p class="sub">{t("takenBack.kept")}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("takenBack.region")}>
        <table class="data" data-testid="taken-back">
          <thead>
            <tr>
              <th scope="col">{t("takenBack.what")}</th>
              <th scope="col">{t("takenBack.of")}</th>
              <th scope="col">{t("takenBack.when")}</th>
              <th scope="col">{t("takenBack.why")}</th>
            </tr>
          </thead>
          <tbody>
            {taken_back.map((each) => (
              <tr key={each.record}>
                <th scope="row">{each.what}</th>
                <td>{momentText(each.at)}</td>
                <td>{momentText(each.taken_back_at)}</td>
                <td class="note">{each.why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
