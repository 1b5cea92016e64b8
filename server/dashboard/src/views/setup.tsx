/** Founds a clinic: set-up token, clinic, first lead, and what patients are told. */
import { useState } from "preact/hooks";
import { codeOf, setUp, textOf } from "../actions";
import { phase } from "../state";
import { t } from "../text";
import type { FailureCode } from "../types";
import { ClinicFields, readClinicFields } from "../ui/clinic-fields";
import { Entry } from "../ui/entry";
import { type Errors, Form, TextField } from "../ui/form";
import { Button, Notice, PageTitle } from "../ui/parts";

const NEEDED = {
  token: "setup.needToken",
  clinic_name: "setup.needClinic",
  lead_name: "setup.needLead",
  login: "setup.needLogin",
} as const;

/** The field of each error code. */
const FIELD_OF: Partial<Record<FailureCode, string>> = {
  "invalid-token": "token",
  "invalid-name": "clinic_name",
  "invalid-login": "login",
};

export function SetUp() {
  const [errors, setErrors] = useState<Errors>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const signInInstead = (): void => {
    phase.value = { at: "sign-in", login: "", notice: null };
  };

  const submit = async (values: Record<string, string>): Promise<void> => {
    const missing: Errors = {};
    for (const [name, need] of Object.entries(NEEDED)) {
      if (!values[name]) missing[name] = t(need);
    }
    const read = readClinicFields(values);
    setErrors({ ...missing, ...read.errors });
    setFailed(null);
    if (read.info === null || Object.keys(missing).length > 0 || busy) return;
    setBusy(true);
    try {
      await setUp({
        token: values.token ?? "",
        clinic_name: values.clinic_name ?? "",
        lead_name: values.lead_name ?? "",
        login: values.login ?? "",
        info: read.info,
      });
    } catch (cause) {
      const field = FIELD_OF[codeOf(cause)];
      if (field === undefined) setFailed(textOf(cause));
      else setErrors({ [field]: textOf(cause) });
      setBusy(false);
    }
  };

  return (
    <Entry>
      <PageTitle tab={t("setup.tab")}>{t("setup.title")}</PageTitle>
      <p class="lead">{t("setup.lead")}</p>
      <p>
        {t("setup.already")}{" "}
        <Button kind="quiet" onClick={signInInstead} data-testid="sign-in-instead">
          {t("setup.signIn")}
        </Button>
      </p>
      <Form errors={errors} onSubmit={submit} data-testid="set-up">
        <section class="card">
          <TextField name="token" label={t("setup.token")} hint={t("setup.tokenHint")} error={errors.token} />
        </section>
        <section class="card">
          <h2>{t("setup.who")}</h2>
          <TextField name="clinic_name" label={t("setup.clinicName")} error={errors.clinic_name} />
          <TextField name="lead_name" label={t("setup.leadName")} hint={t("setup.leadHint")} error={errors.lead_name} />
          <TextField
            name="login"
            label={t("signin.login")}
            hint={t("setup.loginHint")}
            width="mid"
            autoComplete="username"
            error={errors.login}
          />
        </section>
        <section class="card">
          <h2>{t("setup.patients")}</h2>
          <ClinicFields info={null} errors={errors} />
        </section>
        {failed !== null && (
          <Notice kind="fault" role="alert">
            {failed}
          </Notice>
        )}
        <Button kind="main" type="submit" busy={busy} data-testid="set-up-submit">
          {busy ? t("setup.working") : t("setup.submit")}
        </Button>
      </Form>
    </Entry>
  );
}
