/** Progress of opening records (W2). */
import { openRecords, showListNow } from "../actions";
import { openingFailed, progress } from "../state";
import { t, tn } from "../text";
import { Entry } from "../ui/entry";
import { Button, Notice, PageTitle } from "../ui/parts";

export function Opening() {
  const seen = progress.value;
  const failed = openingFailed.value;
  return (
    <Entry>
      <PageTitle tab={t("opening.tab")}>
        {seen === null || seen.total === 0 ? t("opening.asking") : tn("opening.title", seen.total)}
      </PageTitle>
      {seen !== null && seen.total > 0 && (
        <>
          <progress class="bar" max={seen.total} value={seen.opened} aria-label={t("opening.progress")} />
          <p class="tabular" data-testid="opening-count">
            {t("opening.count", { opened: seen.opened, total: seen.total })}
          </p>
          {seen.unreadable > 0 && <Notice kind="fault">{tn("opening.unreadable", seen.unreadable)}</Notice>}
        </>
      )}
      {failed === null ? (
        <>
          <p class="lead">{t("opening.order")}</p>
          <Button onClick={() => void showListNow()}>{t("opening.showNow")}</Button>
        </>
      ) : (
        <>
          <Notice kind="fault" role="alert">
            {failed}
          </Notice>
          <Button kind="main" onClick={() => void openRecords()}>
            {t("opening.again")}
          </Button>
        </>
      )}
    </Entry>
  );
}
