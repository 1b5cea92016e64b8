// Peers on the same FHIR responses as ours: fhirpath.js 4.6.0 and JavaScript written by hand. One JSON line each.
//   node score.mjs FOLDER

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const folder = process.argv[2];
const texts = readFileSync(join(folder, "responses.ndjson"), "utf8").split("\n");
const questionnaire = JSON.parse(readFileSync(join(folder, "questionnaire.json"), "utf8"));

/** Warms up, then scores `rounds` times over; the CPU time of all of it, and the sum of one round. */
function measure(name, how, rounds, total) {
  let sum = 0;
  for (const text of texts) sum += total(text);
  const start = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) for (const text of texts) total(text);
  const { user, system } = process.cpuUsage(start);
  const cpu_seconds = (user + system) / 1e6;
  console.log(JSON.stringify({ name: `FHIR PHQ-9, ${name}`, how, n: texts.length * rounds, cpu_seconds, sum }));
}

const ITEMS = Array.from({ length: 9 }, (_, place) => `phq9.${place + 1}`);

/** What a careful programmer writes: range, missing items, proration. */
function byHand(text) {
  const response = JSON.parse(text);
  if (response.resourceType !== "QuestionnaireResponse" || response.status !== "completed") throw new Error("status");
  let sum = 0;
  let answered = 0;
  for (const { linkId, answer } of response.item) {
    if (!ITEMS.includes(linkId)) throw new Error("linkId");
    if (!answer?.length) continue;
    const value = Number(answer[0].valueCoding.code);
    if (!(value >= 0 && value <= 3)) throw new Error("range");
    sum += value;
    answered += 1;
  }
  if (answered === ITEMS.length) return sum;
  return answered >= 7 ? Math.floor((sum * 9) / answered + 0.5) : NaN;
}

measure("JavaScript by hand", "JSON.parse, loop, sum; total only", 40, byHand);

try {
  const require = createRequire(new URL("../../fhirpath/package.json", import.meta.url));
  const fhirpath = require("fhirpath");
  const r4 = require("fhirpath/fhir-context/r4");
  const by = (expression) => {
    const compiled = fhirpath.compile(expression, r4);
    return (text) => {
      const resource = JSON.parse(text);
      return compiled(resource, { resource, questionnaire })[0];
    };
  };
  const calculated = questionnaire.item.find((it) => it.linkId === "phq9.total").extension;
  const ours = calculated.find((it) => it.url.endsWith("calculatedExpression")).valueExpression.expression;
  measure("fhirpath.js 4.6.0", "our calculatedExpression, compiled once; total only", 1, by(ours));
  const bare = "%resource.item.answer.value.weight().sum()";
  measure("fhirpath.js 4.6.0, bare sum", "no check at all; total only", 2, by(bare));
} catch (error) {
  const how = error.code === "MODULE_NOT_FOUND" ? "fhirpath is not installed: npm ci in tests/fhirpath" : error.message;
  console.log(JSON.stringify({ name: "FHIR PHQ-9, fhirpath.js 4.6.0", how }));
}
