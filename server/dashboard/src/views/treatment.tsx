/** The course of treatment: what is treated and how it ended, and infusions to come. */
import { useState } from "preact/hooks";
import type { Place } from "../route";
import { t } from "../text";
import { dayFromParts } from "../time";
import type { Chart, EpisodeView, TreatmentChoices } from "../types";
import { Banner } from "../ui/banner";
import { CarePlan } from "../ui/care-plan";
import { DayField } from "../ui/day-field";
import { type Errors, Form, SelectField, TextField } from "../ui/form";
import { Button, Notice, PageLink, PageTitle } from "../ui/parts";
import { PlanInfusion } from "../ui/plan-infusion";
import { isYear, useSigning, YearField } from "../ui/signing";
import { useChart } from "../ui/use-chart";
import { useChoices } from "../ui/use-choices";
import { Nowhere } from "./nowhere";

export function TreatmentPage({ place }: { place: Place }) {
  const choices = useChoices();
  const loaded = useChart(place.view === "treatment" ? place.patient : "", null);
  if (loaded.kind === "nowhere") return <Nowhere />;
  if (loaded.kind === "chart") {
    return (
      <>
        <Banner chart={loaded.chart} />
        <div class="page-head">
          <PageTitle tab={t("treatment.tab")}>{t("treatment.title")}</PageTitle>
        </div>
        <PlanInfusion chart={loaded.chart} />
        {choices !== null && <CarePlan key={loaded.chart.schedule?.record} chart={loaded.chart} choices={choices} />}
        {choices !== null && <Episode key={loaded.chart.patient} chart={loaded.chart} choices={choices} />}
      </>
    );
  }
  return (
    <>
      <PageTitle tab={t("treatment.tab")}>{t("treatment.title")}</PageTitle>
      {loaded.kind === "failed" && <Notice kind="fault">{loaded.text}</Notice>}
    </>
  );
}

function Episode({ chart, choices }: { chart: Chart; choices: TreatmentChoices }) {
  // The initial values: new records must not change a form that is being filled in.
  const [before] = useState<EpisodeView | null>(chart.episode);
  const [condition, setCondition] = useState<string>(before?.condition ?? "");
  const fieldOf = { "wrong-year": "episode-year", "invalid-reason": "end_reason", "too-long": "goals" } as const;
  const { errors, failed, busy, sign } = useSigning(chart.patient, t("treatment.saved"), fieldOf);

  const submit = (values: Record<string, string>): Promise<void> => {
    const chosen = choices.conditions.find((each) => each.condition === values.condition);
    const start = dayFromParts(values.start_day ?? "", values.start_month ?? "", values.start_year ?? "");
    const ends = [values.end_day, values.end_month, values.end_year].some((part) => part !== "");
    const end = ends ? dayFromParts(values.end_day ?? "", values.end_month ?? "", values.end_year ?? "") : null;
    const found: Errors = {
      ...(chosen === undefined ? { condition: t("treatment.needCondition") } : {}),
      ...(start === null ? { start_day: t("infusion.needDay") } : {}),
      ...(ends && end === null ? { end_day: t("infusion.needDay") } : {}),
      ...(ends && values.end_reason === "" ? { end_reason: t("treatment.needReason") } : {}),
      ...(isYear(values["episode-year"]) ? {} : { "episode-year": t("infusion.needYear") }),
    };
    if (Object.keys(found).length > 0 || chosen === undefined || start === null) {
      return sign("save_episode", null, found);
    }
    return sign("save_episode", {
      patient: chart.patient,
      year_of_birth: Number(values["episode-year"]),
      condition: chosen.condition,
      goals: values.goals ?? "",
      primary_instrument: values.primary ?? "phq9",
      start,
      end_day: end,
      end_reason: values.end_reason ?? "",
    });
  };

  const proposed = choices.conditions.find((each) => each.condition === condition)?.proposed ?? "phq9";
  return (
    <Form class="card narrow" errors={errors} onSubmit={submit} data-testid="episode">
      <h2>{t("treatment.episode")}</h2>
      {before !== null && <p class="sub">{before.text}</p>}
      <SelectField
        name="condition"
        label={t("treatment.condition")}
        value={before?.condition ?? ""}
        error={errors.condition}
        onChoose={setCondition}
        options={[
          { value: "", label: t("infusion.choose") },
          ...choices.conditions.map((each) => ({ value: each.condition, label: each.label })),
        ]}
      />
      <TextField
        name="goals"
        label={t("treatment.goals")}
        hint={t("treatment.goalsHint")}
        value={before?.goals ?? ""}
        maxLength={2000}
        error={errors.goals}
      />
      <SelectField
        key={proposed}
        name="primary"
        label={t("treatment.primary")}
        hint={t("treatment.primaryHint")}
        width="mid"
        value={before !== null && before.condition === condition ? before.primary_instrument : proposed}
        options={choices.instruments.map((each) => ({ value: each.id, label: each.short }))}
      />
      <DayField prefix="start_" label={t("treatment.start")} value={before?.start ?? null} error={errors.start_day} />
      <DayField prefix="end_" label={t("treatment.end")} value={before?.end_day ?? null} error={errors.end_day} />
      <TextField
        name="end_reason"
        label={t("treatment.endReason")}
        value={before?.end_reason ?? ""}
        maxLength={500}
        error={errors.end_reason}
      />
      <YearField name="episode-year" hint={t("profile.yearHint")} error={errors["episode-year"]} />
      <p class="sub">{t("treatment.patientReads")}</p>
      {failed !== null && (
        <Notice kind="fault" role="alert">
          {failed}
        </Notice>
      )}
      <div class="acts">
        <Button kind="main" type="submit" busy={busy} data-testid="episode-submit">
          {busy ? t("infusion.saving") : t("treatment.submit")}
        </Button>
        <PageLink to={{ view: "patient", patient: chart.patient }}>{t("infusion.cancel")}</PageLink>
      </div>
    </Form>
  );
}
