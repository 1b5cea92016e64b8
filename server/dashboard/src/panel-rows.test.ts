import { expect, it } from "vitest";
import { Patients } from "../e2e/fixture/patients";
import { CORE_ORDER, found, ofMine, type OrderKey, ordered, rowHeight, slice, turned } from "./panel-rows";

const { rows } = new Patients("all").panel();
const names = (list: typeof rows): (string | null)[] => list.map((row) => row.name);

it("search finds words of name and ID in any order, without accents or capitals", () => {
  expect(names(found(rows, "dana rey"))).toEqual(["REYES, Dana"]);
  expect(names(found(rows, "ines"))).toEqual(["CASTILLO, Inés"]);
  expect(names(found(rows, "4821-k"))).toEqual(["REYES, Dana"]);
  expect(found(rows, "  ")).toHaveLength(24);
  expect(found(rows, "nobody")).toEqual([]);
});

it("my patients are those whose clinician reads; without the filter nobody is missing", () => {
  const mine = ofMine(rows, true);
  expect(mine).toHaveLength(17);
  expect(new Set(mine.map((row) => row.owner?.text))).toEqual(new Set(["Dr Lee"]));
  expect(ofMine(rows, false)).toBe(rows);
});

it("search finds dates of birth as they are written, and numbers without regard to dashes", () => {
  for (const query of ["1984-03-14", "14 Mar 1984", "3/14/1984", "14.03.1984", "4821K", "4821 k"]) {
    expect(names(found(rows, query)), query).toEqual(["REYES, Dana"]);
  }
  const [reyes] = rows;
  const called = { ...reyes, telephone: "+1 (602) 555-0142" } as (typeof rows)[number];
  for (const query of ["602-555-0142", "5550142", "(602) 555"]) expect(found([called], query), query).toHaveLength(1);
  expect(found([called], "14/14/1984")).toEqual([]);
  expect(found([called], "999")).toEqual([]);
});

it("core's order is kept; other orders go both ways, put missing values last and keep all rows", () => {
  expect(ordered(rows, CORE_ORDER)).toBe(rows);
  expect(names(ordered(rows, { by: "name", reversed: false }))[0]).toBe("ABARA, Chidi");
  for (const by of ["name", "score", "infusion", "answer"] as OrderKey[]) {
    const [there, back] = [false, true].map((reversed) => ordered(rows, { by, reversed }));
    expect(new Set(there)).toEqual(new Set(rows));
    expect(new Set(back)).toEqual(new Set(rows));
  }
  const scores = (reversed: boolean): (number | null | undefined)[] =>
    ordered(rows, { by: "score", reversed }).map((row) => row.score?.total);
  for (const reversed of [false, true]) {
    const [list, total] = [scores(reversed), (n: unknown): n is number => typeof n === "number"];
    const known = list.filter(total);
    expect(known).toEqual([...known].sort((a, b) => (reversed ? a - b : b - a)));
    expect(list.slice(known.length).some(total)).toBe(false);
  }
  expect(names(rows)[0]).toBe("REYES, Dana");
});

it("choosing the same order again turns it, and core's order has one way", () => {
  const once = turned(CORE_ORDER, "name");
  expect(once).toEqual({ by: "name", reversed: false });
  expect(turned(once, "name")).toEqual({ by: "name", reversed: true });
  expect(turned(once, "score")).toEqual({ by: "score", reversed: false });
  expect(turned(CORE_ORDER, "matters")).toEqual(CORE_ORDER);
});

it("the height of a row follows its reasons", () => {
  const [first] = rows;
  const silent = rows.find((row) => row.name === "HAYES, Robin");
  expect(first && rowHeight(first, "comfortable")).toBe(164);
  expect(first && rowHeight(first, "compact")).toBe(78);
  expect(silent && rowHeight(silent, "comfortable")).toBe(56);
  const [late] = new Patients("unread").panel().rows;
  expect(late && rowHeight(late, "comfortable")).toBe(218);
});

it("few rows are all drawn; of many only those near the viewport, and the total height is kept", () => {
  expect(slice([56, 56], 0, 900)).toEqual({ from: 0, to: 2, above: 0, below: 0 });
  const heights = Array.from({ length: 1000 }, () => 56);
  const middle = slice(heights, 28_000, 900);
  expect(middle.to - middle.from).toBeLessThan(45);
  expect(middle.above + (middle.to - middle.from) * 56 + middle.below).toBe(56_000);
  expect(middle.above).toBeLessThanOrEqual(28_000 - 544);
  const end = slice(heights, 55_500, 900);
  expect(end.to).toBe(1000);
  expect(end.below).toBe(0);
});
