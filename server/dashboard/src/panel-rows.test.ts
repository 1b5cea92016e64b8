import { expect, it } from "vitest";
import { Patients } from "../e2e/fixture/patients";
import { found, ofMine, ordered, rowHeight, slice } from "./panel-rows";

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

it("core's order is kept; other orders put missing values last and keep all rows", () => {
  expect(ordered(rows, "matters")).toBe(rows);
  expect(names(ordered(rows, "name"))[0]).toBe("ABARA, Chidi");
  const byScore = ordered(rows, "score");
  expect(byScore.at(-1)?.score?.total).toBeNull();
  expect(new Set(byScore)).toEqual(new Set(rows));
  expect(names(rows)[0]).toBe("REYES, Dana");
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
