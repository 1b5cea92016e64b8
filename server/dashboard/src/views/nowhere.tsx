/** The page for addresses that do not exist or that the user may not see. */
import { t } from "../text";
import { PageLink, PageTitle } from "../ui/parts";

export function Nowhere() {
  return (
    <>
      <PageTitle tab={t("nowhere.tab")}>{t("nowhere.title")}</PageTitle>
      <p>
        <PageLink to={{ view: "panel" }}>{t("nowhere.back")}</PageLink>
      </p>
    </>
  );
}
