/** A patient's details: the fields of an invite and of a correction. */
import { t } from "../text";
import { dayFromParts } from "../time";
import type { NewPatient, Sex } from "../types";
import { DayField } from "./day-field";
import { type Errors, SelectField, TextField } from "./form";

const SEXES: Sex[] = ["female", "male"];

export function readPerson(values: Record<string, string>): { person: NewPatient | null; errors: Errors } {
  const errors: Errors = {};
  const born = dayFromParts(values.day ?? "", values.month ?? "", values.year ?? "");
  if (!values.name) errors.name = t("add.needName");
  if (born === null) errors.day = t("add.needBorn");
  if (!values.name || born === null) return { person: null, errors };
  return {
    person: {
      name: values.name,
      born,
      clinic_number: values.clinic_number || null,
      telephone: values.telephone || null,
      pronouns: values.pronouns || null,
      sex_for_scoring: SEXES.find((each) => each === values.sex) ?? null,
    },
    errors,
  };
}

export function PersonFields({ draft, errors }: { draft: Partial<NewPatient> | null; errors: Errors }) {
  return (
    <>
      <TextField name="name" label={t("add.name")} hint={t("add.nameHint")} value={draft?.name ?? ""} error={errors.name} />
      <DayField prefix="" label={t("add.born")} value={draft?.born ?? null} error={errors.day} />
      <TextField
        name="clinic_number"
        label={t("add.clinicNumber")}
        hint={t("add.optional")}
        width="mid"
        value={draft?.clinic_number ?? ""}
      />
      <TextField
        name="telephone"
        label={t("add.telephone")}
        hint={t("add.optional")}
        type="tel"
        width="mid"
        value={draft?.telephone ?? ""}
      />
      <TextField
        name="pronouns"
        label={t("add.pronouns")}
        hint={t("add.optional")}
        width="mid"
        value={draft?.pronouns ?? ""}
      />
      <SelectField
        name="sex"
        label={t("add.sex")}
        hint={t("add.sexHint")}
        width="mid"
        value={draft?.sex_for_scoring ?? ""}
        options={[
          { value: "", label: t("add.sex.none") },
          ...SEXES.map((sex) => ({ value: sex, label: t(`add.sex.${sex}`) })),
        ]}
      />
    </>
  );
}
