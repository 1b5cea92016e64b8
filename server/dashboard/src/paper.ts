/** Printing: the page turns to paper before it is laid out, so that canvases can be drawn for it. */

const CLASS = "paper";
const followers = new Set<() => void>();

export const onPaper = (): boolean => document.documentElement.classList.contains(CLASS);

function turn(paper: boolean): void {
  if (paper === onPaper()) return;
  document.documentElement.classList.toggle(CLASS, paper);
  for (const follow of followers) follow();
}

/** Follows the browser's printing from now on. */
export function startPaper(): void {
  addEventListener("beforeprint", () => turn(true));
  addEventListener("afterprint", () => turn(false));
  matchMedia("print").addEventListener("change", (event) => turn(event.matches));
}

/** Calls `follow` whenever the page turns to paper or back. */
export function followPaper(follow: () => void): () => void {
  followers.add(follow);
  return () => followers.delete(follow);
}
