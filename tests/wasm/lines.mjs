// Compares every line of tests/vectors/lines with what the browser's own module answers.
// Arguments: the folder of the dashboard's module, the folder of the vectors.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [module, vectors] = process.argv.slice(2).map((it) => resolve(it));
const { initSync, score_line } = await import(pathToFileURL(`${module}/interlude.js`).href);
initSync({ module: readFileSync(`${module}/interlude_bg.wasm`) });

const lines = readFileSync(`${vectors}/in.ndjson`, "utf8").split("\n").slice(0, -1);
const expected = readFileSync(`${vectors}/out.ndjson`, "utf8").split("\n").slice(0, -1);
let passed = 0;
let failed = lines.length === expected.length ? 0 : 1;
lines.forEach((line, place) => {
  const answer = score_line(line);
  if (answer === expected[place]) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`line ${place + 1}: ${answer}\n  not: ${expected[place]}`);
  }
});
console.log(`${passed} passed, ${failed} failed`);
process.exit(passed > 600 && failed === 0 ? 0 : 1);
