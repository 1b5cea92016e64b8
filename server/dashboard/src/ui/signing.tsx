/** Saving entries about a patient: the year of birth as a check against the wrong patient, errors, and the way back. */
import { useState } from "preact/hooks";
import { ask, catchUp, codeOf, textOf } from "../actions";
import { go } from "../route";
import { notice } from "../state";
import { t } from "../text";
import type { Args, CallName, CallTuple, FailureCode } from "../types";
import { type Errors, TextField } from "./form";

/** Whether a field holds a year. */
export const isYear = (text: string | undefined): boolean => /^\d{4}$/.test(text ?? "");

/** The patient's year of birth, typed again. */
export function YearField({ name, hint, error }: { name: string; hint: string; error: string | undefined }) {
  return (
    <TextField
      name={name}
      label={t("infusion.year")}
      hint={hint}
      inputMode="numeric"
      width="short"
      error={error}
    />
  );
}

/** Saves one entry at a time, then shows the patient's page. Errors are shown at their field or above the button. */
export function useSigning(patient: string, saved: string, fieldOf: Partial<Record<FailureCode, string>>) {
  const [errors, setErrors] = useState<Errors>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  /** Runs `act`, and shows the errors that it returns or throws. */
  const attempt = async (act: () => Promise<Errors>): Promise<void> => {
    setErrors({});
    setFailed(null);
    if (busy) return;
    setBusy(true);
    try {
      setErrors(await act());
    } catch (cause) {
      const field = fieldOf[codeOf(cause)];
      if (field === undefined) setFailed(textOf(cause));
      else setErrors({ [field]: textOf(cause) });
    } finally {
      setBusy(false);
    }
  };

  /** Makes the call, then shows the patient's page. */
  const save = async <K extends CallName>(call: K, args: Args<K>): Promise<Errors> => {
    await ask<K>(...([call, args] as unknown as CallTuple<K>));
    notice.value = { text: saved, forNext: true };
    go({ view: "patient", patient });
    await catchUp().catch(() => undefined);
    return {};
  };

  /** Saves, or shows errors if `args` is null. */
  const sign = <K extends CallName>(call: K, args: Args<K> | null, found: Errors = {}): Promise<void> =>
    attempt(() => (args === null ? Promise.resolve(found) : save(call, args)));
  return { errors, failed, busy, sign, attempt, save };
}
