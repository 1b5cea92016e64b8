/** Corrects a patient's details, after the known year of birth. */
import { useState } from "preact/hooks";
import type { Place } from "../route";
import { t } from "../text";
import type { Chart } from "../types";
import { Banner } from "../ui/banner";
import { Form } from "../ui/form";
import { Button, Notice, PageLink, PageTitle } from "../ui/parts";
import { PersonFields, readPerson } from "../ui/person-fields";
import { isYear, useSigning, YearField } from "../ui/signing";
import { useChart } from "../ui/use-chart";
import { Nowhere } from "./nowhere";

/** The field of each error code. */
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
  // The initial details: new records must not change a form that is being filled in.
  const [{ name, born, ...rest }] = useState(chart.person);
  const { errors, failed, busy, sign } = useSigning(chart.patient, t("profile.saved"), FIELD_OF);

  const submit = (values: Record<string, string>): Promise<void> => {
    const { person, errors: found } = readPerson(values);
    if (!isYear(values.known_year)) found.known_year = t("infusion.needYear");
    const complete = person !== null && Object.keys(found).length === 0;
    const known = { patient: chart.patient, year_of_birth: Number(values.known_year) };
    return sign("correct_profile", complete ? { ...known, person } : null, found);
  };

  return (
    <>
      <Banner chart={chart} />
      <div class="page-head">
        <PageTitle tab={t("profile.tab")}>{t("profile.title")}</PageTitle>
      </div>
      <Form class="card narrow" errors={errors} onSubmit={submit} data-testid="profile">
        <YearField name="known_year" hint={t("profile.yearHint")} error={errors.known_year} />
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
