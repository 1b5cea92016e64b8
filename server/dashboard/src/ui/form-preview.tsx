/** All items of an instrument with their answers, in the wording that patients read. */
import { t } from "../text";
import type { Preview, PreviewItem, About } from "../types";
import { Shape } from "./parts";

/** Answers longer than this are stacked; in characters. */
const LONG = 28;

const TITLES = {
  preview: { patient: "library.preview", clinician: "library.previewClinician" },
  "upload-preview": { patient: "upload.preview", clinician: "upload.previewClinician" },
} as const;

type Props = {
  /** Distinguishes two previews on one page. */
  name: "preview" | "upload-preview";
  respondent: About["respondent"];
  form: Preview;
};

export function FormPreview({ name, respondent, form }: Props) {
  return (
    <section class="card preview" aria-labelledby={`${name}-title`} data-testid={name}>
      <h2 id={`${name}-title`}>
        {t(TITLES[name][respondent])}
      </h2>
      {form.instructions !== null && <p>{form.instructions}</p>}
      {form.stem !== null && (
        <>
          <p class="stem">{form.stem}</p>
          <p class="sub">{t("library.stemAbove")}</p>
        </>
      )}
      {form.items.length === 0 && <p class="sub">{t("library.noItems")}</p>}
      <ol class="preview-items">
        {form.items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ol>
    </section>
  );
}

function Item({ item }: { item: PreviewItem }) {
  return (
    <li>
      <span class="number">{item.number}</span>
      <div>
        {item.text === "" ? (
          <p class="absent">
            <Shape name="ring" /> {t("library.noWording")}
          </p>
        ) : (
          <>
            <p class="question">{item.text}</p>
            <Answers item={item} />
          </>
        )}
        {item.safety && (
          <p class="safety-line">
            <Shape name="diamond" /> {t("library.itemSafety")}
          </p>
        )}
      </div>
    </li>
  );
}

function Answers({ item }: { item: PreviewItem }) {
  if (item.answers.length === 0) return <p class="sub">{item.kind_text}</p>;
  const stacked = item.answers.some((answer) => answer.length > LONG);
  return (
    <ul class={stacked ? "answers stacked" : "answers"} aria-label={item.kind_text}>
      {item.answers.map((answer, index) => (
        <li key={`${index} ${answer}`}>{answer}</li>
      ))}
    </ul>
  );
}
