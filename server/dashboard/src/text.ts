/** Texts of the interface: whole sentences from messages/, with named placeholders. */
import words from "./messages/en-US.json";

export type Key = keyof typeof words;
type Stem<K> = K extends `${infer S}_other` ? S : never;
export type PluralKey = Stem<Key>;
type Values = Record<string, string | number>;

const plural = new Intl.PluralRules("en-US");
const digits = new Intl.NumberFormat("en-US");

function fill(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? digits.format(value) : value;
  });
}

/** Returns the sentence of `key` with its placeholders filled; numbers are grouped, such as 8,240. */
export function t(key: Key, values: Values = {}): string {
  return fill(words[key], values);
}

/** Returns the plural form of `key` for `count`, which also fills `{count}`. */
export function tn(key: PluralKey, count: number, values: Values = {}): string {
  const form = plural.select(count) === "one" ? "one" : "other";
  return fill(words[`${key}_${form}` as Key], { ...values, count });
}

const short = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1, useGrouping: false });

/** A score as text, with at most one decimal and a minus sign. */
export function amount(value: number): string {
  return short.format(value).replace("-", "−");
}

const languages = new Intl.DisplayNames("en-US", { type: "language", languageDisplay: "standard" });

/** "es-US" → "Spanish (United States)"; an unknown code is returned unchanged. */
export function languageText(code: string): string {
  try {
    return languages.of(code) ?? code;
  } catch {
    return code;
  }
}
