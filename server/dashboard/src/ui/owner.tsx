/** The patient's clinician, and handing the patient to another one. */
import { useState } from "preact/hooks";
import { ask } from "../actions";
import { t } from "../text";
import { localMoment, localZone } from "../time";
import type { Chart, OwnerView } from "../types";
import { Form, SelectField } from "./form";
import { Button, Notice } from "./parts";
import { isYear, useSigning, YearField } from "./signing";

export function Owner({ chart }: { chart: Chart }) {
  const [team, setTeam] = useState<OwnerView[] | null>(null);
  const fieldOf = { "wrong-year": "owner-year", invalid: "owner-clinician" } as const;
  const { errors, failed, busy, sign } = useSigning(chart.patient, t("owner.saved"), fieldOf);
  const load = (): void => {
    ask("team").then(
      ({ people }) => setTeam(people),
      () => setTeam(null),
    );
  };

  const submit = (values: Record<string, string>): Promise<void> => {
    const clinician = values["owner-clinician"] ?? "";
    const year = values["owner-year"];
    const found = {
      ...(clinician === "" ? { "owner-clinician": t("owner.need") } : {}),
      ...(isYear(year) ? {} : { "owner-year": t("infusion.needYear") }),
    };
    const signed = { at: localMoment(new Date()), zone: localZone(), year_of_birth: Number(year) };
    const complete = Object.keys(found).length === 0;
    return sign("set_owner", complete ? { patient: chart.patient, clinician, ...signed } : null, found);
  };

  return (
    <div class="owner noprint">
      <p data-testid="owner">{t("owner.is", { name: chart.owner?.text ?? t("owner.unknown") })}</p>
      <details class="take-back" onToggle={load} data-testid="owner-change">
        <summary>{t("owner.change")}</summary>
        {team !== null && (
          <Form errors={errors} onSubmit={submit} label={t("owner.change")}>
            <SelectField
              name="owner-clinician"
              label={t("owner.clinician")}
              width="mid"
              value={chart.owner?.id ?? ""}
              error={errors["owner-clinician"]}
              options={[
                { value: "", label: t("infusion.choose") },
                ...team.map((each) => ({
                  value: each.id,
                  label: each.is_me ? t("owner.me", { name: each.text }) : each.text,
                })),
              ]}
            />
            <YearField name="owner-year" hint={t("profile.yearHint")} error={errors["owner-year"]} />
            <p class="sub">{t("treatment.patientReads")}</p>
            {failed !== null && (
              <Notice kind="fault" role="alert">
                {failed}
              </Notice>
            )}
            <Button type="submit" busy={busy} data-testid="owner-submit">
              {busy ? t("infusion.saving") : t("owner.submit")}
            </Button>
          </Form>
        )}
      </details>
    </div>
  );
}
