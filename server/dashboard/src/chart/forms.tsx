/** The forms of the instrument, newest first, with total, other scores and answers. */
import { useEffect, useRef, useState } from "preact/hooks";
import { amount, t, tn } from "../text";
import { momentText } from "../time";
import type { Chart, Point, SafetyPoint } from "../types";
import { Button, Shape } from "../ui/parts";
import { TakeBack } from "../ui/take-back";
import { sinceInfusion } from "./table";

/** Forms listed before "Show all" is pressed. */
const FIRST = 6;

/** A request to open a form and scroll to it; `number` distinguishes repeated requests. */
export type FormRequest = { record: string; number: number };

export function Forms({ chart, request }: { chart: Chart; request: FormRequest | null }) {
  const newestFirst = [...chart.points].reverse();
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(newestFirst.slice(0, 1).map((each) => each.record)));
  const [all, setAll] = useState(false);
  const list = useRef<HTMLDivElement>(null);

  const setFormOpen = (record: string, on: boolean): void =>
    setOpen((before) => {
      const next = new Set(before);
      if (on) next.add(record);
      else next.delete(record);
      return next;
    });
  useEffect(() => {
    if (request === null) return;
    setAll(true);
    setFormOpen(request.record, true);
    requestAnimationFrame(() => {
      const summary = list.current?.querySelector<HTMLElement>(`[data-record="${CSS.escape(request.record)}"] summary`);
      summary?.focus();
      summary?.scrollIntoView({ block: "start" });
    });
  }, [request]);

  if (newestFirst.length === 0) return null;
  const shown = all ? newestFirst : newestFirst.slice(0, FIRST);
  return (
    <section class="card forms noprint" aria-labelledby="forms-title" data-testid="forms">
      <h2 id="forms-title">{t("forms.title", { instrument: chart.instrument.short })}</h2>
      <div ref={list}>
        {shown.map((point) => (
          <Form
            key={point.record}
            chart={chart}
            point={point}
            open={open.has(point.record)}
            onOpen={(on) => setFormOpen(point.record, on)}
          />
        ))}
      </div>
      {shown.length < newestFirst.length && (
        <Button onClick={() => setAll(true)} data-testid="forms-all">
          {tn("forms.all", newestFirst.length)}
        </Button>
      )}
    </section>
  );
}

type FormProps = { chart: Chart; point: Point; open: boolean; onOpen: (open: boolean) => void };

function Form({ chart, point, open, onOpen }: FormProps) {
  const total = chart.instrument.has_total;
  return (
    <details
      class="form"
      open={open}
      onToggle={(event) => onOpen(event.currentTarget.open)}
      data-testid="form"
      data-record={point.record}
    >
      <summary>
        <span class="form-when">{momentText(point.at)}</span>
        {total && point.total !== null && (
          <>
            <strong class="form-total">{amount(point.total)}</strong>
            {point.band_label !== null && <span>{point.band_label}</span>}
            {point.change_text !== null && <span class="change">{point.change_text}</span>}
          </>
        )}
        <Signs point={point} total={total} />
      </summary>
      {open && <Body chart={chart} point={point} />}
    </details>
  );
}

/** The signs of a form that is not plain, each a shape with a word. */
function Signs({ point, total }: { point: Point; total: boolean }) {
  const safety = point.safety.length > 0;
  return (
    <>
      {point.rated_text !== null && <span>{point.rated_text}</span>}
      {safety && (
        <span class="open-work">
          <Shape name="diamond" /> {t("forms.safety")}
        </span>
      )}
      {point.safety_unanswered > 0 && (
        <span>
          <Shape name="ring" /> {t("forms.safetyUnanswered")}
        </span>
      )}
      {point.status === "stopped" && (
        <span>
          <Shape name="ring" /> {t("table.stopped")}
        </span>
      )}
      {total && point.status === "not-scorable" && (
        <span>
          <Shape name="ring" /> {t("table.notScored")}
        </span>
      )}
      {point.status === "prorated" && (
        <span>
          <Shape name="diamond-open" /> {t("score.prorated")}
        </span>
      )}
      {point.shortened_text !== null && (
        <span>
          <Shape name="diamond-open" /> {t("forms.shortened")}
        </span>
      )}
    </>
  );
}

function Body({ chart, point }: { chart: Chart; point: Point }) {
  const total = chart.instrument.has_total;
  const facts: [string, string][] = [
    ...(total ? [[t("table.total"), point.text] as [string, string]] : []),
    ...[...point.scores, ...point.findings].map((each): [string, string] => [each.label, each.text]),
    ...(point.notes.length === 0 ? [] : [[t("forms.note"), point.notes.join("; ")] as [string, string]]),
    ...(point.infusion_number === null ? [] : [[t("table.sinceInfusion"), sinceInfusion(point)] as [string, string]]),
  ];
  const notes = [
    point.shortened_text,
    point.withdrawn_text,
    point.original_text === null ? null : t("table.corrected", { text: point.original_text }),
  ].filter((note) => note !== null);
  return (
    <div class="form-body">
      <div>
        <dl class="facts">
          {facts.map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        {point.safety.map((answer) => (
          <p key={answer.item} class="open-work">
            <Shape name="diamond" /> {answer.text}
            {answer.changed && ` · ${changed(answer)}`}
          </p>
        ))}
        {point.safety_not_answered.map((gap) => (
          <p key={gap.item}>
            <Shape name="ring" /> {gap.text}. {t("safety.notAnsweredIsNotNo")}
          </p>
        ))}
        {notes.map((note) => (
          <p key={note} class="sub">
            {note}
          </p>
        ))}
        {point.rated_text !== null && point.withdrawn_text === null && (
          <TakeBack
            patient={chart.patient}
            title={t("takeBack.rating")}
            name={`rating-${point.record}`}
            entries={[{ value: point.record, label: `${chart.instrument.short} · ${momentText(point.at)}` }]}
          />
        )}
      </div>
      <Answers point={point} />
    </div>
  );
}

function changed(answer: SafetyPoint): string {
  return answer.last === null
    ? t("forms.takenBack", { first: answer.first, highest: answer.highest })
    : t("forms.changed", { first: answer.first, highest: answer.highest, last: answer.last });
}

function Answers({ point }: { point: Point }) {
  if (point.status === "stopped") return <p>{t("forms.stopped")}</p>;
  if (point.items.length === 0) return <p>{t("forms.noItems")}</p>;
  // The column of values is omitted if it repeats the answers.
  const valued = point.items.some((item) => item.value !== null && item.label !== String(item.value));
  const marked = new Set(point.safety.map((answer) => answer.item));
  return (
    <table class="data answers-table" data-testid="answers">
      <caption class="vh">{t("forms.caption", { day: momentText(point.at) })}</caption>
      <thead>
        <tr>
          <th scope="col" class="n">
            {t("forms.number")}
          </th>
          <th scope="col">{t("items.item")}</th>
          <th scope="col">{t("forms.answer")}</th>
          {valued && (
            <th scope="col" class="n">
              {t("forms.value")}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {point.items.map((item) => {
          const words = item.label ?? (item.value === null ? null : amount(item.value));
          return (
            <tr key={item.item} class={marked.has(item.item) ? "marked" : ""}>
              <td class="n">{item.number}</td>
              <th scope="row">{item.text === "" ? item.item : item.text}</th>
              {words !== null ? (
                <td>
                  {marked.has(item.item) && <Shape name="diamond" />} {words}
                </td>
              ) : (
                <td class="unanswered">
                  <Shape name="ring" /> {t("items.notAnswered")}
                </td>
              )}
              {valued && <td class="n">{item.value === null ? "–" : amount(item.value)}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
