/** Asks core for a patient's chart, again whenever new records were opened. */
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
    let wanted = true;
    ask("chart", { patient, instrument, ...now() }).then(
      (chart) => wanted && setLoaded({ kind: "chart", chart }),
      (cause: unknown) => {
        if (!wanted) return;
        const unknown = codeOf(cause) === "unknown-patient";
        setLoaded(unknown ? { kind: "nowhere" } : { kind: "failed", text: textOf(cause) });
      },
    );
    return () => {
      wanted = false;
    };
  }, [patient, instrument, current]);
  return loaded;
}
