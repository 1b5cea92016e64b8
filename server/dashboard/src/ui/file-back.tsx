/** Withdraws a file of the clinic: asks which one and why, and confirms the number of patients concerned. */
import { useEffect, useState } from "preact/hooks";
import { ask, textOf } from "../actions";
import { edition, signedIn } from "../state";
import { t, tn } from "../text";
import type { BroughtFile } from "../types";
import { Form, SelectField, TextField } from "./form";
import { Button, Notice } from "./parts";

type Props = { id: string; short: string; onTaken: (answer: { id: string; text: string }) => Promise<void> };

type Withdrawal = { file: BroughtFile; why: string };

export function FileBack({ id, short, onTaken }: Props) {
  const [files, setFiles] = useState<BroughtFile[]>([]);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [chosen, setChosen] = useState<Withdrawal | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const load = (): void => {
    ask("brought_files", { id }).then(
      (answer) => setFiles(answer.files),
      (cause: unknown) => setFailed(textOf(cause)),
    );
  };
  useEffect(load, [id, edition.value]);

  const [only] = files;
  if (only === undefined || signedIn.value?.me.role !== "lead") return null;

  const choose = (values: Record<string, string>): void => {
    const file = files.length === 1 ? only : files.find((each) => each.record === values["file-record"]);
    const why = values["file-why"] ?? "";
    setErrors({
      ...(file === undefined ? { "file-record": t("takeBack.needRecord") } : {}),
      ...(why === "" ? { "file-why": t("takeBack.needWhy") } : {}),
    });
    setFailed(null);
    setChosen(file === undefined || why === "" ? null : { file, why });
  };
  const take = async ({ file, why }: Withdrawal): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await ask("take_file_back", { record: file.record, why });
      setChosen(null);
      load();
      await onTaken({ id, text: t("fileBack.saved", { instrument: short }) });
    } catch (cause) {
      setFailed(textOf(cause));
    }
    setBusy(false);
  };

  return (
    <details class="card take-back" data-testid="file-back">
      <summary>{t("fileBack.title")}</summary>
      {chosen === null ? (
        <Form errors={errors} onSubmit={choose} label={t("fileBack.title")}>
          {files.length === 1 ? (
            <p>{only.text}</p>
          ) : (
            <SelectField
              name="file-record"
              label={t("takeBack.which")}
              error={errors["file-record"]}
              options={[
                { value: "", label: t("infusion.choose") },
                ...files.map((file) => ({ value: file.record, label: file.text })),
              ]}
            />
          )}
          <TextField name="file-why" label={t("takeBack.why")} hint={t("fileBack.whyHint")} maxLength={500} error={errors["file-why"]} />
          {failed !== null && <Notice kind="fault" role="alert">{failed}</Notice>}
          <Button type="submit" data-testid="file-back-next">
            {t("fileBack.next")}
          </Button>
        </Form>
      ) : (
        <div class="take-back-sure" data-testid="file-back-sure">
          <p>
            <strong>{tn("fileBack.patients", chosen.file.patients)}</strong>
          </p>
          <p>{chosen.file.text}</p>
          <p>{t("fileBack.kept")}</p>
          {failed !== null && <Notice kind="fault" role="alert">{failed}</Notice>}
          <div class="acts">
            <Button kind="main" busy={busy} onClick={() => void take(chosen)} data-testid="file-back-submit">
              {busy ? t("infusion.saving") : t("fileBack.submit")}
            </Button>
            <Button onClick={() => setChosen(null)}>{t("fileBack.keep")}</Button>
          </div>
        </div>
      )}
    </details>
  );
}
