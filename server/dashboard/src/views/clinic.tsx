/** Shows the clinic key, and changes what the clinic tells its patients. */
import { useEffect, useState } from "preact/hooks";
import { ask, saveClinicInfo, textOf } from "../actions";
import { notice, signedIn } from "../state";
import { t } from "../text";
import type { InfoForm } from "../types";
import { ClinicFields, readClinicFields } from "../ui/clinic-fields";
import { type Errors, Form } from "../ui/form";
import { OutcomeRules } from "../ui/outcome-rules";
import { Button, Notice, PageTitle } from "../ui/parts";

export function Clinic() {
  const [info, setInfo] = useState<InfoForm | null>(null);
  const [errors, setErrors] = useState<Errors>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    ask("clinic_info").then(setInfo, (cause: unknown) => setFailed(textOf(cause)));
  }, []);

  const submit = async (values: Record<string, string>): Promise<void> => {
    const read = readClinicFields(values);
    setErrors(read.errors);
    setFailed(null);
    if (read.info === null || busy) return;
    setBusy(true);
    try {
      await saveClinicInfo(read.info);
      notice.value = { text: t("clinic.saved"), forNext: false };
    } catch (cause) {
      setFailed(textOf(cause));
    }
    setBusy(false);
  };

  const who = signedIn.value;
  return (
    <>
      <div class="page-head">
        <PageTitle tab={t("clinic.tab")}>{who?.clinic_name ?? t("clinic.tab")}</PageTitle>
      </div>
      <section class="card narrow">
        <h2>{t("clinic.keyTitle")}</h2>
        <p>
          <span class="mono">{who?.clinic_key}</span>
        </p>
        <p class="sub">{t("clinic.keyText")}</p>
      </section>
      {info !== null && (
        <Form class="card narrow" errors={errors} onSubmit={submit} data-testid="clinic-info">
          <h2>{t("setup.patients")}</h2>
          <ClinicFields info={info} errors={errors} />
          <Button kind="main" type="submit" busy={busy}>
            {t("clinic.save")}
          </Button>
        </Form>
      )}
      {failed !== null && (
        <Notice kind="fault" role="alert">
          {failed}
        </Notice>
      )}
      <OutcomeRules />
    </>
  );
}
