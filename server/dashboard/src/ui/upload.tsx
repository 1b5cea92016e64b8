/** Uploads a wording that the clinic has a licence for, as a file or as pasted text, and checks it first. */
import type { TargetedEvent } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { ask, textOf } from "../actions";
import { t } from "../text";
import { signedIn } from "../state";
import type { Preview, About, UploadCheck } from "../types";
import { Button, Shape } from "./parts";
import { UploadChecked } from "./upload-check";

type Props = {
  /** The instrument that needs a wording; null to upload an instrument of the clinic's own. */
  of: { row: About; form: Preview } | null;
  onTaken: (answer: { id: string; text: string }) => Promise<void>;
  /** Omits card and title. */
  bare?: boolean;
};

export function Upload({ of, onTaken, bare = false }: Props) {
  const [text, setText] = useState("");
  /** The text of the field that a file replaced. */
  const [before, setBefore] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [checked, setChecked] = useState<UploadCheck | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (error !== null) field.current?.focus();
  }, [error]);

  const choose = async (event: TargetedEvent<HTMLInputElement>): Promise<void> => {
    const input = event.currentTarget;
    const file = input.files?.[0];
    if (file === undefined) return;
    try {
      const read = await file.text();
      setBefore(text.trim() === "" ? null : text);
      setText(read);
      setError(null);
    } catch {
      setError(t("upload.unreadable", { file: file.name }));
    }
    // Otherwise the same file could not be chosen again after a correction.
    input.value = "";
  };

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setError(null);
    if (text.trim() === "") {
      setError(t("upload.needText"));
      return;
    }
    setBusy(true);
    try {
      setChecked(await ask("check_upload", { text }));
    } catch (cause) {
      setError(textOf(cause));
    }
    setBusy(false);
  };

  const taken = async (answer: { id: string; text: string }): Promise<void> => {
    setChecked(null);
    setText("");
    setBefore(null);
    await onTaken(answer);
  };
  const back = (): void => {
    setChecked(null);
    requestAnimationFrame(() => field.current?.focus());
  };

  const title = !bare && of !== null && <h2>{t("upload.title", { instrument: of.row.short })}</h2>;
  const box = bare ? "upload" : "card upload";
  if (signedIn.value?.me.role !== "lead") {
    return (
      <section class={box} data-testid="upload-leads">
        {title}
        <p>{t("upload.leads")}</p>
      </section>
    );
  }
  if (checked !== null) {
    const meant = of === null ? null : { id: of.row.id, short: of.row.short };
    return (
      <section class={box}>
        {title}
        <UploadChecked text={text} checked={checked} meant={meant} onBack={back} onTaken={taken} />
      </section>
    );
  }
  const describedBy = error === null ? "h-upload" : "h-upload e-upload";
  return (
    <form class={box} noValidate onSubmit={submit} data-testid="upload">
      {title}
      {of === null && <p>{t("upload.own")}</p>}
      <div class="field">
        <label for="f-file">{of === null ? t("upload.ownFile") : t("upload.file")}</label>
        <input id="f-file" type="file" accept=".json,application/json" onChange={(event) => void choose(event)} />
      </div>
      <div class="field">
        <label for="f-upload">{t("upload.paste")}</label>
        <span class="hint" id="h-upload">
          {t("upload.pasteHint")}
        </span>
        <textarea
          ref={field}
          id="f-upload"
          class="code-text"
          rows={10}
          spellcheck={false}
          autocomplete="off"
          value={text}
          aria-invalid={error !== null || undefined}
          aria-describedby={describedBy}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {error !== null && (
          <span class="field-error whole" id="e-upload" data-testid="upload-error">
            <Shape name="bang" /> <span>{error}</span>
          </span>
        )}
        {before !== null && (
          <Button
            kind="quiet"
            onClick={() => {
              setText(before);
              setBefore(null);
            }}
          >
            {t("upload.putBack")}
          </Button>
        )}
      </div>
      <Button kind="main" type="submit" busy={busy} data-testid="upload-submit">
        {busy ? t("upload.checking") : t("upload.submit")}
      </Button>
      {of !== null && (
        <Format {...of} onUse={(skeleton) => setText((now) => (now.trim() === "" ? skeleton : now))} />
      )}
    </form>
  );
}

type FormatProps = { row: About; form: Preview; onUse: (skeleton: string) => void };

/** Explains the file format, with a file to fill in. */
function Format({ row, form, onUse }: FormatProps) {
  const [copied, setCopied] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const skeleton = form.blank_wording;

  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(skeleton).then(
      () => setCopied(true),
      () => area.current?.select(),
    );
  };
  const download = (): void => {
    const url = URL.createObjectURL(new Blob([skeleton], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${row.id}.en.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };

  return (
    <details class="format" data-testid="format">
      <summary>{t("upload.format")}</summary>
      <div class="format-body">
        <ul class="plain">
          <li>{t("upload.formatItems")}</li>
          <li>{t("upload.formatSets")}</li>
          <li>{t("upload.formatStem")}</li>
          <li>{t("upload.formatPermission")}</li>
          <li>{t("upload.formatState")}</li>
          <li>{t("upload.formatLanguage")}</li>
        </ul>
        <label for="skeleton">{t("upload.skeleton", { instrument: row.short })}</label>
        <textarea
          ref={area}
          id="skeleton"
          class="code-text"
          rows={14}
          readOnly
          value={skeleton}
          data-testid="skeleton"
        />
        <div class="acts">
          <Button onClick={download} data-testid="skeleton-download">
            {t("upload.download")}
          </Button>
          <Button onClick={() => void copy()}>{copied ? t("upload.copied") : t("upload.copy")}</Button>
          <Button onClick={() => onUse(skeleton)} data-testid="skeleton-use">
            {t("upload.use")}
          </Button>
        </div>
      </div>
    </details>
  );
}
