import { expect, it } from "vitest";

const styles = import.meta.glob("./*.css", { query: "?raw", import: "default", eager: true }) as Record<string, string>;
const sources = import.meta.glob(["../**/*.{ts,tsx}", "!../**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;
const tokensFile = styles["./tokens.css"] ?? "";

it("colours are defined in tokens.css and print.css only", () => {
  for (const [file, css] of Object.entries(styles)) {
    if (file === "./tokens.css" || file === "./print.css") continue;
    const rest = css.replace(/\.qr-(paper|ink) \{[^}]*\}/g, "");
    expect(`${file} ${rest.match(/#[0-9a-f]{3,8}\b|rgba?\([^v]/gi) ?? ""}`).toBe(`${file} `);
  }
});

it("every variable that is used is defined", () => {
  const defined = new Set([...tokensFile.matchAll(/--([\w-]+):/g)].map((match) => match[1]));
  for (const [file, css] of Object.entries(styles)) {
    for (const [, name] of css.matchAll(/var\(--([\w-]+)\)/g)) expect(defined, `${file}: ${name}`).toContain(name);
  }
});

it("no font, picture or style is loaded", () => {
  for (const css of Object.values(styles)) expect(css).not.toMatch(/@import|@font-face|url\(/);
});

it("no source creates markup from text, and no file exceeds 400 lines", () => {
  for (const [file, source] of Object.entries(sources)) {
    expect(source, file).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|eval\(/);
    if (file.endsWith("/generated.ts")) continue;
    expect(source.split("\n").length, file).toBeLessThanOrEqual(400);
  }
});
