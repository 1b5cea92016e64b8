/** Reads a patient's chart from core, and again when new records were opened. */
import { useEffect, useState } from "preact/hooks";
import { ask, codeOf, textOf } from "../actions";
import { edition } from "../state";
import { now } from "../time";
import type { Chart } from "../types";

export type Loaded =
  | { kind: "loading" }
  | { kind: "chart"; chart: Chart }
  | { kind: "nowhere" }
  | { kind: "failed"; text: string };

export function useChart(patient: string, instrument: string | null): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ kind: "loading" });
  const current = edition.value;
  useEffect(() => {
    let active = true;
    ask("chart", { patient, instrument, ...now() }).then(
      (chart) => active && setLoaded({ kind: "chart", chart }),
      (cause: unknown) => {
        if (!active) return;
        const unknown = codeOf(cause) === "unknown-patient";
        setLoaded(unknown ? { kind: "nowhere" } : { kind: "failed", text: textOf(cause) });
      },
    );
    return () => {
      active = false;
    };
  }, [patient, instrument, current]);
  return loaded;
}
