/** Ratings that were begun and not saved, with buttons to resume them. */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../actions";
import type { UnsavedRating } from "../types";
import { go } from "../route";
import { edition, resumeFirst } from "../state";
import { t } from "../text";
import { momentText } from "../time";
import { Button, Notice } from "./parts";

/** `patient`: show only ratings of this patient, without the name. */
type Props = { patient?: string; onOpen?: (instrument: string) => void };

export function UnsavedRatings({ patient, onOpen }: Props) {
  const [all, setAll] = useState<UnsavedRating[]>([]);
  useEffect(() => {
    ask("unsaved_ratings").then(
      ({ ratings }) => setAll(ratings),
      () => undefined,
    );
  }, [edition.value]);
  const shown = all.filter((each) => patient === undefined || each.patient === patient);
  if (shown.length === 0) return null;

  const resume = (each: UnsavedRating): void => {
    if (onOpen !== undefined) return onOpen(each.instrument);
    resumeFirst.value = each;
    go({ view: "rate", patient: each.patient });
  };
  return (
    <Notice kind="attention" data-testid="unsaved">
      <ul class="plain">
        {shown.map((each) => (
          <li key={each.rating}>
            {sentence(each, patient === undefined)}{" "}
            <Button kind="quiet" onClick={() => resume(each)} label={t("unsaved.goOnWith", { what: each.short })}>
              {t("unsaved.goOn")}
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function sentence(each: UnsavedRating, named: boolean): string {
  const what = named ? t("unsaved.of", { what: each.short, name: each.name ?? t("person.unnamed") }) : each.short;
  const values = { what, begun: momentText(each.begun_at) };
  return each.signed ? t("unsaved.signed", values) : t("unsaved.begun", values);
}
