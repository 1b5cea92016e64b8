/** When an unattended page locks; pure, so that the rule is tested without waiting. */

export const IDLE_MINUTES = 10;
export const WARNING_SECONDS = 60;

export type IdleState =
  | { kind: "active" }
  | { kind: "warning"; seconds: number }
  | { kind: "lock" };

/** Times in milliseconds of one clock; a computer that slept past the limit locks at once. */
export function idleState(lastAct: number, now: number): IdleState {
  const left = IDLE_MINUTES * 60_000 - (now - lastAct);
  if (left <= 0) return { kind: "lock" };
  if (left <= WARNING_SECONDS * 1000) return { kind: "warning", seconds: Math.ceil(left / 1000) };
  return { kind: "active" };
}
