/** Keyboard shortcuts, their list, and the option to turn them off. */
import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { go } from "../route";
import { t } from "../text";
import { Button } from "./parts";

export const helpOpen = signal(false);

const OFF = "single-keys-off";
export const singleKeys = signal(localStorage.getItem(OFF) === null);

function switchKeys(on: boolean): void {
  singleKeys.value = on;
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "yes");
}

let afterG = 0;

function onKey(event: KeyboardEvent): void {
  const target = event.target as HTMLElement | null;
  const typing = target?.closest("input, select, textarea, [contenteditable], dialog") ?? null;
  if (typing !== null || !singleKeys.value || event.ctrlKey || event.metaKey || event.altKey) return;
  const second = Date.now() - afterG < 1500;
  afterG = 0;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("search")?.focus();
  } else if (event.key === "?") helpOpen.value = true;
  else if (event.key === "g") afterG = Date.now();
  else if (second && event.key === "p") go({ view: "panel" });
  else if (second && event.key === "n") go({ view: "add" });
  else if (second && event.key === "i") go({ view: "library" });
  else if (second && event.key === "c") go({ view: "clinic" });
}

/** Handles shortcuts while the page is unlocked. */
export function useKeys(): void {
  useLayoutEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

const KEYS = [
  ["/", "keys.search"],
  ["g p", "keys.panel"],
  ["g n", "keys.add"],
  ["g i", "keys.library"],
  ["g c", "keys.clinic"],
  ["↑ ↓", "keys.rows"],
  ["Enter →", "keys.open"],
  ["← →", "keys.points"],
  ["PgUp PgDn", "keys.infusions"],
  ["+ − 0", "keys.zoom"],
  ["?", "keys.list"],
] as const;

export function KeyHelp() {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    if (helpOpen.value) dialog.current?.showModal();
  }, [helpOpen.value]);
  if (!helpOpen.value) return null;
  return (
    <dialog ref={dialog} aria-labelledby="keys-title" onClose={() => (helpOpen.value = false)}>
      <h2 id="keys-title">{t("keys.title")}</h2>
      <dl class="keys">
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
      <label class="radio">
        <input
          type="checkbox"
          checked={singleKeys.value}
          onChange={(event) => switchKeys(event.currentTarget.checked)}
        />
        <span>{t("keys.single")}</span>
      </label>
      <p>
        <Button onClick={() => dialog.current?.close()}>{t("notice.close")}</Button>
      </p>
    </dialog>
  );
}
