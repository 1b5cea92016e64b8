/** An item of a form that a clinician fills in: its anchors as radio buttons, or a field. */
import type { TargetedEvent } from "preact";
import { amount, t } from "../text";
import type { AnswerView, RatingItem } from "../types";
import { Button, Shape } from "./parts";

/** An anchor: the answer to send, the number shown beside it, which is also its key, and its label. */
export type Choice = { answer: AnswerView; number: number | null; label: string };

/** The anchors of an item, "not rated" last; null for items with a field. */
export function choicesOf(item: RatingItem): Choice[] | null {
  const notRated: Choice = { answer: "skipped", number: null, label: t("rate.notRated") };
  switch (item.kind) {
    case "choice":
      return [...item.options.map(({ value, label }) => ({ answer: { choice: value }, number: value, label })), notRated];
    case "boolean":
      return [
        ...item.options.map(({ value, label }) => ({ answer: { "yes-no": value === 1 }, number: null, label })),
        notRated,
      ];
    case "number": {
      const count = item.max - item.min + 1;
      const numbers = Array.from({ length: count }, (_, index) => item.min + index);
      const ends = (value: number): string =>
        value === item.min ? item.min_label : value === item.max ? item.max_label : "";
      return [...numbers.map((value) => ({ answer: { number: value }, number: value, label: ends(value) })), notRated];
    }
    case "integer":
    case "decimal":
    case "text":
      return null;
  }
}

export const sameAnswer = (one: AnswerView | null, other: AnswerView): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/**
 * The index of the anchor that a key selects, from the selected index `at` or −1; null for other keys. Unlike with the
 * browser's own arrow keys, the first arrow selects the first anchor, and arrows stop at the ends: a selection is a
 * rating.
 */
export function placeOf(key: string, choices: Choice[], at: number): number | null {
  const step = STEPS[key];
  if (step !== undefined) return Math.min(choices.length - 1, Math.max(0, at + step));
  if (!/^\d$/.test(key)) return null;
  const place = choices.findIndex((choice) => choice.number === Number(key));
  return place < 0 ? null : place;
}

type Props = {
  item: RatingItem;
  error: string | undefined;
  /** Whether the item still needs an answer. */
  wanted: boolean;
  onAnswer: (answer: AnswerView) => void;
  onError: (text: string) => void;
};

export function ItemFields(props: Props) {
  const { item, error, wanted } = props;
  const choices = choicesOf(item);
  const described = [item.note === null ? "" : `n-${item.id}`, error ? `e-${item.id}` : ""].filter((id) => id !== "");
  return (
    <fieldset
      class={wanted ? "rating-item wanted" : "rating-item"}
      id={`i-${item.id}`}
      aria-describedby={described.length > 0 ? described.join(" ") : undefined}
      data-testid="rating-item"
      data-item={item.id}
    >
      <legend>
        {item.marker !== "" && <span class="number">{item.marker}</span>}
        <span class="question">{item.text}</span>
      </legend>
      {item.note !== null && (
        <p class="sub" id={`n-${item.id}`}>
          {item.note}
        </p>
      )}
      {choices === null ? <Typed {...props} /> : <Anchors {...props} choices={choices} />}
      {error !== undefined && (
        <span class="field-error" id={`e-${item.id}`}>
          <Shape name="bang" /> {error}
        </span>
      )}
    </fieldset>
  );
}

function Anchors({ item, choices, onAnswer }: Props & { choices: Choice[] }) {
  const onKey = (event: TargetedEvent<HTMLDivElement, KeyboardEvent>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inputs = [...event.currentTarget.querySelectorAll("input")];
    const at = inputs.findIndex((input) => input.checked);
    const place = placeOf(event.key, choices, at);
    if (place === null) return;
    event.preventDefault();
    const [input, choice] = [inputs[place], choices[place]];
    if (input === undefined || choice === undefined) return;
    input.focus();
    if (place === at) return;
    input.checked = true;
    onAnswer(choice.answer);
  };
  const inRow = item.kind === "number";
  return (
    <div class={inRow ? "anchors row" : "anchors"} onKeyDown={onKey}>
      {choices.map((choice, index) => (
        <label key={index} class={choice.answer === "skipped" ? "anchor none" : "anchor"}>
          <input
            type="radio"
            name={item.id}
            checked={sameAnswer(item.answered, choice.answer)}
            onChange={() => onAnswer(choice.answer)}
          />
          {choice.number !== null && <span class="value">{choice.number}</span>}
          {choice.label !== "" && <span>{choice.label}</span>}
        </label>
      ))}
    </div>
  );
}

function textOf(answer: AnswerView | null): string {
  if (answer === null || answer === "skipped") return "";
  if ("number" in answer) return String(answer.number);
  return "text" in answer ? answer.text : "";
}

/** The labels of the least and the greatest number; empty if neither has one. */
export function endsOf(item: RatingItem): string {
  const ends: [number, string][] = [
    [item.min, item.min_label],
    [item.max, item.max_label],
  ];
  const labelled = ends.filter(([, label]) => label !== "");
  return labelled.map(([value, label]) => `${String(value).replace("-", "−")} = ${label}`).join(", ");
}

/** A field for a number with its unit, or for text. The answer is sent when the field loses the focus. */
function Typed({ item, error, onAnswer, onError }: Props) {
  const skipped = item.answered === "skipped";
  const name = [item.marker, item.text].join(" ").trim();
  const whole = item.kind === "integer";
  const number = whole || item.kind === "decimal";
  const ends = number ? endsOf(item) : "";
  const take = (event: TargetedEvent<HTMLInputElement | HTMLTextAreaElement>): void => {
    const typed = event.currentTarget.value.trim().replace("−", "-");
    if (typed === "") onAnswer("skipped");
    else if (!number) onAnswer({ text: typed });
    else if ((whole ? /^-?\d+$/ : /^-?\d+(\.\d)?$/).test(typed)) onAnswer({ number: Number(typed) });
    else onError(t(whole ? "rate.needInteger" : "rate.needNumber", { min: amount(item.min), max: amount(item.max) }));
  };
  // Another key empties the field when "not rated" is pressed.
  const key = skipped ? "skipped" : "typed";
  const common = {
    "aria-label": [name, number ? item.unit : ""].filter((part) => part !== "").join(", "),
    "aria-invalid": error !== undefined || undefined,
    "aria-describedby": ends === "" ? undefined : `r-${item.id}`,
    onChange: take,
  } as const;
  return (
    <div class="field-row field">
      {number ? (
        <>
          <input
            key={key}
            type="text"
            class="short"
            // Few numeric keyboards have a minus sign.
            inputMode={item.min < 0 ? "text" : whole ? "numeric" : "decimal"}
            defaultValue={textOf(item.answered)}
            {...common}
          />
          {item.unit !== "" && <span>{item.unit}</span>}
          {ends !== "" && (
            <span class="sub" id={`r-${item.id}`}>
              {ends}
            </span>
          )}
        </>
      ) : (
        <textarea key={key} rows={2} defaultValue={textOf(item.answered)} {...common} />
      )}
      <Button kind="quiet" pressed={skipped} onClick={() => onAnswer("skipped")} label={`${name}: ${t("rate.notRated")}`}>
        {t("rate.notRated")}
      </Button>
    </div>
  );
}
