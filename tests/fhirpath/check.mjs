// Totals by fhirpath.js, an engine that is not ours, from the Questionnaires that our program writes:
//   node check.mjs FOLDER VECTORS [--all]
// FOLDER holds what `fhir` wrote, VECTORS the scoring vectors. --all compares every PHQ-9 instead of every 61st.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { calculator, calculatorsOf, ENABLED, expressionOf, questionnaireOf, responseTo } from "./form.mjs";
import { faultsOf } from "./shape.mjs";
import { walk } from "./walk.mjs";

const [folder, vectors, extent] = process.argv.slice(2);
let passed = 0;
let failed = 0;

function check(name, faults) {
  if (faults.length === 0) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`FAILED ${name}\n  ${faults.slice(0, 10).join("\n  ")}`);
  }
}

/** Total and subscales of every case of the vectors; what core cannot tell is empty. */
function scores(questionnaire, { instrument, cases }) {
  const calculators = calculatorsOf(questionnaire);
  const faults = [];
  let compared = 0;
  for (const { name, answers, context, total, scores } of cases) {
    const response = responseTo({ item: [], ...questionnaire }, answers);
    const patient = { resourceType: "Patient", ...(context?.sex ? { gender: context.sex } : {}) };
    const expected = { [`${instrument}.total`]: total };
    for (const [score, value] of Object.entries(scores ?? {})) expected[`${instrument}.score.${score}`] = value;
    for (const [linkId, value] of Object.entries(expected)) {
      // What is not calculated here can never be told by core either.
      const found = calculators.get(linkId)?.(response, patient) ?? null;
      compared += 1;
      if (found !== value) faults.push(`${name}: ${linkId} is ${found}, not ${value}`);
    }
  }
  return { faults, compared };
}

/** Conditions that R4 cannot say are expressions: they must evaluate to true or false. */
function conditions(questionnaire) {
  const faults = [];
  for (const item of questionnaire.item ?? []) {
    const expression = expressionOf(item, ENABLED);
    if (!expression) continue;
    const asked = calculator(questionnaire, expression)(responseTo(questionnaire, {}), { resourceType: "Patient" });
    if (asked !== true) faults.push(`${item.linkId} is not asked on an empty form: ${asked}`);
  }
  return faults;
}

let compared = 0;
const ids = readdirSync(vectors).filter((it) => it.endsWith(".json")).map((it) => it.slice(0, -5));
for (const id of ids.sort()) {
  const questionnaire = questionnaireOf(folder, id);
  const outcome = scores(questionnaire, JSON.parse(readFileSync(join(vectors, `${id}.json`), "utf8")));
  compared += outcome.compared;
  check(`${id}: totals and subscales of its vectors`, outcome.faults);
  check(`${id}: conditions`, conditions(questionnaire));
  check(`${id}: shape`, faultsOf(questionnaire));
}
console.log(`${compared} totals and subscales of ${ids.length} instruments compared`);

for (const [id, items, step] of [["gad7", 7, 1], ["phq9", 9, extent === "--all" ? 1 : 61]]) {
  const started = performance.now();
  const { compared, different } = await walk(folder, id, items, step);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${compared} of ${4 ** items} complete forms of ${id} compared in ${seconds} s`);
  check(`${id}: totals of complete forms`, different.map((form) => `form ${form}`));
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
