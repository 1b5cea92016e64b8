/** The care plan (W15): rows, a preview of what falls due, and a signature. */
import { useState } from "preact/hooks";
import { ask, textOf } from "../actions";
import { t } from "../text";
import { localMoment } from "../time";
import type { Anchor, Chart, DueView, PlanRow, PlanRowView, TreatmentChoices } from "../types";
import { type Errors, Form, SelectField, TextField } from "./form";
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
  const [rows, setRows] = useState<PlanRowView[]>(chart.schedule?.rows ?? []);
  const [wrong, setWrong] = useState<string | null>(null);
  const { errors, failed, busy, sign } = useSigning(chart.patient, t("care.saved"), { "wrong-year": "care-year" });
  const show = (made: { rows: PlanRowView[]; wrong: string | null }): void => {
    setRows(made.rows);
    setWrong(made.wrong);
  };
  const edit = (next: PlanRow[]): void => {
    ask("preview_plan", { rows: next }).then(show, (cause: unknown) => setWrong(textOf(cause)));
  };
  const plain = rows.map((each) => each.row);

  const submit = (values: Record<string, string>): Promise<void> => {
    const year = values["care-year"];
    if (!isYear(year)) return sign("sign_plan", null, { "care-year": t("infusion.needYear") });
    const at = localMoment(new Date());
    return sign("sign_plan", { patient: chart.patient, year_of_birth: Number(year), at, rows: plain });
  };

  return (
    <section class="card narrow" aria-labelledby="care-title" data-testid="care-plan">
      <h2 id="care-title">{t("care.title")}</h2>
      {chart.schedule === null ? (
        <p class="sub">{t("care.none")}</p>
      ) : (
        <p class="sub">
          {chart.schedule.since_text} {chart.schedule.adherence_text}
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
      {wrong !== null && (
        <Notice kind="attention" role="status" data-testid="plan-wrong">
          {wrong}
        </Notice>
      )}
      <Usual chart={chart} onShow={show} onFailed={setWrong} />
      <AddRow choices={choices} onAdd={(row) => edit([...plain, row])} />
      <Form errors={errors} onSubmit={submit} class="stack" data-testid="sign-plan">
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
      {chart.schedule !== null && <Preview items={chart.schedule.items} />}
    </section>
  );
}

type UsualProps = {
  chart: Chart;
  onShow: (made: { rows: PlanRowView[]; wrong: string | null }) => void;
  onFailed: (text: string) => void;
};

/** Replaces the rows by those that are usual for the condition treated. */
function Usual({ chart, onShow, onFailed }: UsualProps) {
  const condition = chart.episode?.condition ?? "other";
  const use = (): void => {
    ask("usual_plan", { condition }).then(onShow, (cause: unknown) => onFailed(textOf(cause)));
  };
  return (
    <p>
      <Button onClick={use} data-testid="usual-plan">
        {t("care.usual")}
      </Button>
    </p>
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
function Preview({ items }: { items: DueView[] }) {
  const from = localMoment(new Date(Date.now() - 30 * 86_400_000)).slice(0, 10);
  const shown = items.filter((each) => each.closes >= from && each.instrument !== "daily_checkin");
  if (shown.length === 0) return null;
  return (
    <>
      <h3>{t("care.preview")}</h3>
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
