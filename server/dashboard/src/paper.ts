/** Printing: sets the paper style before the layout, so that canvases are redrawn for paper. */

const CLASS = "paper";
const followers = new Set<() => void>();

export const onPaper = (): boolean => document.documentElement.classList.contains(CLASS);

function setPaper(paper: boolean): void {
  if (paper === onPaper()) return;
  document.documentElement.classList.toggle(CLASS, paper);
  for (const follow of followers) follow();
}

/** Starts to follow the browser's print events. */
export function startPaper(): void {
  addEventListener("beforeprint", () => setPaper(true));
  addEventListener("afterprint", () => setPaper(false));
  matchMedia("print").addEventListener("change", (event) => setPaper(event.matches));
}

/** Calls `follow` when the paper style is set or removed; returns a function that stops this. */
export function followPaper(follow: () => void): () => void {
  followers.add(follow);
  return () => followers.delete(follow);
}
