/** Corrects who a patient is: the year of birth first, then everything as it is to stand. */
import { useState } from "preact/hooks";
import { ask, catchUp, codeOf, textOf } from "../actions";
import { go, type Place } from "../route";
import { notice } from "../state";
import { t } from "../text";
import type { Chart } from "../types";
import { Banner } from "../ui/banner";
import { type Errors, Form, TextField } from "../ui/form";
import { Button, Notice, PageLink, PageTitle } from "../ui/parts";
import { PersonFields, readPerson } from "../ui/person-fields";
import { useChart } from "../ui/use-chart";
import { Nowhere } from "./nowhere";

/** The field that a refusal of core belongs to. */
const FIELD_OF: Record<string, string> = {
  "wrong-year": "known_year",
  "invalid-name": "name",
  "invalid-born": "day",
};

export function ProfilePage({ place }: { place: Place }) {
  const loaded = useChart(place.view === "profile" ? place.patient : "", null);
  if (loaded.kind === "nowhere") return <Nowhere />;
  if (loaded.kind === "chart") return <Correction key={loaded.chart.patient} chart={loaded.chart} />;
  return (
    <>
      <PageTitle tab={t("profile.tab")}>{t("profile.title")}</PageTitle>
      {loaded.kind === "failed" && <Notice kind="fault">{loaded.text}</Notice>}
    </>
  );
}

function Correction({ chart }: { chart: Chart }) {
  // As it stood when the page opened: news from the server must not change what is being typed.
  const [{ name, born, ...rest }] = useState(chart.person);
  const [errors, setErrors] = useState<Errors>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (values: Record<string, string>): Promise<void> => {
    const { person, errors: found } = readPerson(values);
    if (!/^\d{4}$/.test(values.known_year ?? "")) found.known_year = t("infusion.needYear");
    setErrors(found);
    setFailed(null);
    if (person === null || Object.keys(found).length > 0 || busy) return;
    setBusy(true);
    try {
      await ask("correct_profile", { patient: chart.patient, year_of_birth: Number(values.known_year), person });
      notice.value = { text: t("profile.saved"), forNext: true };
      go({ view: "patient", patient: chart.patient });
      await catchUp().catch(() => undefined);
    } catch (cause) {
      setBusy(false);
      const field = FIELD_OF[codeOf(cause)];
      if (field === undefined) setFailed(textOf(cause));
      else setErrors({ [field]: textOf(cause) });
    }
  };

  return (
    <>
      <Banner chart={chart} />
      <div class="page-head">
        <PageTitle tab={t("profile.tab")}>{t("profile.title")}</PageTitle>
      </div>
      <Form class="card narrow" errors={errors} onSubmit={submit} data-testid="profile">
        <TextField
          name="known_year"
          label={t("infusion.year")}
          hint={t("profile.yearHint")}
          inputMode="numeric"
          maxLength={4}
          width="short"
          error={errors.known_year}
        />
        <PersonFields draft={{ ...rest, name: name ?? "", ...(born === null ? {} : { born }) }} errors={errors} />
        <p class="sub">{t("profile.follows")}</p>
        {failed !== null && (
          <Notice kind="fault" role="alert">
            {failed}
          </Notice>
        )}
        <div class="acts">
          <Button kind="main" type="submit" busy={busy} data-testid="profile-submit">
            {busy ? t("infusion.saving") : t("profile.submit")}
          </Button>
          <PageLink to={{ view: "patient", patient: chart.patient }}>{t("infusion.cancel")}</PageLink>
        </div>
      </Form>
    </>
  );
}
