/** The switch that decides whether patients are asked, with the state of saving beside it. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { hasSwitch } from "../library";
import { t } from "../text";
import type { About } from "../types";
import { Button, Notice, Shape } from "./parts";
import type { LibraryState } from "./use-library";

type Props = {
  row: About;
  library: LibraryState;
  /** Whether to show the label; in a table the column has it. */
  labelled?: boolean;
};

export function FormSwitch({ row, library, labelled = false }: Props) {
  const [asking, setAsking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  if (!hasSwitch(row)) return null;
  const { switched, change } = library;
  const mine = switched?.id === row.id ? switched : null;
  const label = t("library.switch", { instrument: row.short });
  const describedBy = mine === null ? undefined : `sw-${row.id}`;

  const press = (on: boolean): void => {
    if (on && row.confirm_text !== null) {
      // The switch stays off until the terms are confirmed.
      if (input.current) input.current.checked = false;
      setAsking(true);
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
          {labelled && `${label} · `}
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
      {asking && (
        <Terms
          row={row}
          onClose={(confirmed) => {
            setAsking(false);
            if (confirmed) change(row, true, true);
          }}
        />
      )}
    </div>
  );
}

/** The terms that a clinic confirms before it uses an instrument that is not free for everybody. */
function Terms({ row, onClose }: { row: About; onClose: (confirmed: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const confirmed = useRef(false);
  useLayoutEffect(() => {
    dialog.current?.showModal();
    // The heading has the focus, so that pressing Enter twice does not confirm.
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
