import { expect, test } from "vitest";
import { waitMs } from "./wait";

test("a server that comes back is noticed within four seconds while the page is in sight", () => {
  expect([0, 1, 2, 3, 50].map((failures) => waitMs(failures, null, true))).toEqual([1000, 2000, 4000, 4000, 4000]);
});

test("a page out of sight asks more and more rarely, up to once a minute", () => {
  expect([0, 3, 6, 50].map((failures) => waitMs(failures, null, false))).toEqual([1000, 8000, 60_000, 60_000]);
});

test("the time that a server asks for is kept", () => {
  expect(waitMs(0, 30, true)).toBe(30_000);
});
