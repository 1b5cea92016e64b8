/** The clinic's definitions of outcomes, which a lead can change. They print with every figure. */
import { useEffect, useState } from "preact/hooks";
import { ask, catchUp, textOf } from "../actions";
import { notice } from "../state";
import { t, tn } from "../text";
import type { OutcomeRulesForm, OutcomeRulesView } from "../types";
import { type Errors, Form, SelectField, TextField } from "./form";
import { Button, Notice } from "./parts";

const INSTRUMENTS = [
  ["phq9", "PHQ-9"],
  ["gad7", "GAD-7"],
] as const;

const WHOLE = /^\d{1,3}$/;

export function OutcomeRules() {
  const [view, setView] = useState<OutcomeRulesView | null>(null);
  const [errors, setErrors] = useState<Errors>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const load = (): Promise<void> => ask("outcome_rules").then(setView, (cause: unknown) => setFailed(textOf(cause)));
  useEffect(() => {
    void load();
  }, []);
  if (view === null) return failed === null ? null : <Notice kind="fault">{failed}</Notice>;

  const submit = async (values: Record<string, string>): Promise<void> => {
    const { form, found } = read(values, view.form);
    setErrors(found);
    setFailed(null);
    if (form === null || busy) return;
    setBusy(true);
    try {
      await ask("set_outcome_rules", form);
      notice.value = { text: t("rules.saved"), forNext: false };
      await load();
      await catchUp().catch(() => undefined);
    } catch (cause) {
      setFailed(textOf(cause));
    }
    setBusy(false);
  };

  const percent = /^improvement<(0\.\d+|1)$/.exec(view.form.loss)?.[1];
  return (
    <Form class="card narrow" errors={errors} onSubmit={submit} data-testid="outcome-rules">
      <h2>{t("rules.title")}</h2>
      <p class="sub">{tn("rules.versions", view.versions)}</p>
      <ul>
        {view.texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <TextField
        name="baseline"
        label={t("rules.baseline")}
        hint={t("rules.baselineHint")}
        inputMode="numeric"
        width="short"
        value={String(view.form.baseline_days)}
        error={errors.baseline}
        after={<span>{t("rules.days")}</span>}
      />
      <TextField
        name="gap"
        label={t("rules.gap")}
        hint={t("rules.gapHint")}
        inputMode="numeric"
        width="short"
        value={String(view.form.series_gap_days)}
        error={errors.gap}
        after={<span>{t("rules.days")}</span>}
      />
      <TextField
        name="loss"
        label={t("rules.loss")}
        hint={t("rules.lossHint")}
        inputMode="numeric"
        width="short"
        value={percent === undefined ? "" : String(Math.round(Number(percent) * 100))}
        error={errors.loss}
        after={<span>%</span>}
      />
      <SelectField
        name="confirm"
        label={t("rules.confirm")}
        width="short"
        value={String(view.form.confirm)}
        options={["1", "2", "3", "4", "5"].map((value) => ({ value, label: value }))}
      />
      {INSTRUMENTS.map(([id, short]) => (
        <TextField
          key={id}
          name={`remission-${id}`}
          label={t("rules.remission", { instrument: short })}
          hint={t("rules.remissionHint")}
          width="short"
          value={view.form.remission[id] ?? ""}
          error={errors[`remission-${id}`]}
        />
      ))}
      <p class="sub">{t("rules.affects")}</p>
      {failed !== null && (
        <Notice kind="fault" role="alert">
          {failed}
        </Notice>
      )}
      <Button kind="main" type="submit" busy={busy} data-testid="rules-submit">
        {t("rules.submit")}
      </Button>
    </Form>
  );
}

/** Reads the fields. Core checks the ranges. */
export function read(
  values: Record<string, string>,
  before: OutcomeRulesForm,
): { form: OutcomeRulesForm | null; found: Errors } {
  const found: Errors = {};
  if (!WHOLE.test(values.baseline ?? "")) found.baseline = t("rules.needNumber");
  if (!WHOLE.test(values.gap ?? "")) found.gap = t("rules.needNumber");
  const loss = values.loss ?? "";
  if (!WHOLE.test(loss) || Number(loss) < 1 || Number(loss) > 100) found.loss = t("rules.needPercent");
  const remission = { ...before.remission };
  for (const [id] of INSTRUMENTS) {
    const text = (values[`remission-${id}`] ?? "").replace(/\s/g, "").replace("≤", "<=");
    if (text === "") delete remission[id];
    else if (!/^<=?\d{1,2}$/.test(text)) found[`remission-${id}`] = t("rules.needRemission");
    else remission[id] = text;
  }
  if (Object.keys(found).length > 0) return { form: null, found };
  const form = {
    baseline_days: Number(values.baseline),
    series_gap_days: Number(values.gap),
    loss: `improvement<${Number(loss) / 100}`,
    confirm: Number(values.confirm),
    remission,
  };
  return { form, found };
}
