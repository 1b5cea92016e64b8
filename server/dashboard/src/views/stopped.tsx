/** Pages that stop everything: a changed clinic key, or a page that cannot start. */
import { t } from "../text";
import { Entry } from "../ui/entry";
import { Button, Notice, PageTitle } from "../ui/parts";

export function KeyChanged({ text }: { text: string }) {
  return (
    <Entry>
      <PageTitle tab={t("keychanged.tab")}>{t("keychanged.title")}</PageTitle>
      <Notice kind="fault" role="alert">
        <p>{text}</p>
      </Notice>
      <p class="lead">{t("keychanged.what")}</p>
    </Entry>
  );
}

export function Broken({ text }: { text: string }) {
  return (
    <Entry>
      <PageTitle tab={t("broken.tab")}>{t("broken.title")}</PageTitle>
      <Notice kind="fault" role="alert">
        {text}
      </Notice>
      <Button kind="main" onClick={() => location.reload()}>
        {t("broken.again")}
      </Button>
    </Entry>
  );
}
