/** Reads the library from core and saves its switches. */
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, textOf } from "../actions";
import { idsWith } from "../library";
import { announce, edition } from "../state";
import { t } from "../text";
import type { About, RefusedFiles } from "../types";

/** The state of the last change, shown beside its switch until the next one. */
export type Switched = { id: string; kind: "saving" | "saved" | "failed"; text: string };

export type LibraryState = {
  rows: About[] | null;
  /** Uploaded files that could not be read; null if there are none. */
  refused: RefusedFiles | null;
  failed: string | null;
  switched: Switched | null;
  /** Switches an instrument at once; `confirmed`: the terms in `confirm_text` were confirmed. */
  change: (row: About, on: boolean, confirmed: boolean) => void;
  reload: () => Promise<void>;
};

export function useLibrary(): LibraryState {
  const [rows, setRows] = useState<About[] | null>(null);
  const [refused, setRefused] = useState<RefusedFiles | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [switched, setSwitched] = useState<Switched | null>(null);
  const latest = useRef<About[]>([]);
  const saving = useRef(0);
  const queue = useRef<Promise<void>>(Promise.resolve());

  const show = (next: About[]): void => {
    latest.current = next;
    setRows(next);
  };
  const setOn = (id: string, on: boolean): void =>
    show(latest.current.map((row) => (row.id === id ? { ...row, on } : row)));

  const reload = async (): Promise<void> => {
    try {
      const { rows: fresh, refused: unread } = await ask("library");
      setRefused(unread);
      // A change that is being saved is newer than core's rows.
      if (saving.current === 0) show(fresh);
      setFailed(null);
    } catch (cause) {
      setFailed(textOf(cause));
    }
  };
  useEffect(() => void reload(), [edition.value]);

  /** Returns whether the change was saved. */
  const save = async (row: About, on: boolean, confirmed: boolean): Promise<boolean> => {
    const ids = idsWith(latest.current, row.id, on);
    try {
      await ask("set_forms", { ids, confirmed: confirmed ? [row.id] : [] });
      const text = on ? t("library.nowOn", { instrument: row.short }) : t("library.nowOff", { instrument: row.short });
      setSwitched({ id: row.id, kind: "saved", text });
      announce(text);
      return true;
    } catch (cause) {
      setOn(row.id, !on);
      setSwitched({ id: row.id, kind: "failed", text: textOf(cause) });
      return false;
    }
  };

  /** Saves changes in order, because each sends all ids that are on. */
  const change = (row: About, on: boolean, confirmed: boolean): void => {
    setOn(row.id, on);
    setSwitched({ id: row.id, kind: "saving", text: t("library.saving") });
    saving.current += 1;
    queue.current = queue.current
      .then(() => save(row, on, confirmed))
      .then(async (saved) => {
        saving.current -= 1;
        if (saving.current > 0) return;
        await reload();
        // Another change may have won, on another computer for example.
        const isOn = latest.current.find((each) => each.id === row.id)?.on;
        if (saved && saving.current === 0 && isOn !== on) {
          setSwitched({ id: row.id, kind: "failed", text: t("library.otherwise") });
        }
      });
  };

  return { rows, refused, failed, switched, change, reload };
}
