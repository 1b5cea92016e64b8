/** The switch that decides whether patients are asked, with what became of it beside it. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { hasSwitch } from "../library";
import { t } from "../text";
import type { About } from "../types";
import { Button, Notice, Shape } from "./parts";
import type { LibraryState } from "./use-library";

type Props = {
  row: About;
  library: LibraryState;
  /** Whether the words "Ask patients" stand beside it; in a table they are the head of the column. */
  worded?: boolean;
};

export function FormSwitch({ row, library, worded = false }: Props) {
  const [asks, setAsks] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  if (!hasSwitch(row)) return null;
  const { switched, change } = library;
  const mine = switched?.id === row.id ? switched : null;
  const label = t("library.switch", { instrument: row.short });
  const describedBy = mine === null ? undefined : `sw-${row.id}`;

  const press = (on: boolean): void => {
    if (on && row.confirm_text !== null) {
      // The switch stays as it was until the terms are confirmed.
      if (input.current) input.current.checked = false;
      setAsks(true);
    } else change(row, on, false);
  };

  return (
    <div class="switch-box">
      <label class="switch">
        <input
          ref={input}
          type="checkbox"
          role="switch"
          checked={row.on}
          aria-label={label}
          aria-describedby={describedBy}
          data-testid={`switch-${row.id}`}
          onChange={(event) => press(event.currentTarget.checked)}
        />
        <span class="track" aria-hidden="true" />
        <span aria-hidden="true">
          {worded && `${label} · `}
          {row.on ? t("library.on") : t("library.off")}
        </span>
      </label>
      {mine !== null && mine.kind !== "failed" && (
        <span class="switch-state" id={`sw-${row.id}`}>
          {mine.kind === "saved" && <Shape name="check" />}
          <span>{mine.kind === "saved" ? t("library.saved") : mine.text}</span>
        </span>
      )}
      {mine?.kind === "failed" && (
        <span class="field-error" id={`sw-${row.id}`} role="alert">
          <Shape name="bang" /> {t("library.notSaved", { text: mine.text })}
        </span>
      )}
      {asks && (
        <Terms
          row={row}
          onClose={(confirmed) => {
            setAsks(false);
            if (confirmed) change(row, true, true);
          }}
        />
      )}
    </div>
  );
}

/** What a clinic confirms before it asks patients with an instrument that is free for some only. */
function Terms({ row, onClose }: { row: About; onClose: (confirmed: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const confirmed = useRef(false);
  useLayoutEffect(() => {
    dialog.current?.showModal();
    // Nobody agrees by pressing Enter twice: the terms come first.
    heading.current?.focus();
  }, []);
  const confirm = (): void => {
    confirmed.current = true;
    dialog.current?.close();
  };
  return (
    <dialog
      ref={dialog}
      class="terms"
      aria-labelledby={`terms-${row.id}`}
      onClose={() => onClose(confirmed.current)}
      data-testid="terms"
    >
      <h2 id={`terms-${row.id}`} ref={heading} tabIndex={-1}>{t("library.termsTitle", { instrument: row.short })}</h2>
      <Notice kind="attention">{row.confirm_text}</Notice>
      <p class="verbatim">{row.licence}</p>
      <div class="acts">
        <Button kind="main" onClick={confirm} data-testid="terms-confirm">
          {t("library.termsConfirm")}
        </Button>
        <Button onClick={() => dialog.current?.close()}>{t("library.termsLeave")}</Button>
      </div>
    </dialog>
  );
}
