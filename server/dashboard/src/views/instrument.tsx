/** An instrument: preview, scoring, licence, languages, and what is not verified. */
import { useEffect, useState } from "preact/hooks";
import { ask, codeOf, textOf } from "../actions";
import { hasSwitch } from "../library";
import { go, type Place } from "../route";
import { announce, edition, notice } from "../state";
import { languageText, t, tn } from "../text";
import type { Preview, About } from "../types";
import { FileBack } from "../ui/file-back";
import { FormPreview } from "../ui/form-preview";
import { FormSwitch } from "../ui/form-switch";
import { Facts, List, Scores } from "../ui/instrument-cards";
import { LicenceMark } from "../ui/library-marks";
import { Notice, PageLink, PageTitle, Shape } from "../ui/parts";
import { Upload } from "../ui/upload";
import { useLibrary } from "../ui/use-library";
import { Nowhere } from "./nowhere";

export function InstrumentPage({ place }: { place: Place }) {
  const id = place.view === "instrument" ? place.instrument : "";
  const library = useLibrary();
  const [form, setForm] = useState<Preview | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [unknown, setUnknown] = useState(false);
  const current = edition.value;

  /** Loads the items; returns whether the instrument exists. */
  const load = async (): Promise<boolean> => {
    try {
      setForm(await ask("library_item", { id }));
      setFailed(null);
    } catch (cause) {
      if (codeOf(cause) === "unknown-instrument") return false;
      setFailed(textOf(cause));
    }
    return true;
  };
  useEffect(() => void load().then((known) => setUnknown(!known)), [id, current]);

  const onTaken = async (answer: { id: string; text: string }): Promise<void> => {
    announce(answer.text);
    await library.reload();
    // A withdrawn instrument of the clinic's own has no page.
    const known = await load();
    notice.value = { text: answer.text, forNext: !known };
    if (known) scrollTo({ top: 0 });
    else go({ view: "library" });
  };

  const row = library.rows?.find((each) => each.id === id);
  if (unknown || (library.rows !== null && row === undefined)) return <Nowhere />;
  const problem = failed ?? library.failed;
  if (row === undefined || form === null) {
    return (
      <>
        <PageTitle tab={t("library.tab")}>{t("library.title")}</PageTitle>
        {problem !== null && (
          <Notice kind="fault" role="alert">
            {problem}
          </Notice>
        )}
      </>
    );
  }
  return (
    <article class="instrument" data-testid="instrument">
      <p>
        <PageLink to={{ view: "library" }} class="back">
          {t("library.back")}
        </PageLink>
      </p>
      <div class="page-head">
        <PageTitle tab={t("library.tab")}>{row.short}</PageTitle>
        <p class="lead">{row.title}</p>
        <div class="page-tools">
          <FormSwitch row={row} library={library} labelled />
        </div>
      </div>
      {problem !== null && (
        <Notice kind="fault" role="alert">
          {problem}
        </Notice>
      )}
      {row.respondent === "clinician" ? (
        <p>{t("library.clinicianRated")}</p>
      ) : (
        !hasSwitch(row) && row.switch_text !== null && <p data-testid="why-not">{row.switch_text}</p>
      )}
      {row.wording === "missing" && <Upload of={{ row, form }} onTaken={onTaken} />}
      <div class="columns">
        <div class="stack">
          <FormPreview name="preview" respondent={row.respondent} form={form} />
          {row.wording === "uploaded" && (
            <details class="card">
              <summary>{t("library.replace")}</summary>
              <Upload of={{ row, form }} onTaken={onTaken} bare />
            </details>
          )}
          {row.wording === "uploaded" && <FileBack id={row.id} short={row.short} onTaken={onTaken} />}
        </div>
        <div class="stack">
          <Facts row={row} />
          <Scores row={row} />
          <Licence row={row} />
          <NotVerified row={row} />
          <Languages row={row} />
          <Notes row={row} />
        </div>
      </div>
    </article>
  );
}

function Licence({ row }: { row: About }) {
  return (
    <section class="card" aria-labelledby="licence-title">
      <h2 id="licence-title">{t("library.licence")}</h2>
      <LicenceMark row={row} />
      <blockquote class="verbatim">{row.licence}</blockquote>
      {row.citation !== null && (
        <>
          <h3>{t("library.citation")}</h3>
          <p>{row.citation}</p>
        </>
      )}
    </section>
  );
}

function NotVerified({ row }: { row: About }) {
  return (
    <section class="card" aria-labelledby="marks-title">
      <h2 id="marks-title">{t("library.marksTitle")}</h2>
      {row.marks.length === 0 ? (
        <p>{t("library.noMarks")}</p>
      ) : (
        <>
          <p class="sub">{t("library.marksLead")}</p>
          <ul class="marks">
            {row.marks.map((mark) => (
              <li key={mark} class="mark-line">
                <Shape name="ring" />
                <span>{mark}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Languages({ row }: { row: About }) {
  if (row.languages.length === 0) return null;
  return (
    <section class="card" aria-labelledby="languages-title">
      <h2 id="languages-title">{t("library.languages")}</h2>
      <table class="data">
        <thead>
          <tr>
            <th scope="col">{t("library.language")}</th>
            <th scope="col">{t("library.state")}</th>
            <th scope="col">{t("library.offered")}</th>
          </tr>
        </thead>
        <tbody>
          {row.languages.map((each) => (
            <tr key={each.language}>
              <th scope="row">{languageText(each.language)}</th>
              <td>{each.state_text}</td>
              <td>{each.offered ? t("library.yes") : (each.lacks ?? t("library.notOffered"))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Notes({ row }: { row: About }) {
  if (row.notes.length === 0) return null;
  return (
    <details class="card">
      <summary>{tn("library.notes", row.notes.length)}</summary>
      <List of={row.notes} />
    </details>
  );
}
