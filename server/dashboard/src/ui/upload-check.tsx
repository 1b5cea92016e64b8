/** Shows a checked file before it is saved: its instrument, its questions, and a field for the permission. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { ask, textOf } from "../actions";
import { t } from "../text";
import type { UploadCheck } from "../types";
import { FormPreview } from "./form-preview";
import { Facts, Scores } from "./instrument-cards";
import { Button, Shape } from "./parts";

type Props = {
  text: string;
  checked: UploadCheck;
  /** The instrument whose page this is; null for an instrument of the clinic's own. */
  meant: { id: string; short: string } | null;
  onBack: () => void;
  onTaken: (answer: { id: string; text: string }) => Promise<void>;
};

/** Maximum length of the statement, in characters. */
const MOST = 200;

export function UploadChecked({ text, checked, meant, onBack, onTaken }: Props) {
  const [statement, setStatement] = useState(checked.permission ?? "");
  const [error, setError] = useState<{ at: "statement" | "file"; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  useLayoutEffect(() => {
    if (error?.at === "statement") field.current?.focus();
  }, [error]);

  const take = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (statement.trim() === "") {
      setError({ at: "statement", text: t("upload.needStatement") });
      return;
    }
    setError(null);
    setBusy(true);
    try {
      await onTaken(await ask("upload_instrument", { text, statement }));
    } catch (cause) {
      setError({ at: "file", text: textOf(cause) });
    }
    setBusy(false);
  };

  const other = meant !== null && meant.id !== checked.id;
  const notes = [
    ...(other ? [t("upload.otherInstrument", { file: checked.short, instrument: meant.short })] : []),
    ...checked.warnings,
  ];
  return (
    <form class="upload-checked" noValidate onSubmit={(event) => void take(event)} data-testid="upload-checked">
      <h3 ref={heading} tabIndex={-1}>
        {t("upload.checkedTitle")}
      </h3>
      <p>{checked.text}</p>
      {checked.replaces !== null && <p data-testid="upload-replaces">{checked.replaces}</p>}
      {notes.length > 0 && (
        <ul class="marks" data-testid="upload-notes">
          {notes.map((note) => (
            <li key={note} class="mark-line">
              <Shape name="ring" />
              <span>{note}</span>
            </li>
          ))}
        </ul>
      )}
      {meant === null && (
        <div class="columns">
          <Facts row={checked.about} />
          <Scores row={checked.about} />
        </div>
      )}
      <div class="preview-box" tabIndex={0} role="region" aria-label={t("upload.checkedTitle")}>
        <FormPreview name="upload-preview" respondent={checked.about.respondent} form={checked.preview} />
      </div>
      <div class="field">
        <label for="f-statement">{t("upload.statement")}</label>
        <span class="hint" id="h-statement">
          {t("upload.statementHint")}
        </span>
        <textarea
          ref={field}
          id="f-statement"
          name="statement"
          rows={2}
          maxLength={MOST}
          required
          autocomplete="off"
          value={statement}
          aria-invalid={error?.at === "statement" || undefined}
          aria-describedby={error?.at === "statement" ? "h-statement e-statement" : "h-statement"}
          onInput={(event) => setStatement(event.currentTarget.value)}
        />
        {error !== null && (
          <span class="field-error whole" id="e-statement" role="alert" data-testid="take-over-error">
            <Shape name="bang" /> <span>{error.text}</span>
          </span>
        )}
      </div>
      <p class="sub">{t("upload.where")}</p>
      <div class="acts">
        <Button kind="main" type="submit" busy={busy} data-testid="take-over">
          {busy ? t("upload.taking") : t("upload.take")}
        </Button>
        <Button onClick={onBack} data-testid="upload-back">
          {t("upload.back")}
        </Button>
      </div>
    </form>
  );
}
