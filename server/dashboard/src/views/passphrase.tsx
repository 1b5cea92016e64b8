/** Shows the lead's passphrase once. The sign-in that follows checks that it was written down. */
import { phase, type Made } from "../state";
import { t } from "../text";
import { Entry } from "../ui/entry";
import { Button, PageTitle } from "../ui/parts";

export function Passphrase({ made }: { made: Made }) {
  const done = (): void => {
    phase.value = { at: "sign-in", login: made.login, notice: t("passphrase.signInNow") };
  };
  return (
    <Entry>
      <PageTitle tab={t("passphrase.tab")}>{t("passphrase.title")}</PageTitle>
      <p class="lead">{t("passphrase.lead")}</p>
      <section class="card">
        <ol class="words" aria-label={t("passphrase.words")}>
          {made.passphrase.split(" ").map((word, index) => (
            <li key={index}>{word}</li>
          ))}
        </ol>
        <dl class="facts">
          <dt>{t("passphrase.typeAs")}</dt>
          <dd class="mono" data-testid="passphrase">
            {made.passphrase}
          </dd>
          <dt>{t("signin.login")}</dt>
          <dd class="mono">{made.login}</dd>
        </dl>
        <p>{t("passphrase.rule")}</p>
      </section>
      <Button kind="main" onClick={done} data-testid="passphrase-done">
        {t("passphrase.done")}
      </Button>
    </Entry>
  );
}
