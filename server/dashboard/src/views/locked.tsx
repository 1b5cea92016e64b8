/** The locked page (W3), without decrypted data. */
import { signOut } from "../actions";
import { address } from "../route";
import { signedIn } from "../state";
import { t } from "../text";
import { Entry } from "../ui/entry";
import { Button, PageTitle } from "../ui/parts";
import { PassphraseForm } from "../ui/passphrase-form";

export function Locked({ reason }: { reason: string }) {
  const who = signedIn.value;
  return (
    <Entry>
      <PageTitle tab={t("locked.tab")}>{reason}</PageTitle>
      {who !== null && <p class="lead">{t("locked.who", { name: who.me.name, clinic: who.clinic_name })}</p>}
      <PassphraseForm
        clinic={who?.clinic ?? address.value.clinic}
        login={who?.me.login ?? ""}
        fixedLogin={who !== null}
      />
      <p>
        {t("locked.someoneElse")}{" "}
        <Button kind="quiet" onClick={() => void signOut()}>
          {t("top.signOut")}
        </Button>
      </p>
    </Entry>
  );
}
