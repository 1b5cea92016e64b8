/** The colour tokens for the canvas. They are read again when the theme changes and for printing. */

export type Palette = {
  text: string;
  text2: string;
  line: string;
  surface: string;
  series: string;
  mark: string;
  attention: string;
  fault: string;
  focus: string;
  bands: string[];
};

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: of("text"),
    text2: of("text-2"),
    line: of("line"),
    surface: of("surface"),
    series: of("series-1"),
    mark: of("mark"),
    attention: of("attention"),
    fault: of("fault"),
    focus: of("focus"),
    bands: [0, 1, 2, 3, 4].map((index) => of(`band-${index}`)),
  };
}

/** Calls `changed` when the system's theme changes. */
export function onThemeChange(changed: () => void): () => void {
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
