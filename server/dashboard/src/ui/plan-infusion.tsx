/** Plans an infusion: day, route, and the dose that the clinician enters. Lists those to come. */
import { AMOUNT, ROUTES } from "../dose";
import { t } from "../text";
import { dayFromParts } from "../time";
import type { Chart } from "../types";
import { DayField } from "./day-field";
import { type Errors, Form, SelectField, TextField } from "./form";
import { Button, Notice, Shape } from "./parts";
import { isYear, useSigning, YearField } from "./signing";
import { TakeBack } from "./take-back";


/** The infusions to come, such as on the patient's page. */
export function PlannedList({ chart }: { chart: Chart }) {
  if (chart.planned.length === 0) return null;
  return (
    <ul class="plain planned noprint" data-testid="planned">
      {chart.planned.map((each) => (
        <li key={each.record}>
          <Shape name="mark-open" /> {t("plan.planned", { label: each.label })}
        </li>
      ))}
    </ul>
  );
}

export function PlanInfusion({ chart }: { chart: Chart }) {
  const fieldOf = { "wrong-year": "plan-year", "invalid-dose": "plan-dose", "invalid-route": "plan-route" } as const;
  const { errors, failed, busy, sign } = useSigning(chart.patient, t("plan.saved"), fieldOf);

  const submit = (values: Record<string, string>): Promise<void> => {
    const day = dayFromParts(values.plan_day ?? "", values.plan_month ?? "", values.plan_year ?? "");
    const route = ROUTES.find((each) => each === values["plan-route"]);
    const dose = values["plan-dose"] ?? "";
    const found: Errors = {
      ...(day === null ? { plan_day: t("infusion.needDay") } : {}),
      ...(route === undefined ? { "plan-route": t("infusion.needRoute") } : {}),
      ...(dose !== "" && !AMOUNT.test(dose) ? { "plan-dose": t("infusion.needDose") } : {}),
      ...(isYear(values["plan-year"]) ? {} : { "plan-year": t("infusion.needYear") }),
    };
    if (Object.keys(found).length > 0 || day === null || route === undefined) {
      return sign("plan_infusion", null, found);
    }
    return sign("plan_infusion", {
      patient: chart.patient,
      year_of_birth: Number(values["plan-year"]),
      day,
      route,
      dose_mg: dose === "" ? null : Number(dose),
    });
  };

  return (
    <section class="card narrow" aria-labelledby="plan-title">
      <h2 id="plan-title">{t("plan.title")}</h2>
      <PlannedList chart={chart} />
      <Form errors={errors} onSubmit={submit} class="stack" data-testid="plan-infusion">
        <DayField prefix="plan_" label={t("plan.day")} value={null} error={errors.plan_day} />
        <div class="pair">
          <SelectField
            name="plan-route"
            label={t("infusion.route")}
            width="mid"
            error={errors["plan-route"]}
            options={[
              { value: "", label: t("infusion.choose") },
              ...ROUTES.map((value) => ({ value, label: t(`route.${value}`) })),
            ]}
          />
          <TextField
            name="plan-dose"
            label={t("plan.dose")}
            hint={t("plan.doseHint")}
            inputMode="decimal"
            width="short"
            error={errors["plan-dose"]}
            after={<span>mg</span>}
          />
        </div>
        <YearField name="plan-year" hint={t("infusion.yearHint")} error={errors["plan-year"]} />
        {failed !== null && (
          <Notice kind="fault" role="alert">
            {failed}
          </Notice>
        )}
        <Button kind="main" type="submit" busy={busy} data-testid="plan-submit">
          {busy ? t("infusion.saving") : t("plan.submit")}
        </Button>
      </Form>
      <TakeBack
        key={chart.planned.length}
        patient={chart.patient}
        title={t("takeBack.planned")}
        name="planned"
        entries={chart.planned.map((each) => ({ value: each.record, label: each.label }))}
      />
    </section>
  );
}
