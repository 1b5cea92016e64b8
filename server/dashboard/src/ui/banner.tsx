/** Name, birth date and ID of the patient, always visible on a patient's pages. */
import type { ComponentChildren } from "preact";
import { t } from "../text";
import type { Chart } from "../types";
import { PageTitle } from "./parts";

export function personLine(person: Chart["person"]): string {
  const parts = [
    person.born_text === null ? null : t("person.born", { born: person.born_text }),
    person.clinic_number === null ? null : t("person.id", { id: person.clinic_number }),
    person.pronouns,
    person.telephone === null ? null : t("person.telephone", { number: person.telephone }),
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

type Props = { chart: Chart; heading?: boolean; children?: ComponentChildren };

export function Banner({ chart, heading, children }: Props) {
  const name = chart.person.name ?? t("person.unnamed");
  return (
    <div class="banner" data-testid="banner">
      <div class="banner-who">
        {heading ? <PageTitle tab={t("patient.tab")}>{name}</PageTitle> : <strong>{name}</strong>}
        <span class="banner-line">{personLine(chart.person)}</span>
        <span class="banner-sharing">{chart.sharing.text}</span>
      </div>
      <div class="banner-acts noprint">{children}</div>
    </div>
  );
}
