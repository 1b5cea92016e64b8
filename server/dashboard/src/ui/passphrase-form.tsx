/** Login and passphrase. Pasting is allowed; an error does not say which of the two is wrong. */
import { useState } from "preact/hooks";
import { signIn, textOf } from "../actions";
import { t } from "../text";
import { type Errors, Form, TextField } from "./form";
import { Button, Notice } from "./parts";

/** The clinic's number, typed alone or within its address; null if there is none. */
export function clinicOf(typed: string): string | null {
  return /(?:^|\/c\/)([0-9a-f]{32})(?=$|[/?#])/.exec(typed.trim().toLowerCase())?.[1] ?? null;
}

type Props = { clinic: string | null; login: string; fixedLogin?: boolean };

export function PassphraseForm({ clinic, login, fixedLogin }: Props) {
  const [errors, setErrors] = useState<Errors>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);

  const submit = async (values: Record<string, string>): Promise<void> => {
    const where = clinic ?? clinicOf(values.clinic ?? "") ?? "";
    const who = fixedLogin ? login : (values.login ?? "");
    const missing: Errors = {};
    if (where === "") missing.clinic = t("signin.needClinic");
    if (!who) missing.login = t("signin.needLogin");
    if (!values.passphrase) missing.passphrase = t("signin.needPassphrase");
    setErrors(missing);
    setFailed(null);
    if (Object.keys(missing).length > 0 || busy) return;
    setBusy(true);
    try {
      await signIn(where, who, values.passphrase ?? "");
    } catch (cause) {
      setFailed(textOf(cause));
      setBusy(false);
    }
  };

  return (
    <Form class="card" errors={errors} onSubmit={submit} data-testid="sign-in">
      {clinic === null && (
        <TextField name="clinic" label={t("signin.clinic")} hint={t("signin.clinicHint")} error={errors.clinic} />
      )}
      {!fixedLogin && (
        <TextField
          name="login"
          label={t("signin.login")}
          value={login}
          width="mid"
          autoComplete="username"
          error={errors.login}
        />
      )}
      <TextField
        name="passphrase"
        label={t("signin.passphrase")}
        hint={t("signin.passphraseHint")}
        type={shown ? "text" : "password"}
        autoComplete="current-password"
        error={errors.passphrase}
        after={
          <Button kind="quiet" pressed={shown} onClick={() => setShown(!shown)}>
            {t("signin.show")}
          </Button>
        }
      />
      {failed !== null && (
        <Notice kind="fault" role="alert" data-testid="sign-in-failed">
          {failed}
        </Notice>
      )}
      <Button kind="main" type="submit" busy={busy} data-testid="sign-in-submit">
        {busy ? t("signin.working") : t("signin.submit")}
      </Button>
    </Form>
  );
}
