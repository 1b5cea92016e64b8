/** How long the page waits before it asks a server again that was away. */

/** A server that comes back is noticed within these milliseconds while the page is in sight. */
const IN_SIGHT_MS = 4_000;
const OUT_OF_SIGHT_MS = 60_000;

/** The wait after `failures` failures in a row, in milliseconds; `asked`: seconds that the server asked for. */
export function waitMs(failures: number, asked: number | null, inSight: boolean): number {
  if (asked !== null) return asked * 1_000;
  const doubled = 1_000 * 2 ** Math.min(failures, 10);
  return Math.min(doubled, inSight ? IN_SIGHT_MS : OUT_OF_SIGHT_MS);
}

/** Waits; ends early when the network returns or the page comes into sight. */
export function waitToAsk(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const end = (): void => {
      clearTimeout(timer);
      stop.abort();
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener("online", end, { signal: stop.signal });
    const seen = (): void => {
      if (document.visibilityState === "visible") end();
    };
    document.addEventListener("visibilitychange", seen, { signal: stop.signal });
  });
}
