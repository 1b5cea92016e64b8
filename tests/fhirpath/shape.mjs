// What R4 and SDC ask of a Questionnaire, as far as ours use it: https://hl7.org/fhir/R4/questionnaire.html

import { CALCULATED, ENABLED, expressionOf } from "./form.mjs";

const TYPES = ["display", "choice", "integer", "decimal", "boolean", "text"];
const OPERATORS = ["=", "!=", ">=", "<="];

/** Every rule that a questionnaire breaks, by linkId. */
export function faultsOf(questionnaire) {
  const faults = [];
  const must = (holds, what) => holds || faults.push(what);
  must(questionnaire.resourceType === "Questionnaire", "resourceType");
  must(questionnaire.status === "active", "status");
  must(/^[A-Z][A-Za-z0-9_]{0,254}$/.test(questionnaire.name), `que-0: name ${questionnaire.name}`);
  must(/^urn:interlude:questionnaire:\S+$/.test(questionnaire.url), `url ${questionnaire.url}`);
  for (const field of ["version", "title", "copyright"]) must(questionnaire[field]?.trim(), field);
  const items = flat(questionnaire.item);
  const ids = items.map((it) => it.linkId);
  must(new Set(ids).size === ids.length, "que-2: linkIds are unique");
  for (const item of items) faults.push(...itemFaults(item, new Map(items.map((it) => [it.linkId, it]))));
  faults.push(...empties(questionnaire, "Questionnaire"));
  return faults;
}

function flat(items = []) {
  return items.flatMap((it) => [it, ...flat(it.item)]);
}

function itemFaults(item, all) {
  const faults = [];
  const must = (holds, what) => holds || faults.push(`${item.linkId}: ${what}`);
  must(TYPES.includes(item.type), `type ${item.type}`);
  if (item.type === "display") {
    must(item.text, "a line has a text");
    must(!item.code && item.required === undefined && item.readOnly === undefined, "que-3, que-6, que-9");
  }
  must((item.type === "choice") === Boolean(item.answerOption), "que-5: options belong to choices");
  must(item.maxLength === undefined || item.type === "text", "que-10: length of texts");
  must(!(item.enableWhen?.length > 1) || item.enableBehavior, "que-12: several conditions need a behavior");
  must(!(item.enableWhen && expressionOf(item, ENABLED)), "one way to say when it is asked");
  for (const { question, operator, ...answer } of item.enableWhen ?? []) {
    must(all.has(question), `enableWhen names ${question}`);
    must(OPERATORS.includes(operator), `operator ${operator}`);
    must(Object.keys(answer).length === 1, "que-7: one answer to compare with");
    const coding = answer.answerCoding;
    const offered = all.get(question)?.answerOption?.map((it) => it.valueCoding) ?? [];
    must(!coding || offered.some((it) => it.code === coding.code && it.system === coding.system), "not on offer");
  }
  const codes = item.answerOption?.map((it) => it.valueCoding.code) ?? [];
  must(new Set(codes).size === codes.length, "codes are unique");
  for (const { extension, valueCoding } of item.answerOption ?? []) {
    must(/^-?\d+$/.test(valueCoding.code) && valueCoding.system, `coding ${valueCoding.code}`);
    const points = extension.find((it) => it.url === "http://hl7.org/fhir/StructureDefinition/ordinalValue");
    must(Number.isFinite(points?.valueDecimal), "an option has points");
  }
  if (expressionOf(item, CALCULATED)) must(item.readOnly && item.type === "decimal", "a calculated number is read only");
  return faults;
}

/** FHIR has no empty texts, lists or objects. */
function empties(value, path) {
  if (value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0)) return [path];
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => empties(inner, `${path}.${key}`));
}
