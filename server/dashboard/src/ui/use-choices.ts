/** Reads the conditions and instruments that a clinician can choose. */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../actions";
import type { TreatmentChoices } from "../types";

export function useChoices(): TreatmentChoices | null {
  const [choices, setChoices] = useState<TreatmentChoices | null>(null);
  useEffect(() => {
    ask("treatment_choices").then(setChoices, () => setChoices(null));
  }, []);
  return choices;
}
