import { expect, it } from "vitest";
import { qrPath } from "./qr";
import { sparkLayout } from "./sparkline";

/** Converts the path's rectangles back to rows of 0 and 1. */
function filled(path: string, size: number): string[] {
  const cells = Array.from({ length: size }, () => Array.from({ length: size }, () => "0"));
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let at = 0; at < Number(run); at += 1) {
      const row = cells[Number(y) - 4];
      if (row) row[Number(x) - 4 + at] = "1";
    }
  }
  return cells.map((row) => row.join(""));
}

it("the drawn QR code is core's matrix, with a quiet zone of four modules", () => {
  const rows = ["1011", "0000", "1101", "0110"];
  expect(filled(qrPath(rows), 4)).toEqual(rows);
});

it("a sparkline has a gap for a form without a total, and spans the whole range", () => {
  const spark = {
    days: 84,
    min: 0,
    max: 27,
    points: [
      { day: 0, value: 27 },
      { day: 20, value: 20 },
      { day: 40, value: null },
      { day: 84, value: 0 },
    ],
    infusions: [10, -3],
    text: "",
  };
  const { runs, ticks, last } = sparkLayout(spark);
  expect(runs.map((run) => run.length)).toEqual([2, 1]);
  expect(runs[0]?.[0]).toEqual({ x: 3, y: 4 });
  expect(last).toEqual({ x: 138, y: 20 });
  expect(ticks).toHaveLength(1);
});
