/** When an unattended page locks. A pure function, so that its tests need not wait. */

export const IDLE_MINUTES = 10;
export const WARNING_SECONDS = 60;

export type IdleState =
  | { kind: "active" }
  | { kind: "warning"; seconds: number }
  | { kind: "lock" };

/** Times are milliseconds of one clock, which also counts while the computer sleeps. */
export function idleState(lastActivity: number, now: number): IdleState {
  const left = IDLE_MINUTES * 60_000 - (now - lastActivity);
  if (left <= 0) return { kind: "lock" };
  if (left <= WARNING_SECONDS * 1000) return { kind: "warning", seconds: Math.ceil(left / 1000) };
  return { kind: "active" };
}
