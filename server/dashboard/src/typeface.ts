/** The page's own typeface (SIL Open Font License 1.1), so that its layout does not depend on the machine's fonts. */

/** The value of a canvas's `font` for a size in its pixels. */
export const font = (pixels: number): string => `${pixels}px "Inter Variable", system-ui, sans-serif`;
