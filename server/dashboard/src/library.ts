/** Filters, switches and language groups of the library page. */
import { search } from "./search";
import type { Language, About } from "./types";

export type Which = "all" | "on" | "wording";

/** The rows whose name, conditions, their other names, or licence contain every word of `query`, in order. */
export function foundForms(rows: About[], query: string): About[] {
  return search(rows, query, (row) => {
    // "phq9" finds PHQ-9 too.
    const names = [row.short, row.short.replaceAll("-", ""), row.title];
    return [...names, row.conditions_text, row.also_text, row.licence_text, row.respondent_text].join(" ");
  });
}

/** All rows, those that patients are asked, or those without wording. */
export function filtered(rows: About[], which: Which): About[] {
  if (which === "on") return rows.filter((row) => row.on);
  return which === "wording" ? rows.filter((row) => row.wording === "missing") : rows;
}

/** The ids that are on after switching `id`, in the order of the library. */
export function idsWith(rows: About[], id: string, on: boolean): string[] {
  return rows.filter((row) => (row.id === id ? on : row.on)).map((row) => row.id);
}

/** Whether the row has a switch. An instrument that is on can always be switched off. */
export const hasSwitch = (row: About): boolean => row.can_switch || row.on;

/** `text` is empty for languages that are not offered. */
export type LanguageGroup = { state: Language["state"] | "not-offered"; text: string; codes: string[] };

/** Groups languages by the verification of their wording; those not offered come last. */
export function languageGroups(languages: Language[]): LanguageGroup[] {
  const groups: LanguageGroup[] = [];
  for (const state of ["verified", "corroborated", "unverified"] as const) {
    const of = languages.filter((each) => each.offered && each.state === state);
    for (const text of new Set(of.map((each) => each.state_text))) {
      const codes = of.filter((each) => each.state_text === text).map((each) => each.language);
      groups.push({ state, text, codes });
    }
  }
  const rest = languages.filter((each) => !each.offered).map((each) => each.language);
  if (rest.length > 0) groups.push({ state: "not-offered", text: "", codes: rest });
  return groups;
}
