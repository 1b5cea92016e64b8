/** The library as core knows it, and the switch of each instrument. */
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, textOf } from "../actions";
import { idsWith } from "../library";
import { edition, say } from "../state";
import { t } from "../text";
import type { About, RefusedFiles } from "../types";

/** How the last switch went; it stands beside its switch until the next one. */
export type Switched = { id: string; kind: "saving" | "saved" | "failed"; text: string };

export type LibraryState = {
  rows: About[] | null;
  /** Uploaded files that could not be read; `null` if there are none. */
  refused: RefusedFiles | null;
  failed: string | null;
  switched: Switched | null;
  /** Takes effect at once; `confirmed` says that the terms in its `confirm_text` were confirmed. */
  change: (row: About, on: boolean, confirmed: boolean) => void;
  again: () => Promise<void>;
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
  const turn = (id: string, on: boolean): void =>
    show(latest.current.map((row) => (row.id === id ? { ...row, on } : row)));

  const again = async (): Promise<void> => {
    try {
      const { rows: fresh, refused: unread } = await ask("library");
      setRefused(unread);
      // What is being saved is newer than what core just said.
      if (saving.current === 0) show(fresh);
      setFailed(null);
    } catch (cause) {
      setFailed(textOf(cause));
    }
  };
  useEffect(() => void again(), [edition.value]);

  /** Says whether the change was saved. */
  const save = async (row: About, on: boolean, confirmed: boolean): Promise<boolean> => {
    const ids = idsWith(latest.current, row.id, on);
    try {
      await ask("set_forms", { ids, confirmed: confirmed ? [row.id] : [] });
      const text = on ? t("library.nowOn", { instrument: row.short }) : t("library.nowOff", { instrument: row.short });
      setSwitched({ id: row.id, kind: "saved", text });
      say(text);
      return true;
    } catch (cause) {
      turn(row.id, !on);
      setSwitched({ id: row.id, kind: "failed", text: textOf(cause) });
      return false;
    }
  };

  /** One change after the other, so that each carries those before it. */
  const change = (row: About, on: boolean, confirmed: boolean): void => {
    turn(row.id, on);
    setSwitched({ id: row.id, kind: "saving", text: t("library.saving") });
    saving.current += 1;
    queue.current = queue.current
      .then(() => save(row, on, confirmed))
      .then(async (saved) => {
        saving.current -= 1;
        if (saving.current > 0) return;
        await again();
        // Another change may have won, here or on another computer: what stands is what is said.
        const stands = latest.current.find((each) => each.id === row.id)?.on;
        if (saved && saving.current === 0 && stands !== on) {
          setSwitched({ id: row.id, kind: "failed", text: t("library.otherwise") });
        }
      });
  };

  return { rows, refused, failed, switched, change, again };
}
