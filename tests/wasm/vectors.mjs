// Runs the byte vectors in the wasm build and prints them as a table of names.
// Argument: the folder into which wasm-bindgen wrote `vectors.js`.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const folder = process.argv[2];
const { run_vectors } = createRequire(import.meta.url)(resolve(folder, "vectors.js"));

let passed = 0;
let failed = 0;
for (const { name, error } of JSON.parse(run_vectors())) {
  if (error === null) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`vector ${name}: ${error}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(passed > 0 && failed === 0 ? 0 : 1);
