/** Records an infusion (W10): year of birth, time, dose and route. Core computes mg per kg. */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../actions";
import { AMOUNT, ROUTES } from "../dose";
import type { Place } from "../route";
import { t } from "../text";
import { dayText, localMoment, localZone } from "../time";
import type { Args, Chart, FailureCode, InfusionPoint, Ok } from "../types";
import { Banner } from "../ui/banner";
import { type Errors, Form, SelectField, TextField } from "../ui/form";
import { Button, Notice, PageLink, PageTitle, Shape } from "../ui/parts";
import { isYear, useSigning, YearField } from "../ui/signing";
import { useChart } from "../ui/use-chart";
import { readWhen, WhenFields } from "../ui/when-fields";
import { Nowhere } from "./nowhere";


/** The field of each error code. */
const FIELD_OF: Partial<Record<FailureCode, string>> = {
  "wrong-year": "year",
  "invalid-dose": "dose",
  "invalid-weight": "weight",
  "invalid-duration": "minutes",
  "invalid-route": "route",
  "invalid-time": "time",
};

type Read = { ok: Omit<Args<"record_infusion">, "patient" | "replaces"> } | { errors: Errors };

/** Reads the fields: returns the arguments of the call, or the errors to show. Core checks ranges. */
export function readInfusion(values: Record<string, string>): Read {
  const { at, errors } = readWhen(values);
  const route = ROUTES.find((each) => each === values.route);
  if (!isYear(values.year)) errors.year = t("infusion.needYear");
  if (!AMOUNT.test(values.dose ?? "")) errors.dose = t("infusion.needDose");
  if (values.weight && !AMOUNT.test(values.weight)) errors.weight = t("infusion.needWeight");
  if (route === undefined) errors.route = t("infusion.needRoute");
  if (!/^\d{1,4}$/.test(values.minutes ?? "")) errors.minutes = t("infusion.needMinutes");
  if (Object.keys(errors).length > 0 || at === null || route === undefined) return { errors };
  return {
    ok: {
      year_of_birth: Number(values.year),
      at,
      zone: localZone(),
      route,
      dose_mg: Number(values.dose),
      weight_kg: values.weight ? Number(values.weight) : null,
      duration_minutes: Number(values.minutes),
    },
  };
}

export function InfusionRecord({ place }: { place: Place }) {
  const patient = place.view === "infusion" ? place.patient : "";
  const loaded = useChart(patient, null);
  if (loaded.kind === "nowhere") return <Nowhere />;
  if (loaded.kind === "chart") {
    const record = place.view === "infusion" ? place.record : null;
    const corrected = loaded.chart.infusions.find((each) => each.record === record);
    if (record !== null && corrected === undefined) return <Nowhere />;
    return <Sheet key={record} chart={loaded.chart} infusion={corrected ?? null} />;
  }
  return (
    <>
      <PageTitle tab={t("infusion.tab")}>{t("infusion.title")}</PageTitle>
      {loaded.kind === "failed" && <Notice kind="fault">{loaded.text}</Notice>}
    </>
  );
}

/** Core's texts for the dose that is being typed. */
function useDoseText(dose: string, weight: string): Ok<"dose_text"> | null {
  const [text, setText] = useState<Ok<"dose_text"> | null>(null);
  useEffect(() => {
    if (!AMOUNT.test(dose) || (weight !== "" && !AMOUNT.test(weight))) {
      setText(null);
      return;
    }
    let active = true;
    ask("dose_text", { dose_mg: Number(dose), weight_kg: weight === "" ? null : Number(weight) }).then(
      (answer) => active && setText(answer),
      () => active && setText(null),
    );
    return () => {
      active = false;
    };
  }, [dose, weight]);
  return text;
}

function lastWeight(infusions: InfusionPoint[]): string {
  const last = infusions.findLast((each) => each.weight_kg !== null);
  if (last === undefined) return t("infusion.noWeight");
  return t("infusion.lastWeight", { weight: String(last.weight_kg), day: dayText(last.day) });
}

/** `infusion`: the one to correct. */
function Sheet({ chart, infusion }: { chart: Chart; infusion: InfusionPoint | null }) {
  // The values at first: new records must not change a form that is being filled in.
  const [before] = useState(infusion);
  const saved = before === null ? t("infusion.saved") : t("infusion.corrected");
  const { errors, failed, busy, sign } = useSigning(chart.patient, saved, FIELD_OF);
  const [dose, setDose] = useState(before === null ? "" : String(before.dose_mg));
  const [weight, setWeight] = useState(before?.weight_kg == null ? "" : String(before.weight_kg));
  const text = useDoseText(dose.trim(), weight.trim());
  const [opened] = useState(() => before?.at ?? localMoment(new Date()));
  const hint = lastWeight(chart.infusions);

  const submit = (values: Record<string, string>): Promise<void> => {
    const read = readInfusion(values);
    if ("errors" in read) return sign("record_infusion", null, read.errors);
    return sign("record_infusion", { patient: chart.patient, ...read.ok, replaces: before?.record ?? null });
  };

  return (
    <>
      <Banner chart={chart} />
      <div class="page-head">
        <PageTitle tab={t("infusion.tab")}>{before === null ? t("infusion.title") : t("infusion.correctTitle")}</PageTitle>
      </div>
      {before !== null && <p class="sub">{t("infusion.kept", { number: before.number, label: before.label })}</p>}
      <Form class="card narrow" errors={errors} onSubmit={submit} data-testid="infusion">
        <YearField name="year" hint={t("infusion.yearHint")} error={errors.year} />
        <WhenFields day={t("infusion.day")} time={t("infusion.start")} opened={opened} errors={errors} />
        <div class="pair">
          <TextField
            name="weight"
            label={t("infusion.weight")}
            hint={hint}
            inputMode="decimal"
            width="short"
            value={weight}
            onInput={setWeight}
            error={errors.weight}
            after={<span>kg</span>}
          />
          <TextField
            name="dose"
            label={t("infusion.dose")}
            hint={t("infusion.doseHint")}
            inputMode="decimal"
            width="short"
            value={dose}
            onInput={setDose}
            error={errors.dose}
            after={
              <span>
                mg{" "}
                <output data-testid="per-kg">
                  {text?.per_kg_text ? t("infusion.equals", { text: text.per_kg_text }) : ""}
                </output>
              </span>
            }
          />
        </div>
        {text !== null && text.warning !== null && (
          <div class="notice attention" role="status">
            <Shape name="triangle" />
            <div class="notice-body">{text.warning}</div>
          </div>
        )}
        <div class="pair">
          <SelectField
            name="route"
            label={t("infusion.route")}
            width="mid"
            value={before?.route ?? ""}
            error={errors.route}
            options={[
              { value: "", label: t("infusion.choose") },
              ...ROUTES.map((route) => ({ value: route, label: t(`route.${route}`) })),
            ]}
          />
          <TextField
            name="minutes"
            label={t("infusion.over")}
            inputMode="numeric"
            width="short"
            value={before === null ? "" : String(before.duration_minutes)}
            error={errors.minutes}
            after={<span>{t("infusion.minutes")}</span>}
          />
        </div>
        <p class="sub">{t("infusion.patientReads")}</p>
        {failed !== null && (
          <Notice kind="fault" role="alert">
            {failed}
          </Notice>
        )}
        <div class="acts">
          <Button kind="main" type="submit" busy={busy} data-testid="infusion-submit">
            {busy ? t("infusion.saving") : t("infusion.submit")}
          </Button>
          <PageLink to={{ view: "patient", patient: chart.patient }}>{t("infusion.cancel")}</PageLink>
        </div>
      </Form>
    </>
  );
}
