/** The care plan (W15): rows, a preview of what falls due, and a signature. */
import { useState } from "preact/hooks";
import { ask, textOf } from "../actions";
import { t } from "../text";
import { localMoment, now } from "../time";
import type { Anchor, Chart, DueView, PlanDraft, PlanRow, TreatmentChoices } from "../types";
import { CheckField, type Errors, Form, SelectField, TextField } from "./form";
import { Button, Notice, Shape, type ShapeName } from "./parts";
import { isYear, useSigning, YearField } from "./signing";

const ANCHORS: Anchor[] = ["start", "before-infusion", "after-infusion", "after-series"];

const SHAPES: Record<string, ShapeName> = {
  upcoming: "none",
  open: "dot",
  answered: "check",
  late: "half",
  "not-answered": "ring",
  private: "none",
};

const WHOLE = /^\d{1,3}$/;

export function CarePlan({ chart, choices }: { chart: Chart; choices: TreatmentChoices }) {
  const [draft, setDraft] = useState<PlanDraft | null>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const fieldOf = { "wrong-year": "care-year", "plan-not-confirmed": "care-confirm" } as const;
  const { errors, failed, busy, sign } = useSigning(chart.patient, t("care.saved"), fieldOf);
  const { patient, schedule } = chart;
  const rows = draft?.rows ?? schedule?.rows ?? [];
  const plain = rows.map((each) => each.row);
  const clashes = draft?.clashes ?? [];
  const show = (made: Promise<PlanDraft>): void => {
    made.then(
      (shown) => {
        setUnread(null);
        setDraft(shown);
      },
      (cause: unknown) => setUnread(textOf(cause)),
    );
  };
  const edit = (next: PlanRow[]): void => show(ask("preview_plan", { patient, rows: next, ...now() }));
  const useUsual = (): void =>
    show(ask("usual_plan", { patient, condition: chart.episode?.condition ?? "other", ...now() }));

  const submit = (values: Record<string, string>): Promise<void> => {
    const year = values["care-year"];
    const found: Errors = {
      ...(clashes.length > 0 && values["care-confirm"] === undefined ? { "care-confirm": t("care.needConfirm") } : {}),
      ...(isYear(year) ? {} : { "care-year": t("infusion.needYear") }),
    };
    if (Object.keys(found).length > 0) return sign("sign_plan", null, found);
    const signed = { at: localMoment(new Date()), year_of_birth: Number(year) };
    return sign("sign_plan", { patient, rows: plain, confirmed: clashes, ...signed });
  };

  return (
    <section class="card narrow" aria-labelledby="care-title" data-testid="care-plan">
      <h2 id="care-title">{t("care.title")}</h2>
      {schedule === null ? (
        <p class="sub">{t("care.none")}</p>
      ) : (
        <p class="sub">
          {schedule.since_text} {schedule.adherence_text}
        </p>
      )}
      {rows.length > 0 && (
        <ul class="plan-rows" data-testid="plan-rows">
          {rows.map((each, index) => (
            <li key={each.text}>
              <span>{each.text}</span>
              <Button
                kind="quiet"
                label={t("care.removeOf", { row: each.text })}
                onClick={() => edit(plain.filter((_, place) => place !== index))}
              >
                {t("care.remove")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Wrong text={unread ?? draft?.wrong ?? null} />
      <p>
        <Button onClick={useUsual} data-testid="usual-plan">
          {t("care.usual")}
        </Button>
      </p>
      <AddRow choices={choices} onAdd={(row) => edit([...plain, row])} />
      <Form errors={errors} onSubmit={submit} class="stack" data-testid="sign-plan">
        {clashes.length > 0 && <Clashes key={clashes.join()} texts={clashes} error={errors["care-confirm"]} />}
        <YearField name="care-year" hint={t("infusion.yearHint")} error={errors["care-year"]} />
        <p class="sub">{t("care.patientSees")}</p>
        {failed !== null && (
          <Notice kind="fault" role="alert">
            {failed}
          </Notice>
        )}
        <Button kind="main" type="submit" busy={busy} data-testid="plan-sign">
          {busy ? t("infusion.saving") : t("care.sign")}
        </Button>
      </Form>
      {draft === null && schedule !== null && <Preview title={t("care.preview")} items={schedule.items} />}
      {draft !== null && <Preview title={t("care.draftPreview")} items={draft.items} />}
    </section>
  );
}

function Wrong({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <Notice kind="attention" role="status" data-testid="plan-wrong">
      {text}
    </Notice>
  );
}

/** Forms that the plan asks too often, with the days, and the confirmation that a signature needs. */
function Clashes({ texts, error }: { texts: string[]; error: string | undefined }) {
  return (
    <>
      <Notice kind="attention" role="status" data-testid="plan-clashes">
        <p>{t("care.clashes")}</p>
        <ul class="plain">
          {texts.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Notice>
      <CheckField name="care-confirm" label={t("care.confirm")} error={error} />
    </>
  );
}

function AddRow({ choices, onAdd }: { choices: TreatmentChoices; onAdd: (row: PlanRow) => void }) {
  const [errors, setErrors] = useState<Errors>({});
  const submit = (values: Record<string, string>): void => {
    const anchor = ANCHORS.find((each) => each === values["row-anchor"]) ?? "start";
    const days = values["row-days"] ?? "";
    const window = values["row-window"] ?? "";
    const every = values["row-every"] ?? "";
    const times = values["row-times"] ?? "";
    const found: Errors = {
      ...(WHOLE.test(days) ? {} : { "row-days": t("rules.needNumber") }),
      ...(WHOLE.test(window) ? {} : { "row-window": t("rules.needNumber") }),
      ...(every === "" || WHOLE.test(every) ? {} : { "row-every": t("rules.needNumber") }),
      ...(times === "" || WHOLE.test(times) ? {} : { "row-times": t("rules.needNumber") }),
    };
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const before = anchor === "before-infusion";
    const repeat = every === "" || before ? null : { every_days: Number(every), times: times === "" ? null : Number(times) };
    onAdd({
      instrument: values["row-instrument"] ?? "phq9",
      anchor,
      offset_days: before ? -Number(days) : Number(days),
      window_days: Number(window),
      repeat,
    });
  };
  return (
    <details class="add-row">
      <summary>{t("care.add")}</summary>
      <Form errors={errors} onSubmit={submit} class="stack" label={t("care.add")} data-testid="add-row">
        <div class="pair">
          <SelectField
            name="row-instrument"
            label={t("cohort.instrument")}
            width="mid"
            options={choices.asked.map((each) => ({ value: each.id, label: each.short }))}
          />
          <SelectField
            name="row-anchor"
            label={t("care.anchor")}
            width="mid"
            options={ANCHORS.map((value) => ({ value, label: t(`care.anchor.${value}`) }))}
          />
        </div>
        <div class="pair">
          <TextField name="row-days" label={t("care.days")} inputMode="numeric" width="short" value="0" error={errors["row-days"]} />
          <TextField
            name="row-window"
            label={t("care.window")}
            inputMode="numeric"
            width="short"
            value="3"
            error={errors["row-window"]}
          />
        </div>
        <div class="pair">
          <TextField
            name="row-every"
            label={t("care.every")}
            hint={t("care.everyHint")}
            inputMode="numeric"
            width="short"
            error={errors["row-every"]}
          />
          <TextField
            name="row-times"
            label={t("care.times")}
            hint={t("care.timesHint")}
            inputMode="numeric"
            width="short"
            error={errors["row-times"]}
          />
        </div>
        <Button type="submit">{t("care.addRow")}</Button>
      </Form>
    </details>
  );
}

/** What was due in the last 30 days and falls due in the next 90; daily forms are left out. */
function Preview({ title, items }: { title: string; items: DueView[] }) {
  const from = localMoment(new Date(Date.now() - 30 * 86_400_000)).slice(0, 10);
  const shown = items.filter((each) => each.closes >= from && each.instrument !== "daily_checkin");
  if (shown.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="plan-rows" data-testid="plan-preview">
        {shown.map((each) => (
          <li key={each.text}>
            <span>
              <Shape name={SHAPES[each.state] ?? "none"} /> {each.text}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
