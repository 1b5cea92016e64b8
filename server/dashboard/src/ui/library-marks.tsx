/** Licence, wording and languages of an instrument, each as a shape with words. */
import { languageGroups, type LanguageGroup } from "../library";
import { languageText, t, tn } from "../text";
import type { About, LicenceClass } from "../types";
import { Shape, type ShapeName } from "./parts";

const LICENCE: Record<LicenceClass, ShapeName> = {
  free: "check",
  own: "dot",
  "non-commercial": "limit",
  "bring-your-own": "key",
};

const WORDING: Record<About["wording"], ShapeName> = { included: "check", uploaded: "key", missing: "ring" };

const STATE: Record<LanguageGroup["state"], ShapeName> = {
  verified: "check",
  corroborated: "half",
  unverified: "ring",
  "not-offered": "none",
};

/** A tick means that the terms were read at a source. */
export function LicenceMark({ row }: { row: About }) {
  const shape = LICENCE[row.licence_class];
  return (
    <span class="mark-line">
      <Shape name={shape === "check" && !row.licence_verified ? "ring" : shape} />
      <span>
        {row.licence_text}
        {!row.licence_verified && (
          <>
            {", "}
            <span class="sub">{t("library.licenceNotVerified")}</span>
          </>
        )}
      </span>
    </span>
  );
}

export function WordingMark({ row }: { row: About }) {
  return (
    <span class="mark-line">
      <Shape name={WORDING[row.wording]} />
      <span>{row.wording_text}</span>
    </span>
  );
}

export function LanguageMarks({ row }: { row: About }) {
  const groups = languageGroups(row.languages);
  if (!row.languages.some((each) => each.offered)) return <span class="sub">{t("library.noLanguage")}</span>;
  return (
    <>
      {groups.map((group) => (
        <span key={group.state} class="mark-line">
          <Shape name={STATE[group.state]} />
          <span>
            {group.state === "not-offered" ? (
              <span class="sub">{tn("library.notOfferedCount", group.codes.length)}</span>
            ) : (
              <>
                {group.codes.map(languageText).join(", ")} <span class="sub">{group.text}</span>
              </>
            )}
          </span>
        </span>
      ))}
    </>
  );
}
