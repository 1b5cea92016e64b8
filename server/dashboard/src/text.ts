/** Interface words: whole sentences from messages/, with named gaps. */
import words from "./messages/en-US.json";

export type Key = keyof typeof words;
type Stem<K> = K extends `${infer S}_other` ? S : never;
export type PluralKey = Stem<Key>;
type Gaps = Record<string, string | number>;

const plural = new Intl.PluralRules("en-US");
const digits = new Intl.NumberFormat("en-US");

function fill(sentence: string, gaps: Gaps): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = gaps[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? digits.format(value) : value;
  });
}

/** Returns the sentence of `key` with its gaps filled; numbers get their digits grouped. */
export function t(key: Key, gaps: Gaps = {}): string {
  return fill(words[key], gaps);
}

/** Returns the form of `key` that fits `count`, which also fills the gap `{count}`. */
export function tn(key: PluralKey, count: number, gaps: Gaps = {}): string {
  const form = plural.select(count) === "one" ? "one" : "other";
  return fill(words[`${key}_${form}` as Key], { ...gaps, count });
}

const short = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1, useGrouping: false });

/** A score as text: no decimal unless it has one, and a true minus. */
export function amount(value: number): string {
  return short.format(value).replace("-", "−");
}

const languages = new Intl.DisplayNames("en-US", { type: "language", languageDisplay: "standard" });

/** "es-US" → "Spanish (United States)"; a code that nobody knows stays as it is. */
export function languageText(code: string): string {
  try {
    return languages.of(code) ?? code;
  } catch {
    return code;
  }
}
