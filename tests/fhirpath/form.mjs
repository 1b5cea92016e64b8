// Questionnaires as our program writes them, and responses built from nothing but them.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const fhirpath = require("fhirpath");
const r4 = require("fhirpath/fhir-context/r4");

export const CALCULATED =
  "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";
export const ENABLED =
  "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";

export function questionnaireOf(folder, id) {
  return JSON.parse(readFileSync(join(folder, `${id}.json`), "utf8"));
}

/** The expression of an extension of an item, if it has one. */
export function expressionOf(item, url) {
  return item.extension?.find((it) => it.url === url)?.valueExpression.expression;
}

/** Each calculated number of a questionnaire, ready to be evaluated: linkId → (response, patient?) → number or null. */
export function calculatorsOf(questionnaire) {
  const calculated = questionnaire.item?.filter((it) => expressionOf(it, CALCULATED)) ?? [];
  return new Map(calculated.map((it) => [it.linkId, calculator(questionnaire, expressionOf(it, CALCULATED))]));
}

export function calculator(questionnaire, expression) {
  const compiled = fhirpath.compile(expression, r4);
  return (response, patient) => {
    const found = compiled(response, { resource: response, questionnaire, patient });
    if (found.length > 1) throw new Error(`${found.length} results`);
    return found.length === 1 ? found[0] : null;
  };
}

/** A completed response; answers are the values by linkId that core stores. */
export function responseTo(questionnaire, answers) {
  const item = questionnaire.item.flatMap((it) => {
    const value = answers[it.linkId];
    if (value === undefined || value === null) return [];
    return [{ linkId: it.linkId, answer: [answerTo(it, value)] }];
  });
  return {
    resourceType: "QuestionnaireResponse",
    questionnaire: `${questionnaire.url}|${questionnaire.version}`,
    status: "completed",
    ...(item.length > 0 ? { item } : {}),
  };
}

function answerTo(item, value) {
  switch (item.type) {
    case "choice": {
      const coding = item.answerOption.find((it) => it.valueCoding.code === String(value))?.valueCoding;
      if (!coding) throw new Error(`${item.linkId} does not offer ${value}`);
      return { valueCoding: coding };
    }
    case "integer":
      return { valueInteger: value };
    case "decimal":
      return { valueDecimal: value };
    case "boolean":
      return { valueBoolean: value };
    default:
      return { valueString: value };
  }
}
