import { expect, it } from "vitest";
import { t, tn } from "../text";
import messages from "./en-US.json";

const sources = import.meta.glob(["../**/*.{ts,tsx}", "!../**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;
const code = Object.values(sources).join("\n");

/** Words that no screen uses (ux.md, section 5); instrument and crisis wording comes from core. */
const NEVER = [
  /\b(test|quiz|survey)s?\b/i,
  /\b(N\/A|corrupt|missing data|uploaded|synced|done!)\b/i,
  /\b(overdue|missed|failed|non-?compliant|non-?adherent|dropout|refused)\b/i,
  /\b(suicid\w*|high risk|low risk|moderate risk|at risk|flagged|committed|no risk)\b/i,
  /\b(urgent|critical|danger|warning)\b/i,
  /\b(cured|treatment.resistant|relapse)\b/i,
  /\b(vault|blob|encryption|E2EE)\b/i,
  /\b(oops|sorry|please)\b/i,
  /!/,
];

/** The statistical term of a survival curve, for a number of patients and never for a person. */
const AT_RISK = /^curve\.(atRisk|note)$/;

it.each(Object.entries(messages))("%s uses no forbidden word", (key, sentence) => {
  const read = AT_RISK.test(key) ? sentence.replace(/at risk/i, "") : sentence;
  for (const word of NEVER) expect(read).not.toMatch(word);
});

it("every message is used, and plural forms are complete", () => {
  for (const key of Object.keys(messages)) {
    const stem = key.replace(/_(one|other)$/, "");
    if (stem !== key) expect(Object.keys(messages)).toEqual(expect.arrayContaining([`${stem}_one`, `${stem}_other`]));
    const family = stem.slice(0, stem.lastIndexOf(".") + 1);
    const used = code.includes(`"${stem}"`) || code.includes(`\`${family}\${`);
    expect(used, key).toBe(true);
  }
});

it("messages have no stray spaces, and well-formed placeholders", () => {
  for (const [key, sentence] of Object.entries(messages)) {
    expect(sentence.trim(), key).toBe(sentence);
    expect(sentence, key).not.toMatch(/ {2}|\{\s|\s\}|'/);
  }
});

it("placeholders are filled, digits grouped, and plurals chosen", () => {
  expect(t("opening.count", { opened: 8240, total: 12_000 })).toBe("8,240 of 12,000 patients");
  expect(tn("panel.count", 1, { shown: 1 })).toBe("1 of 1 patient");
  expect(tn("panel.count", 218, { shown: 3 })).toBe("3 of 218 patients");
  expect(t("kit.group")).toBe("Group {group}");
});
