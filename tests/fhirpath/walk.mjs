// Every complete form of an instrument in counting order, its total by fhirpath.js beside core's, on all processors.

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { calculatorsOf, questionnaireOf } from "./form.mjs";

/** Compares the totals of forms `step - 1`, `2 step - 1`, … with core's; gives how many were compared and which differ. */
export async function walk(folder, id, items, step) {
  const threads = availableParallelism();
  const parts = await Promise.all(
    Array.from({ length: threads }, (_, first) => {
      const work = { folder, id, items, step, first, threads };
      const worker = new Worker(new URL(import.meta.url), { workerData: work });
      return new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
    }),
  );
  return {
    compared: parts.reduce((sum, it) => sum + it.compared, 0),
    different: parts.flatMap((it) => it.different),
  };
}

function compare({ folder, id, items, step, first, threads }) {
  const questionnaire = questionnaireOf(folder, id);
  const total = calculatorsOf(questionnaire).get(`${id}.total`);
  const totals = readFileSync(join(folder, `${id}.totals`));
  if (totals.length !== 4 ** items) throw new Error(`${totals.length} totals of ${id}`);
  const answered = questionnaire.item.filter((it) => it.type === "choice").slice(0, items);
  // One object for each answer to each item: only the response around them is new each time.
  const choices = answered.map((it) =>
    it.answerOption.map((option) => ({ linkId: it.linkId, answer: [{ valueCoding: option.valueCoding }] })),
  );
  const outcome = { compared: 0, different: [] };
  for (let form = step - 1 + first * step; form < totals.length; form += step * threads) {
    const item = choices.map((options, place) => options[(form >> (2 * (items - 1 - place))) & 3]);
    const found = total({ resourceType: "QuestionnaireResponse", status: "completed", item });
    outcome.compared += 1;
    if (found !== totals[form] && outcome.different.length < 10) outcome.different.push(form);
  }
  return outcome;
}

if (!isMainThread) parentPort.postMessage(compare(workerData));
