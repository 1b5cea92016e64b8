/** Records an infusion (W10): year of birth, time, weight, dose and route. Core says what must be confirmed. */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../actions";
import { AMOUNT, ROUTES } from "../dose";
import type { Place } from "../route";
import { t } from "../text";
import { dayText, localMoment, localZone } from "../time";
import type { Args, Chart, FailureCode, InfusionPoint, Ok, WeightUnit } from "../types";
import { Banner } from "../ui/banner";
import { Doubts } from "../ui/doubts";
import { type Errors, Form, SelectField, TextField } from "../ui/form";
import { Button, Notice, PageLink, PageTitle, Shape } from "../ui/parts";
import { isYear, useSigning, YearField } from "../ui/signing";
import { useChart } from "../ui/use-chart";
import { WeightField } from "../ui/weight-field";
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
  "invalid-reason": "reason",
};

type Read = { ok: Omit<Args<"record_infusion">, "patient" | "replaces" | "confirmed" | "reason"> } | { errors: Errors };

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
      weight: values.weight ? Number(values.weight) : null,
      weight_unit: values.weight_unit === "lb" ? "lb" : "kg",
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

/** Core's texts for dose and weight while they are typed. */
function useDoseText(dose: string, weight: string, unit: WeightUnit): Ok<"dose_text"> | null {
  const [text, setText] = useState<Ok<"dose_text"> | null>(null);
  useEffect(() => {
    const [dose_mg, kg] = [dose, weight].map((each) => (AMOUNT.test(each) ? Number(each) : null));
    let active = true;
    const wrong = weight !== "" && kg === null;
    ask("dose_text", { dose_mg: wrong ? null : (dose_mg ?? null), weight: kg ?? null, weight_unit: unit }).then(
      (answer) => active && setText(answer),
      () => active && setText(null),
    );
    return () => {
      active = false;
    };
  }, [dose, weight, unit]);
  return text;
}

function lastWeight(infusions: InfusionPoint[]): string {
  const last = infusions.findLast((each) => each.weight_kg !== null);
  if (last === undefined) return t("infusion.noWeight");
  return t("infusion.lastWeight", { weight: String(last.weight_kg), day: dayText(last.day) });
}

function sameText({ label, weight_kg, day }: InfusionPoint): string {
  const values = { label, day: dayText(day) };
  if (weight_kg === null) return t("infusion.sameText", values);
  return t("infusion.sameWeighed", { ...values, weight: String(weight_kg) });
}

/** What is typed beside the time, as in an infusion; empty without one. */
function amounts(infusion: InfusionPoint | null) {
  const text = (value: number | null | undefined): string => (value == null ? "" : String(value));
  return {
    weight: text(infusion?.weight_kg),
    dose: text(infusion?.dose_mg),
    route: infusion?.route ?? "",
    minutes: text(infusion?.duration_minutes),
  };
}

/** `infusion`: the one to correct. */
function Sheet({ chart, infusion }: { chart: Chart; infusion: InfusionPoint | null }) {
  // The values at first: new records must not change a form that is being filled in.
  const [before] = useState(infusion);
  const saved = before === null ? t("infusion.saved") : t("infusion.corrected");
  const { errors, failed, busy, attempt, save } = useSigning(chart.patient, saved, FIELD_OF);
  const [start, setStart] = useState(() => ({ ...amounts(before), filled: 0 }));
  const [dose, setDose] = useState(start.dose);
  const [weight, setWeight] = useState(start.weight);
  const [unit, setUnit] = useState<WeightUnit>("kg");
  const [asked, setAsked] = useState<string[]>([]);
  const text = useDoseText(dose.trim(), weight.trim(), unit);
  const [opened] = useState(() => before?.at ?? localMoment(new Date()));
  const hint = lastWeight(chart.infusions);
  const last = before === null ? chart.infusions.at(-1) : undefined;

  const fillAs = (infusion: InfusionPoint): void => {
    const same = amounts(infusion);
    setStart({ ...same, filled: start.filled + 1 });
    setDose(same.dose);
    setWeight(same.weight);
    setUnit("kg");
  };

  const submit = (values: Record<string, string>): Promise<void> =>
    attempt(async () => {
      const read = readInfusion(values);
      if ("errors" in read) return read.errors;
      const reason = asked.length > 0 ? (values.reason ?? "") : "";
      const typed = { patient: chart.patient, ...read.ok, replaces: before?.record ?? null };
      const doubts = await ask("check_infusion", { ...typed, confirmed: asked, reason });
      if (doubts.refused !== null) return { [doubts.refused.kind === "before-birth" ? "on_day" : "time"]: doubts.refused.text };
      const texts = doubts.asked.map((each) => each.text);
      setAsked(texts);
      const isRead = texts.every((each) => asked.includes(each));
      if (texts.length > 0 && (!isRead || reason === "")) return { reason: t("infusion.needReason") };
      return save("record_infusion", { ...typed, confirmed: texts, reason: texts.length > 0 ? reason : "" });
    });

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
        {last !== undefined && (
          <div class="same">
            <Button onClick={() => fillAs(last)} data-testid="same-as-last">
              {t("infusion.same")}
            </Button>
            <span class="sub">{sameText(last)}</span>
          </div>
        )}
        <div class="pair" key={`amounts-${start.filled}`}>
          <WeightField
            value={start.weight}
            unit={unit}
            hint={hint}
            converted={text?.weight_text ?? null}
            error={errors.weight}
            onInput={setWeight}
            onUnit={setUnit}
          />
          <TextField
            name="dose"
            label={t("infusion.dose")}
            hint={t("infusion.doseHint")}
            inputMode="decimal"
            width="short"
            value={start.dose}
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
        {text !== null && text.warning !== null && !asked.includes(text.warning) && (
          <div class="notice attention" role="status">
            <Shape name="triangle" />
            <div class="notice-body">{text.warning}</div>
          </div>
        )}
        <div class="pair" key={`course-${start.filled}`}>
          <SelectField
            name="route"
            label={t("infusion.route")}
            width="mid"
            value={start.route}
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
            value={start.minutes}
            error={errors.minutes}
            after={<span>{t("infusion.minutes")}</span>}
          />
        </div>
        <Doubts texts={asked} error={errors.reason} />
        <p class="sub">{t("infusion.patientReads")}</p>
        {failed !== null && (
          <Notice kind="fault" role="alert">
            {failed}
          </Notice>
        )}
        <div class="acts">
          <Button kind="main" type="submit" busy={busy} data-testid="infusion-submit">
            {busy ? t("infusion.saving") : asked.length > 0 ? t("infusion.confirm") : t("infusion.submit")}
          </Button>
          <PageLink to={{ view: "patient", patient: chart.patient }}>{t("infusion.cancel")}</PageLink>
        </div>
      </Form>
    </>
  );
}
