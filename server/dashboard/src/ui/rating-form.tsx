/** A form that a clinician fills in. Core takes and scores every answer. */
import { useRef, useState } from "preact/hooks";
import { ask, catchUp, codeOf, textOf } from "../actions";
import { go } from "../route";
import type { AnswerView, FailureCode, RatingView } from "../types";
import { notice, showFirst } from "../state";
import { t } from "../text";
import { localMoment, localZone } from "../time";
import type { Chart } from "../types";
import { Banner } from "./banner";
import { type Errors, Form } from "./form";
import { HandOn } from "./hand-on";
import { Button, Notice, PageTitle } from "./parts";
import { choicesOf, ItemFields } from "./rating-item";
import { isYear, YearField } from "./signing";
import { readWhen, WhenFields } from "./when-fields";

/** The field of each error code. */
const FIELD_OF: Partial<Record<FailureCode, string>> = { "wrong-year": "year", "invalid-time": "time" };

type Props = { chart: Chart; opened: RatingView; onBack: () => void };

export function RatingForm({ chart, opened, onBack }: Props) {
  const [view, setView] = useState(opened);
  const [itemErrors, setItemErrors] = useState<Record<string, string>>({});
  const [errors, setErrors] = useState<Errors>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [wanted, setWanted] = useState(false);
  const [busy, setBusy] = useState(false);
  /** Sends answers to core in order; signing waits for the last. */
  const queue = useRef<Promise<void>>(Promise.resolve());
  /** Items whose field shows an answer that core did not take. */
  const wrong = useRef(new Set<string>());
  const { rating } = opened;
  const [begunAt] = useState(() => localMoment(new Date()));

  const begun = view.items.some((item) => item.answered !== null);

  const setItemError = (item: string, text: string | null): void => {
    if (text === null) wrong.current.delete(item);
    else wrong.current.add(item);
    setItemErrors(({ [item]: _, ...others }) => (text === null ? others : { ...others, [item]: text }));
  };

  const take = async (item: string, answer: AnswerView): Promise<void> => {
    try {
      setView(await ask("rate", { rating, item, answer }));
      setItemError(item, null);
    } catch (cause) {
      setItemError(item, textOf(cause));
    }
  };
  const answer = (item: string, given: AnswerView): void => {
    queue.current = queue.current.then(() => take(item, given));
  };
  const markRest = (): void => {
    for (const item of view.open) answer(item, "skipped");
    setWanted(false);
  };

  const discard = (): void => {
    if (!confirm(t("rate.discardAsk", { instrument: view.short }))) return;
    queue.current = queue.current.then(() => ask("discard_rating", { rating }).then(onBack, (cause) => setFailed(textOf(cause))));
  };

  const submit = async (values: Record<string, string>): Promise<void> => {
    if (busy) return;
    setFailed(null);
    setBusy(true);
    try {
      await queue.current;
      const { at, errors: found } = view.signed ? { at: begunAt, errors: {} as Errors } : readWhen(values);
      if (!isYear(values.year)) found.year = t("infusion.needYear");
      setErrors(found);
      const now = await ask("rating", { rating });
      setView(now);
      setWanted(now.open.length > 0);
      // Signing would use the previous answer of an item whose new answer was not taken.
      const [notTaken] = wrong.current;
      if (notTaken !== undefined) toItem(notTaken);
      const complete = Object.keys(found).length === 0;
      if (!complete || at === null || now.open.length > 0 || notTaken !== undefined) return;
      await ask("sign_rating", { rating, year_of_birth: Number(values.year), at, zone: localZone() });
      showFirst.value = { patient: chart.patient, instrument: view.instrument };
      notice.value = { text: t("rate.saved"), forNext: true };
      go({ view: "patient", patient: chart.patient });
      void catchUp().catch(() => undefined);
    } catch (cause) {
      const field = FIELD_OF[codeOf(cause)];
      if (field === undefined) setFailed(textOf(cause));
      else setErrors({ [field]: textOf(cause) });
      await ask("rating", { rating }).then(setView, () => undefined);
    } finally {
      setBusy(false);
    }
  };

  const stem = view.items.find((item) => item.stem !== null)?.stem ?? null;
  const instructions = view.items[0]?.instructions ?? null;
  return (
    <div class="rating" data-testid="rating">
      <Banner chart={chart}>
        <output class="score-now" data-testid="score-now">
          {view.short} · {view.score_text}
        </output>
      </Banner>
      <div class="page-head">
        <PageTitle tab={t("rate.tab")}>{t("rate.title", { instrument: view.short })}</PageTitle>
        <p class="lead">{view.title}</p>
      </div>
      <p class="sub">{t("rate.recall", { recall: view.recall_text })}</p>
      {view.items.some((item) => choicesOf(item) !== null) && <p class="sub noprint">{t("rate.keys")}</p>}
      {/* A signed form is shown as signed and takes no answers. */}
      <fieldset class="rating-items" disabled={view.signed} lang={view.language}>
        <legend class="vh">{t("rate.items", { instrument: view.short })}</legend>
        {instructions !== null && <p class="question">{instructions}</p>}
        {stem !== null && <p class="question">{stem}</p>}
        {view.items.map((item) => {
          return (
            <div key={item.id}>
              <ItemFields
                item={item}
                error={itemErrors[item.id]}
                wanted={wanted && view.open.includes(item.id)}
                onAnswer={(given) => answer(item.id, given)}
                onError={(text) => setItemError(item.id, text)}
              />
              {item.help !== null && <HandOn help={item.help} changed={item.changed_notice} />}
            </div>
          );
        })}
      </fieldset>
      {wanted && view.open.length > 0 && <StillOpen view={view} onMark={markRest} />}
      <Form class="card narrow" errors={errors} onSubmit={submit} label={t("rate.signTitle")} data-testid="sign">
        <p class="sign-score">
          <strong>{view.score_text}</strong>
        </p>
        <fieldset disabled={view.signed}>
          <WhenFields day={t("rate.day")} time={t("rate.time")} opened={begunAt} errors={errors} />
        </fieldset>
        <YearField name="year" hint={t("infusion.yearHint")} error={errors.year} />
        <p class="sub">{t("rate.kept")}</p>
        {failed !== null && (
          <Notice kind="fault" role="alert" data-testid="not-saved">
            {view.signed && t("rate.waits")} {failed}
          </Notice>
        )}
        <div class="acts">
          <Button kind="main" type="submit" busy={busy} data-testid="rating-submit">
            {busy ? t("rate.saving") : view.signed ? t("rate.again") : t("rate.submit")}
          </Button>
          <Button kind="quiet" onClick={() => go({ view: "patient", patient: chart.patient })}>
            {begun ? t("rate.later") : t("rate.cancel")}
          </Button>
          {begun && !view.signed && (
            <Button kind="quiet" onClick={discard} data-testid="discard-rating">
              {t("rate.discard")}
            </Button>
          )}
          {!begun && (
            <Button kind="quiet" onClick={onBack}>
              {t("rate.back")}
            </Button>
          )}
        </div>
      </Form>
      <p class="sub source-line">{view.source_text}</p>
    </div>
  );
}

const toItem = (id: string): void =>
  document.getElementById(`i-${id}`)?.querySelector<HTMLElement>("input, textarea")?.focus();

/** The items without an answer, with buttons to go to each and to mark all as not rated. */
function StillOpen({ view, onMark }: { view: RatingView; onMark: () => void }) {
  const left = view.items.filter((item) => view.open.includes(item.id));
  return (
    <Notice kind="attention" role="alert" data-testid="still-open">
      <p>{t("rate.stillOpen")}</p>
      <p class="acts">
        {left.map((item) => (
          <Button key={item.id} kind="quiet" onClick={() => toItem(item.id)}>
            {item.marker === "" ? item.text.slice(0, 24) : item.marker}
          </Button>
        ))}
      </p>
      <Button onClick={onMark} data-testid="mark-rest">
        {t("rate.markRest")}
      </Button>
    </Notice>
  );
}
