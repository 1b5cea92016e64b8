/** A date as three fields, with the month in letters, so that day and month cannot be confused. */
import { MONTHS } from "../time";
import { t } from "../text";
import { SelectField, TextField } from "./form";

type Props = {
  /** Prefix of the field names `day`, `month` and `year`. */
  prefix: string;
  label: string;
  /** YYYY-MM-DD. */
  value: string | null;
  error: string | undefined;
};

const MONTH_OPTIONS = [
  { value: "", label: "–" },
  ...MONTHS.map((name, index) => ({ value: String(index + 1).padStart(2, "0"), label: name })),
];

export function DayField({ prefix, label, value, error }: Props) {
  const [year = "", month = "", day = ""] = value?.split("-") ?? [];
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      <div class="trio">
        <TextField
          name={`${prefix}day`}
          label={t("day.day")}
          inputMode="numeric"
          width="short"
          value={day === "" ? "" : String(Number(day))}
          error={error}
        />
        <SelectField
          name={`${prefix}month`}
          label={t("day.month")}
          width="short"
          value={month}
          options={MONTH_OPTIONS}
        />
        <TextField
          name={`${prefix}year`}
          label={t("day.year")}
          inputMode="numeric"
          width="short"
          value={year}
        />
      </div>
    </fieldset>
  );
}
