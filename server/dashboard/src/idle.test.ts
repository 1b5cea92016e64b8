import { expect, it } from "vitest";
import { idleState } from "./idle";

const MINUTE = 60_000;

it("warns for the last minute of ten and then locks", () => {
  expect(idleState(0, 9 * MINUTE - 1)).toEqual({ kind: "active" });
  expect(idleState(0, 9 * MINUTE)).toEqual({ kind: "warning", seconds: 60 });
  expect(idleState(0, 10 * MINUTE - 1)).toEqual({ kind: "warning", seconds: 1 });
  expect(idleState(0, 10 * MINUTE)).toEqual({ kind: "lock" });
});

it("a computer that slept for an hour locks at once", () => {
  expect(idleState(0, 60 * MINUTE)).toEqual({ kind: "lock" });
});
