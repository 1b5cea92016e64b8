import { describe, expect, it } from "vitest";
import css from "./tokens.css?raw";

type Tokens = Record<string, string>;
type Rgb = [number, number, number];

function tokens(block: string): Tokens {
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]));
}

const [lightBlock = "", darkBlock = ""] = css.split("@media (prefers-color-scheme: dark)");
const themes = { light: tokens(lightBlock), dark: tokens(darkBlock) };

const channels = (hex: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as Rgb;
const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const linearOf = (hex: string): Rgb => channels(hex).map(linear) as Rgb;
const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** WCAG 2.2 contrast of two colours. */
function contrast(a: string, b: string): number {
  const [x, y] = [luminance(linearOf(a)), luminance(linearOf(b))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** CIE L*a*b* under D65 of linear RGB. */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB. */
const SIMULATIONS: Record<string, [Rgb, Rgb, Rgb]> = {
  none: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

function distance(a: string, b: string, simulation: string): number {
  const matrix = SIMULATIONS[simulation] ?? [];
  const seen = (hex: string): Rgb => {
    const rgb = linearOf(hex);
    return lab(matrix.map((row) => Math.max(0, Math.min(1, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]))) as Rgb);
  };
  const [p, q] = [seen(a), seen(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

/** Token, its background, the documented contrast in light and dark, and the minimum. */
const PAIRS: [string, string, number, number, number][] = [
  ["text", "bg", 15.1, 15.3, 4.5],
  ["text", "surface", 16.1, 13.8, 4.5],
  ["text", "band-4", 9.3, 7.0, 4.5],
  ["text-2", "bg", 6.6, 8.9, 4.5],
  ["text-2", "surface", 7.1, 8.0, 4.5],
  ["text-2", "sunken", 6.2, 9.4, 4.5],
  ["line", "surface", 1.4, 1.4, 1],
  ["outline", "bg", 4.0, 5.6, 3],
  ["outline", "surface", 4.3, 5.1, 3],
  ["outline", "sunken", 3.7, 5.9, 3],
  ["accent", "bg", 7.3, 9.5, 4.5],
  ["accent", "surface", 7.8, 8.6, 4.5],
  ["accent", "accent-soft", 6.5, 6.4, 4.5],
  ["on-accent", "accent", 7.8, 8.3, 4.5],
  ["on-accent-soft", "accent-soft", 9.6, 9.2, 4.5],
  ["focus", "bg", 6.7, 9.3, 3],
  ["focus", "surface", 7.1, 8.4, 3],
  ["focus", "accent-soft", 5.9, 6.2, 3],
  ["attention", "surface", 7.0, 9.1, 4.5],
  ["attention", "attention-soft", 6.3, 7.6, 4.5],
  ["text", "attention-soft", 14.5, 11.7, 4.5],
  ["fault", "surface", 7.7, 8.1, 4.5],
  ["fault", "fault-soft", 6.6, 7.6, 4.5],
  ["text", "fault-soft", 13.8, 13.0, 4.5],
  ["series-1", "band-0", 9.4, 8.6, 3],
  ["series-1", "band-4", 5.4, 4.4, 3],
  ["series-2", "band-0", 6.6, 8.1, 3],
  ["series-2", "band-4", 3.8, 4.1, 3],
  ["series-3", "band-0", 7.4, 8.0, 3],
  ["series-3", "band-4", 4.3, 4.1, 3],
  ["mark", "band-0", 12.5, 12.1, 3],
  ["mark", "band-4", 7.2, 6.2, 3],
];

describe.each(["light", "dark"] as const)("the %s theme", (name) => {
  const theme = themes[name];
  const of = (token: string): string => theme[token] ?? "";
  const column = name === "light" ? 2 : 3;

  it.each(PAIRS)("%s on %s has the documented contrast", (...pair) => {
    const [token, on, , , least] = pair;
    const is = contrast(of(token), of(on));
    expect(is).toBeGreaterThanOrEqual(least);
    expect(Math.abs(is - (pair[column] as number))).toBeLessThan(0.1);
  });

  it("main line, marks and text are visible on every band", () => {
    for (let band = 0; band < 5; band += 1) {
      for (const token of ["series-1", "series-2", "series-3", "mark", "focus", "attention"]) {
        expect(contrast(of(token), of(`band-${band}`))).toBeGreaterThanOrEqual(3);
      }
      expect(contrast(of("text"), of(`band-${band}`))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(Object.keys(SIMULATIONS))("bands are even steps and series differ, vision: %s", (simulation) => {
    const steps = [0, 1, 2, 3].map((n) => distance(of(`band-${n}`), of(`band-${n + 1}`), simulation));
    for (const step of steps) {
      expect(step).toBeGreaterThan(4.7);
      expect(step).toBeLessThan(6.3);
    }
    for (const [a, b] of [["1", "2"], ["1", "3"], ["2", "3"]]) {
      expect(distance(of(`series-${a}`), of(`series-${b}`), simulation)).toBeGreaterThanOrEqual(15);
    }
  });
});

it("both themes define the same colours", () => {
  expect(Object.keys(themes.dark)).toEqual(Object.keys(themes.light));
  expect(Object.keys(themes.light)).toHaveLength(25);
});
