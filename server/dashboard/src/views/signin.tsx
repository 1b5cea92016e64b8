/** The sign-in page (W1). */
import { address } from "../route";
import { rememberedKey } from "../state";
import { t } from "../text";
import { Entry } from "../ui/entry";
import { Notice, PageTitle, Shape } from "../ui/parts";
import { PassphraseForm } from "../ui/passphrase-form";

export function SignIn({ login, notice }: { login: string; notice: string | null }) {
  const key = rememberedKey.value;
  return (
    <Entry>
      <PageTitle tab={t("signin.tab")}>{t("signin.title")}</PageTitle>
      {key === null ? (
        <p class="lead">{t("signin.newHere")}</p>
      ) : (
        <p class="lead">
          {t("signin.clinicKey")} <span class="mono">{key}</span> <Shape name="check" />{" "}
          {t("signin.sameKey")}
        </p>
      )}
      {notice !== null && <Notice kind="info">{notice}</Notice>}
      <PassphraseForm clinic={address.value.clinic} login={login} />
    </Entry>
  );
}
