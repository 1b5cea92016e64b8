import { expect, it } from "vitest";
import type { RatingItem } from "../types";
import { choicesOf, endsOf, placeOf } from "./rating-item";

const item = (part: Partial<RatingItem>): RatingItem => ({
  id: "x",
  number: "3",
  total: 17,
  instructions: null,
  stem: null,
  text: "",
  kind: "choice",
  options: [0, 1, 2].map((value) => ({ value, label: `anchor ${value}` })),
  min: 0,
  max: 0,
  min_label: "",
  max_label: "",
  unit: "",
  answered: null,
  core: true,
  marker: "3",
  note: null,
  help: null,
  changed_notice: null,
  ...part,
});

it("the first arrow selects the first anchor, and arrows stop at the ends", () => {
  const choices = choicesOf(item({})) ?? [];
  const walk = (keys: string[]): number => keys.reduce((at, key) => placeOf(key, choices, at) ?? at, -1);
  for (const key of ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"]) expect(walk([key]), key).toBe(0);
  expect(walk(["ArrowDown", "ArrowUp", "ArrowUp"])).toBe(0);
  expect(walk(Array.from({ length: 9 }, () => "ArrowDown"))).toBe(3);
});

it("a digit selects the anchor of that number, and other keys select none", () => {
  const choices = choicesOf(item({ options: [1, 2, 7].map((value) => ({ value, label: "" })) })) ?? [];
  expect(placeOf("7", choices, -1)).toBe(2);
  for (const key of ["0", "3", "Enter", "a", "Tab"]) expect(placeOf(key, choices, 1), key).toBeNull();
});

it("\"not rated\" is the last answer of each group, and has no number", () => {
  const kinds = [item({}), item({ kind: "number", min: 0, max: 10 }), item({ kind: "boolean" })];
  for (const each of kinds) expect(choicesOf(each)?.at(-1)).toMatchObject({ answer: "skipped", number: null });
  expect(choicesOf(item({ kind: "number", min: 0, max: 10 }))).toHaveLength(12);
  for (const kind of ["integer", "decimal", "text"] as const) expect(choicesOf(item({ kind }))).toBeNull();
});

it("a typed number shows the labels of its ends, if it has any", () => {
  const typed = { kind: "integer", min: -10, max: 100 } as const;
  expect(endsOf(item({ ...typed, min_label: "No response", max_label: "Fully awake" }))).toBe("−10 = No response, 100 = Fully awake");
  expect(endsOf(item({ ...typed, max_label: "Fully awake" }))).toBe("100 = Fully awake");
  expect(endsOf(item({ ...typed, unit: "mmHg" }))).toBe("");
});
