/** The recovery kit: printed or written down, then checked by typing two groups. */
import { useState } from "preact/hooks";
import { codeOf, confirmKit, textOf } from "../actions";
import { addressOf } from "../route";
import type { Made } from "../state";
import { t } from "../text";
import { Entry } from "../ui/entry";
import { type Errors, Form, TextField } from "../ui/form";
import { Button, Notice, PageTitle } from "../ui/parts";

/** The clinic's address with its number; without the number the server shows the set-up page. */
function kitAddress({ kit }: Made): string {
  return new URL(addressOf(kit.clinic), kit.url).href;
}

export function Kit({ made }: { made: Made }) {
  const [errors, setErrors] = useState<Errors>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [one, two] = made.ask;

  const submit = async (values: Record<string, string>): Promise<void> => {
    const first = values.first ?? "";
    const second = values.second ?? "";
    const missing: Errors = {};
    if (!first) missing.first = t("kit.needGroup", { group: one });
    if (!second) missing.second = t("kit.needGroup", { group: two });
    setErrors(missing);
    setFailed(null);
    if (!first || !second || busy) return;
    setBusy(true);
    try {
      await confirmKit(made, [first, second]);
    } catch (cause) {
      setBusy(false);
      if (codeOf(cause) === "wrong-groups") setErrors({ first: textOf(cause) });
      else setFailed(textOf(cause));
    }
  };

  return (
    <Entry>
      <PageTitle tab={t("kit.tab")}>{t("kit.title")}</PageTitle>
      <p class="lead">{t("kit.lead")}</p>
      <section class="card sheet" data-testid="kit">
        <h2>{t("kit.sheetTitle", { clinic: made.clinic_name })}</h2>
        <ol class="code" aria-label={t("kit.code")} data-testid="kit-code">
          {made.kit.code.split("-").map((group, index) => (
            <li key={index}>
              <span class="code-number">{index + 1}</span> <span class="code-group">{group}</span>
            </li>
          ))}
        </ol>
        <dl class="facts">
          <dt>{t("kit.clinicKey")}</dt>
          <dd class="mono">{made.kit.clinic_key}</dd>
          <dt>{t("kit.address")}</dt>
          <dd class="mono">{kitAddress(made)}</dd>
        </dl>
        <ul class="plain">
          <li>{t("kit.rule1")}</li>
          <li>{t("kit.rule2")}</li>
          <li>{t("kit.rule3")}</li>
        </ul>
      </section>
      <p class="noprint">
        <Button onClick={() => window.print()}>{t("kit.print")}</Button>
      </p>
      <Form class="card noprint" errors={errors} onSubmit={submit} data-testid="kit-confirm">
        <h2>{t("kit.confirmTitle")}</h2>
        <p>{t("kit.confirmLead")}</p>
        <div class="pair">
          <TextField name="first" label={t("kit.group", { group: one })} width="short" error={errors.first} />
          <TextField name="second" label={t("kit.group", { group: two })} width="short" error={errors.second} />
        </div>
        {failed !== null && (
          <Notice kind="fault" role="alert">
            {failed}
          </Notice>
        )}
        <Button kind="main" type="submit" busy={busy} data-testid="kit-submit">
          {t("kit.submit")}
        </Button>
      </Form>
    </Entry>
  );
}
