/** Fields for what the clinic tells its patients, at set-up and later. */
import { localZone } from "../time";
import { t } from "../text";
import type { InfoForm, Country } from "../types";
import { type Errors, RadioField, SelectField, TextField } from "./form";

export const COUNTRIES: Country[] = ["US", "CA", "GB", "AU"];
const OTHER = "other";

function zones(): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  const own = localZone();
  return known.includes(own) ? known : [own, ...known];
}

export function ClinicFields({ info, errors }: { info: InfoForm | null; errors: Errors }) {
  const country = info === null ? {} : { value: info.country ?? OTHER };
  return (
    <>
      <TextField
        name="hours"
        label={t("info.hours")}
        hint={t("info.hoursHint")}
        value={info?.hours ?? ""}
        error={errors.hours}
      />
      <SelectField
        name="zone"
        label={t("info.zone")}
        options={zones().map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
        value={info?.zone ?? localZone()}
      />
      <TextField
        name="telephone"
        label={t("info.telephone")}
        hint={t("info.telephoneHint")}
        type="tel"
        width="mid"
        value={info?.telephone ?? ""}
        error={errors.telephone}
      />
      <TextField
        name="read_within_hours"
        label={t("info.readWithin")}
        hint={t("info.readWithinHint")}
        inputMode="numeric"
        width="short"
        value={info === null ? "" : String(info.read_within_hours)}
        error={errors.read_within_hours}
        after={<span>{t("info.hoursUnit")}</span>}
      />
      <RadioField
        name="country"
        label={t("info.country")}
        hint={t("info.countryHint")}
        options={[
          ...COUNTRIES.map((code) => ({ value: code, label: t(`country.${code}`) })),
          { value: OTHER, label: t("country.other") },
        ]}
        error={errors.country}
        {...country}
      />
    </>
  );
}

/** Reads the fields: returns either all of them, or the errors to show. */
export function readClinicFields(values: Record<string, string>): { info: InfoForm | null; errors: Errors } {
  const errors: Errors = {};
  const within = Number(values.read_within_hours);
  if (!values.hours) errors.hours = t("info.needHours");
  if (!Number.isInteger(within) || within < 1) errors.read_within_hours = t("info.needReadWithin");
  if (!values.country) errors.country = t("info.needCountry");
  if (Object.keys(errors).length > 0) return { info: null, errors };
  const known = COUNTRIES.find((code) => code === values.country);
  return {
    info: {
      telephone: values.telephone || null,
      hours: values.hours ?? "",
      zone: values.zone ?? localZone(),
      country: known ?? null,
      language: "en",
      read_within_hours: within,
    },
    errors,
  };
}
