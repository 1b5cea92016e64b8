/** Fields for day and time, with a button for the current time. */
import { useRef } from "preact/hooks";
import { t } from "../text";
import { dayFromParts, localMoment, momentFromFields } from "../time";
import { DayField } from "./day-field";
import { type Errors, TextField } from "./form";
import { Button } from "./parts";

/** Reads the fields: returns a moment, or null and the errors to show. */
export function readWhen(values: Record<string, string>): { at: string | null; errors: Errors } {
  const day = dayFromParts(values.on_day ?? "", values.on_month ?? "", values.on_year ?? "");
  const at = momentFromFields(day ?? "", values.time ?? "");
  if (day === null) return { at: null, errors: { on_day: t("infusion.needDay") } };
  return { at, errors: at === null ? { time: t("infusion.needTime") } : {} };
}

/** `opened`: the initial value. */
type Props = { day: string; time: string; opened: string; errors: Errors };

export function WhenFields({ day, time, opened, errors }: Props) {
  const fields = useRef<HTMLDivElement>(null);
  const setNow = (): void => {
    const moment = localMoment(new Date());
    const [year = "", month = "", day = ""] = moment.slice(0, 10).split("-");
    const now = { on_day: String(Number(day)), on_month: month, on_year: year, time: moment.slice(11, 16) };
    for (const [name, value] of Object.entries(now)) {
      const field = fields.current?.querySelector<HTMLInputElement | HTMLSelectElement>(`[name=${name}]`);
      if (field) field.value = value;
    }
  };
  return (
    <div class="pair" ref={fields}>
      <DayField prefix="on_" label={day} value={opened.slice(0, 10)} error={errors.on_day} />
      <TextField
        name="time"
        label={time}
        hint={t("infusion.startHint")}
        value={opened.slice(11, 16)}
        maxLength={5}
        width="short"
        error={errors.time}
        after={
          <Button kind="plain" onClick={setNow}>
            {t("infusion.now")}
          </Button>
        }
      />
    </div>
  );
}
