/** Withdraws an entry that the clinic wrote by mistake: asks which one, why, and the year of birth. */
import { t } from "../text";
import { localMoment, localZone } from "../time";
import { Form, SelectField, TextField } from "./form";
import { Button, Notice } from "./parts";
import { isYear, useSigning, YearField } from "./signing";

type Option = { value: string; label: string };
type Props = {
  patient: string;
  title: string;
  /** Prefix of the field names, unique on the page. */
  name: string;
  /** The records that can be withdrawn, with their labels. */
  entries: Option[];
};

export function TakeBack({ patient, title, name, entries }: Props) {
  const field = { record: `${name}-record`, why: `${name}-why`, year: `${name}-year` };
  const fieldOf = { "wrong-year": field.year, "invalid-reason": field.why };
  const { errors, failed, busy, sign } = useSigning(patient, t("takeBack.saved"), fieldOf);
  const [only] = entries;
  if (only === undefined) return null;

  const submit = (values: Record<string, string>): Promise<void> => {
    const record = entries.length === 1 ? only.value : (values[field.record] ?? "");
    const why = values[field.why] ?? "";
    const year = values[field.year];
    const found = {
      ...(record === "" ? { [field.record]: t("takeBack.needRecord") } : {}),
      ...(why === "" ? { [field.why]: t("takeBack.needWhy") } : {}),
      ...(isYear(year) ? {} : { [field.year]: t("infusion.needYear") }),
    };
    const signed = { at: localMoment(new Date()), zone: localZone(), year_of_birth: Number(year) };
    const complete = Object.keys(found).length === 0;
    return sign("take_back", complete ? { patient, record, why, ...signed } : null, found);
  };

  return (
    <details class="take-back noprint" data-testid="take-back">
      <summary>{title}</summary>
      <Form errors={errors} onSubmit={submit} label={title}>
        {entries.length === 1 ? (
          <p>
            <strong>{only.label}</strong>
          </p>
        ) : (
          <SelectField
            name={field.record}
            label={t("takeBack.which")}
            error={errors[field.record]}
            options={[{ value: "", label: t("infusion.choose") }, ...entries]}
          />
        )}
        <TextField
          name={field.why}
          label={t("takeBack.why")}
          hint={t("takeBack.whyHint")}
          maxLength={500}
          error={errors[field.why]}
        />
        <YearField name={field.year} hint={t("takeBack.yearHint")} error={errors[field.year]} />
        <p class="sub">{t("takeBack.kept")}</p>
        {failed !== null && (
          <Notice kind="fault" role="alert">
            {failed}
          </Notice>
        )}
        <Button type="submit" busy={busy} data-testid="take-back-submit">
          {busy ? t("infusion.saving") : t("takeBack.submit")}
        </Button>
      </Form>
    </details>
  );
}
