/** Fields for day and time, with a button for the current time. */
import { useEffect, useRef, useState } from "preact/hooks";
import { ask } from "../actions";
import { t } from "../text";
import { clockHere, dayFromParts, localMoment, localZone, momentFromFields, readClock, sameZone } from "../time";
import { DayField } from "./day-field";
import { type Errors, TextField } from "./form";
import { Button } from "./parts";

/** Reads the fields: returns a moment, or null and the errors to show. */
export function readWhen(values: Record<string, string>): { at: string | null; errors: Errors } {
  const day = dayFromParts(values.on_day ?? "", values.on_month ?? "", values.on_year ?? "");
  const clock = readClock(values.time ?? "");
  const errors: Errors = {
    ...(day === null ? { on_day: t("infusion.needDay") } : {}),
    ...(clock === null ? { time: t("infusion.needTime") } : {}),
  };
  if (day === null || clock === null) return { at: null, errors };
  const at = momentFromFields(day, clock);
  return { at, errors: at === null ? { time: t("infusion.skippedTime") } : {} };
}

/** The clinic's time zone if it is not this computer's. */
function useOtherZone(): string | null {
  const [zone, setZone] = useState<string | null>(null);
  useEffect(() => {
    let active = true;
    ask("clinic_info").then(
      (info) => active && setZone(sameZone(info.zone, localZone()) ? null : info.zone),
      () => undefined,
    );
    return () => {
      active = false;
    };
  }, []);
  return zone;
}

/** `opened`: the initial value. */
type Props = { day: string; time: string; opened: string; errors: Errors };

export function WhenFields({ day, time, opened, errors }: Props) {
  const fields = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState(() => clockHere(opened.slice(11, 16)));
  const other = useOtherZone();
  const setNow = (): void => {
    const moment = localMoment(new Date());
    const [year = "", month = "", day = ""] = moment.slice(0, 10).split("-");
    const clock = clockHere(moment.slice(11, 16));
    const now = { on_day: String(Number(day)), on_month: month, on_year: year, time: clock };
    for (const [name, value] of Object.entries(now)) {
      const field = fields.current?.querySelector<HTMLInputElement | HTMLSelectElement>(`[name=${name}]`);
      if (field) field.value = value;
    }
    setTyped(clock);
  };
  const read = readClock(typed);
  const shown = read === null ? "" : clockHere(read);
  return (
    <>
      <div class="pair" ref={fields}>
        <DayField prefix="on_" label={day} value={opened.slice(0, 10)} error={errors.on_day} />
        <TextField
          name="time"
          label={time}
          hint={t("infusion.startHint")}
          value={clockHere(opened.slice(11, 16))}
          width="short"
          onInput={setTyped}
          error={errors.time}
          after={
            <>
              <output data-testid="time-read">{shown === "" || shown === typed.trim() ? "" : t("infusion.equals", { text: shown })}</output>
              <Button kind="plain" onClick={setNow}>
                {t("infusion.now")}
              </Button>
            </>
          }
        />
      </div>
      {other !== null && (
        <p class="sub zones" data-testid="zones">
          {t("infusion.zones", { here: localZone(), clinic: other })}
        </p>
      )}
    </>
  );
}
