import { defineConfig } from "vitest/config";

const here = (path: string): string => new URL(path, import.meta.url).pathname;

// `interlude-core` is the WebAssembly core. `--mode fixture` replaces it by the made-up clinic of
// e2e/fixture, for pictures and page checks, and writes to another folder.
export default defineConfig(({ mode }) => ({
  resolve: {
    alias:
      mode === "fixture" || mode === "test"
        ? [
            { find: /^interlude-core$/, replacement: here("./e2e/fixture/session.ts") },
            { find: /^interlude-core\.wasm/, replacement: here("./e2e/fixture/empty.wasm") },
          ]
        : [
            { find: /^interlude-core$/, replacement: here("./src/wasm/interlude.js") },
            { find: /^interlude-core\.wasm/, replacement: here("./src/wasm/interlude_bg.wasm") },
          ],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "es" },
  build: {
    target: "es2023",
    outDir: mode === "fixture" ? here("../../target/dashboard-fixture") : here("./dist"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: { include: ["src/**/*.test.ts", "e2e/**/*.test.ts"], environment: "node", css: true },
}));
