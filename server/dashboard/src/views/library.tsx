/** The instrument library (W12): all instruments with licence and switch, and uploads. */
import { useEffect, useState } from "preact/hooks";
import { filtered, foundForms, hasSwitch, type Which } from "../library";
import { announce, librarySearch, notice } from "../state";
import { t, tn } from "../text";
import type { About, RefusedFiles } from "../types";
import { FormSwitch } from "../ui/form-switch";
import { LanguageMarks, LicenceMark, WordingMark } from "../ui/library-marks";
import { Button, Notice, PageLink, PageTitle } from "../ui/parts";
import { Upload } from "../ui/upload";
import { type LibraryState, useLibrary } from "../ui/use-library";

const WHICH: Which[] = ["all", "on", "wording"];

export function LibraryPage() {
  const library = useLibrary();
  const [which, setWhich] = useState<Which>("all");
  const all = library.rows;
  const query = librarySearch.value;
  const rows = all === null ? [] : foundForms(filtered(all, which), query);
  const count = all === null ? "" : tn("library.count", all.length, { shown: rows.length });

  useEffect(() => {
    if (query === "" && which === "all") return;
    // Announced after a pause in typing, not for every letter.
    const timer = setTimeout(() => announce(count), 600);
    return () => clearTimeout(timer);
  }, [query, which]);

  return (
    <>
      <div class="page-head">
        <PageTitle tab={t("library.tab")}>{t("library.title")}</PageTitle>
        <p class="page-count" data-testid="library-count">
          {count}
        </p>
      </div>
      <p class="lead">{t("library.lead")}</p>
      {library.failed !== null && (
        <Notice kind="fault" role="alert">
          {library.failed}{" "}
          <Button kind="quiet" onClick={() => void library.reload()}>
            {t("library.again")}
          </Button>
        </Notice>
      )}
      {library.refused !== null && <Refused files={library.refused} />}
      {all !== null && (
        <>
          <search class="library-tools noprint">
            <div class="field">
              <label for="library-search">{t("library.search")}</label>
              <input
                id="library-search"
                type="search"
                class="wide"
                autocomplete="off"
                spellcheck={false}
                value={query}
                onInput={(event) => (librarySearch.value = event.currentTarget.value)}
              />
            </div>
            <fieldset class="group">
              <legend class="vh">{t("library.which")}</legend>
              {WHICH.map((each) => (
                <label key={each} class="chip">
                  <input
                    type="radio"
                    name="which"
                    value={each}
                    checked={each === which}
                    onChange={() => setWhich(each)}
                  />
                  <span>
                    {t(`library.which.${each}`)} {filtered(all, each).length}
                  </span>
                </label>
              ))}
            </fieldset>
          </search>
          {rows.length === 0 ? (
            <p data-testid="library-none">{tn("library.none", all.length)}</p>
          ) : (
            <Table rows={rows} library={library} />
          )}
          <details class="card noprint" data-testid="own">
            <summary>{t("upload.ownTitle")}</summary>
            <Upload
              of={null}
              bare
              onTaken={async (answer) => {
                notice.value = { text: answer.text, forNext: false };
                announce(answer.text);
                scrollTo({ top: 0 });
                await library.reload();
              }}
            />
          </details>
        </>
      )}
    </>
  );
}

/** Uploaded files that cannot be read, with reasons and advice. */
function Refused({ files }: { files: RefusedFiles }) {
  return (
    <Notice kind="fault" data-testid="refused-files">
      <p>{files.text}</p>
      <ul class="plain refused-files">
        {files.files.map((file) => (
          <li key={file.record}>{file.text}</li>
        ))}
      </ul>
      <p>{files.advice}</p>
    </Notice>
  );
}

function Table({ rows, library }: { rows: About[]; library: LibraryState }) {
  return (
    <div class="panel-box">
      <table class="library" data-testid="library">
        <caption class="vh">{t("library.caption")}</caption>
        <thead>
          <tr>
            <th scope="col" class="what">
              {t("library.instrument")}
            </th>
            <th scope="col" class="ask">
              {t("library.ask")}
            </th>
            <th scope="col">{t("library.for")}</th>
            <th scope="col">{t("library.items")}</th>
            <th scope="col" class="licence">
              {t("library.licence")}
            </th>
            <th scope="col" class="wording">
              {t("library.wording")}
            </th>
            <th scope="col" class="langs">
              {t("library.languages")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} library={library} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, library }: { row: About; library: LibraryState }) {
  const to = { view: "instrument", instrument: row.id } as const;
  return (
    <tr data-testid="library-row" data-instrument={row.id}>
      <th scope="row" class="what">
        <PageLink to={to} class="name" data-testid={`open-${row.id}`}>
          {row.short}
        </PageLink>
        <span class="sub">{row.title}</span>
      </th>
      <td class="ask" data-label={t("library.ask")}>
        {hasSwitch(row) ? <FormSwitch row={row} library={library} /> : <WhyNot row={row} />}
      </td>
      <td data-label={t("library.for")}>{row.conditions_text}</td>
      <td data-label={t("library.items")}>
        {tn("library.itemCount", row.items)}
        {row.range_text !== null && (
          <>
            {" · "}
            <span class="range">{row.range_text}</span>
          </>
        )}
        <span class="sub">{row.respondent_text}</span>
      </td>
      <td data-label={t("library.licence")}>
        <LicenceMark row={row} />
      </td>
      <td data-label={t("library.wording")}>
        <WordingMark row={row} />
      </td>
      <td class="langs" data-label={t("library.languages")}>
        <LanguageMarks row={row} />
      </td>
    </tr>
  );
}

/** In place of a switch: the reason, or a link to upload a wording. */
function WhyNot({ row }: { row: About }) {
  if (row.respondent === "clinician") return <span class="sub">{t("library.byClinicians")}</span>;
  if (row.wording !== "missing") return <span class="sub">{row.switch_text}</span>;
  return (
    <PageLink to={{ view: "instrument", instrument: row.id }}>
      {t("library.upload")}
      <span class="vh"> {row.short}</span>
    </PageLink>
  );
}
