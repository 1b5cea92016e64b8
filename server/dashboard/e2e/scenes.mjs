// The steps to each view of the made-up clinic.
import { readFile } from "node:fs/promises";
import {
  addPatient,
  openRating,
  rate,
  ratingItem,
  setUpClinic,
  signIn,
  signRating,
  takeBackInfusion,
} from "./driver.mjs";

export const PASSPHRASE = "amber canoe drift lilac quartz spoon";
export const clinic = (situation) => `/c/${"0".repeat(31)}${situation}`;
export const DANA = "00000000000000000000000000001000";
const charts = JSON.parse(await readFile(new URL("fixture/charts.json", import.meta.url), "utf8"));
/** Dana's PHQ-9 as core draws it. */
export const PHQ9 = charts[DANA][""].charts.phq9;

export const enter = (page, origin, situation = 1, place = "/p") =>
  signIn(page, { login: "lee", passphrase: PASSPHRASE, address: `${origin}${clinic(situation)}${place}` });

const GIVEN = {
  token: "3f9a-77c1",
  clinic_name: "Harbor Ketamine Clinic",
  lead_name: "Dr Lee",
  login: "lee",
  telephone: "555 0100",
};

const PERSON = { name: "NGUYEN, Linh", born: "1992-02-29", clinic_number: "7001-A" };

async function claimed(page, origin) {
  await enter(page, origin);
  await addPatient(page, PERSON);
  await page.clock.runFor(3000);
  await page.getByTestId("digits").waitFor();
}

async function patient(page, origin) {
  await enter(page, origin, 1, `/p/${DANA}`);
  await page.getByTestId("trend-slider").waitFor();
  await page.locator(".u-over").waitFor();
}

async function library(page, origin, id = "") {
  await enter(page, origin, 1, `/library${id === "" ? "" : `/${id}`}`);
  await page.getByTestId(id === "" ? "library" : "instrument").waitFor();
}

/** Opens a HAM-D17 and rates its first five items, the third above zero. */
async function begun(page, origin) {
  await enter(page, origin, 1, `/p/${DANA}/rate`);
  await page.getByTestId("rate-hamd17").click();
  for (const [number, place] of [2, 1, 1, 0, 2].entries()) await rate(page, `hamd17.${number + 1}`, place);
  await page.getByTestId("hand-on").waitFor();
}

/** Fills in the wording file `blank`: a text for every question and every option. */
export function filledIn(blank) {
  const texts = blank.indexOf('"option_sets"');
  let n = 0;
  return blank.slice(0, texts) + blank.slice(texts).replaceAll('""', () => `"Text ${(n += 1)}"`);
}

/** Rates a HAM-D17: every item with 1, item 3 with `third`, without 16B. */
export async function wholeRating(page, { third }) {
  await openRating(page, "hamd17");
  for (let number = 1; number <= 17; number += 1) {
    await rate(page, `hamd17.${number === 16 ? "16a" : number}`, number === 3 ? third : 1);
  }
}

export const scenes = [
  {
    name: "setup",
    full: true,
    show: async (page, origin) => {
      await page.goto(origin);
      await page.getByTestId("set-up").waitFor();
    },
  },
  {
    name: "setup-needed",
    full: true,
    sizes: ["D"],
    show: async (page, origin) => {
      await page.goto(origin);
      await page.getByTestId("set-up-submit").click();
      await page.locator(".field-error").first().waitFor();
    },
  },
  { name: "kit", full: true, show: (page, origin) => setUpClinic(page, origin, GIVEN) },
  {
    name: "passphrase",
    show: async (page, origin) => {
      const { code } = await setUpClinic(page, origin, GIVEN);
      await page.locator("[name=first]").fill(code[1]);
      await page.locator("[name=second]").fill(code[4]);
      await page.getByTestId("kit-submit").click();
      await page.getByTestId("passphrase").waitFor();
    },
  },
  {
    name: "signin",
    show: async (page, origin) => {
      await page.goto(`${origin}${clinic(1)}`);
      await page.getByTestId("sign-in").waitFor();
    },
  },
  {
    name: "signin-wrong",
    sizes: ["D"],
    show: async (page, origin) => {
      await page.goto(`${origin}${clinic(1)}`);
      await page.locator("[name=login]").fill("lee");
      await page.locator("[name=passphrase]").fill("wrong words");
      await page.getByTestId("sign-in-submit").click();
      await page.getByTestId("sign-in-failed").waitFor();
    },
  },
  {
    name: "signin-address",
    sizes: ["D"],
    show: async (page, origin) => {
      await page.goto(origin);
      await page.getByTestId("sign-in-instead").click();
      await page.locator("[name=clinic]").waitFor();
    },
  },
  {
    name: "keychanged",
    show: async (page, origin) => {
      await page.goto(`${origin}${clinic(3)}`);
      await page.locator("[name=login]").fill("lee");
      await page.locator("[name=passphrase]").fill("any");
      await page.getByTestId("sign-in-submit").click();
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "loading",
    show: async (page, origin) => {
      await page.goto(`${origin}${clinic(4)}/p/${DANA}`);
      await page.locator("[name=login]").fill("lee");
      await page.locator("[name=passphrase]").fill(PASSPHRASE);
      await page.getByTestId("sign-in-submit").click();
      await page.getByTestId("opening-count").waitFor();
    },
  },
  {
    name: "loading-list",
    sizes: ["D"],
    show: async (page, origin) => {
      await enter(page, origin, 4);
      await page.getByTestId("panel-row").first().waitFor();
    },
  },
  {
    name: "locked",
    show: async (page, origin) => {
      await enter(page, origin);
      await page.getByTestId("lock").click();
      await page.getByTestId("sign-in").waitFor();
    },
  },
  {
    name: "idle",
    sizes: ["D"],
    show: async (page, origin) => {
      await enter(page, origin);
      await page.clock.runFor(9 * 60_000 + 5000);
      await page.getByTestId("stay").waitFor();
    },
  },
  { name: "empty", show: (page, origin) => enter(page, origin, 2) },
  { name: "panel", sizes: ["D", "N", "Z"], show: (page, origin) => enter(page, origin) },
  {
    name: "panel-filter",
    show: async (page, origin) => {
      await enter(page, origin);
      await page.getByTestId("filter-lost-response").click();
    },
  },
  {
    name: "panel-mine",
    show: async (page, origin) => {
      await enter(page, origin);
      await page.getByTestId("filter-mine").click();
    },
  },
  {
    name: "owner",
    sizes: ["D", "N", "Z"],
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}`);
      await page.getByTestId("owner-change").locator("summary").click();
      await page.getByTestId("owner-submit").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "safety-items",
    sizes: ["D", "N", "Z"],
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}`);
      await page.getByTestId("safety-item-phq9.9").locator("summary").click();
      await page.getByTestId("safety-items").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "cohort-condition",
    full: true,
    sizes: ["D", "N"],
    show: async (page, origin) => {
      await enter(page, origin, 1, "/cohort");
      await page.getByLabel("Condition treated").selectOption("trd");
      await page.getByText("another condition treated").waitFor();
    },
  },
  {
    name: "cohort",
    full: true,
    sizes: ["D", "N", "Z"],
    show: async (page, origin) => {
      await enter(page, origin, 1, "/cohort");
      await page.getByTestId("rates").waitFor();
    },
  },
  {
    name: "cohort-groups",
    full: true,
    show: async (page, origin) => {
      await enter(page, origin, 1, "/cohort");
      await page.getByLabel("Instrument").selectOption("gad7");
      await page.getByTestId("cohort-groups").locator("summary").first().click();
    },
  },
  {
    name: "cohort-few",
    full: true,
    show: async (page, origin) => {
      await enter(page, origin, 1, "/cohort");
      await page.getByLabel("Route").selectOption("im");
      await page.getByText("Nobody counted").waitFor();
    },
  },
  {
    name: "treatment",
    full: true,
    sizes: ["D", "N", "Z"],
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}/treatment`);
      await page.getByTestId("episode").waitFor();
    },
  },
  {
    name: "treatment-plan",
    full: true,
    sizes: ["D", "N", "Z"],
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}/treatment`);
      await page.getByTestId("usual-plan").click();
      await page.getByText("Add a row").click();
    },
  },
  {
    name: "treatment-clash",
    full: true,
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}/treatment`);
      await page.getByTestId("usual-plan").click();
      await page.getByTestId("plan-clashes").waitFor();
      await page.getByTestId("sign-plan").getByLabel("Year of birth").fill("1984");
      await page.getByTestId("plan-sign").click();
      await page.getByText("Confirm that the form").waitFor();
    },
  },
  {
    name: "clinic-rules",
    full: true,
    sizes: ["D", "N", "Z"],
    show: async (page, origin) => {
      await enter(page, origin, 1, "/clinic");
      await page.getByTestId("outcome-rules").waitFor();
    },
  },
  {
    name: "infusion-correct",
    show: async (page, origin) => {
      await patient(page, origin);
      await page.getByTestId("correct-infusion").first().click();
      await page.getByTestId("infusion").waitFor();
    },
  },
  {
    name: "panel-compact",
    sizes: ["D"],
    show: async (page, origin) => {
      await enter(page, origin);
      await page.getByRole("button", { name: "Compact" }).click();
    },
  },
  {
    name: "panel-stale",
    sizes: ["D"],
    show: async (page, origin) => {
      await enter(page, origin, 5);
      await page.clock.runFor(6 * 60_000);
      await page.getByText("Trying again").waitFor();
    },
  },
  {
    name: "panel-none",
    sizes: ["D"],
    show: async (page, origin) => {
      await enter(page, origin);
      await page.locator("#search").fill("nobody");
      await page.getByTestId("panel-none").waitFor();
    },
  },
  { name: "patient", full: true, sizes: ["D", "W", "P", "N", "Z"], show: patient },
  {
    name: "patient-focus",
    sizes: ["D"],
    show: async (page, origin) => {
      await patient(page, origin);
      await page.getByTestId("trend-slider").focus();
      await page.keyboard.press("PageUp");
      await page.keyboard.press("ArrowLeft");
    },
  },
  {
    name: "patient-zoomed",
    sizes: ["D"],
    show: async (page, origin) => {
      await patient(page, origin);
      await page.getByRole("button", { name: "12 w" }).click();
    },
  },
  {
    name: "patient-gad7",
    sizes: ["D"],
    show: async (page, origin) => {
      await patient(page, origin);
      await page.getByRole("radio", { name: "GAD-7" }).check();
      await page.getByRole("heading", { name: "GAD-7 over time" }).waitFor();
    },
  },
  {
    name: "patient-checkin",
    full: true,
    show: async (page, origin) => {
      await patient(page, origin);
      await page.getByRole("radio", { name: "Check-in" }).check();
      await page.getByRole("heading", { name: "Check-in over time" }).waitFor();
    },
  },
  {
    name: "patient-pcl5",
    full: true,
    sizes: ["D", "P"],
    show: async (page, origin) => {
      await patient(page, origin);
      await page.getByRole("radio", { name: "PCL-5" }).check();
      await page.getByRole("heading", { name: "PCL-5 over time" }).waitFor();
    },
  },
  {
    name: "patient-peg",
    full: true,
    sizes: ["D"],
    show: async (page, origin) => {
      await patient(page, origin);
      await page.getByRole("radio", { name: "PEG" }).check();
      await page.getByRole("heading", { name: "PEG over time" }).waitFor();
      await page.getByTestId("as-table").click();
    },
  },
  {
    name: "patient-own",
    full: true,
    sizes: ["W", "N"],
    show: async (page, origin) => {
      await patient(page, origin);
      await page.getByRole("radio", { name: "Own" }).check();
      await page.getByRole("heading", { name: "Own over time" }).waitFor();
    },
  },
  {
    name: "patient-form",
    sizes: ["D", "P"],
    show: async (page, origin) => {
      await patient(page, origin);
      await page.getByTestId("trend-slider").focus();
      await page.keyboard.press("Home");
      for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowRight");
      await page.getByTestId("to-form").click();
      await page.locator(`[data-record="${PHQ9.points[3].record}"] summary:focus`).waitFor();
    },
  },
  {
    name: "patient-table",
    show: async (page, origin) => {
      await patient(page, origin);
      await page.getByTestId("as-table").click();
    },
  },
  {
    name: "addpatient",
    show: async (page, origin) => {
      await enter(page, origin, 1, "/new");
      await page.getByTestId("add-person").waitFor();
    },
  },
  {
    name: "addpatient-qr",
    full: true,
    show: async (page, origin) => {
      await enter(page, origin);
      await addPatient(page, PERSON);
    },
  },
  { name: "addpatient-digits", full: true, show: claimed },
  {
    name: "addpatient-wrong",
    sizes: ["D"],
    show: async (page, origin) => {
      await claimed(page, origin);
      await page.locator("[name=digits]").fill("111111");
      await page.getByTestId("digits-submit").click();
      await page.getByTestId("invite-again").waitFor();
    },
  },
  {
    name: "rate",
    full: true,
    sizes: ["W", "S"],
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}/rate`);
      await page.getByTestId("rateable").waitFor();
    },
  },
  { name: "rate-form", full: true, sizes: ["W", "S"], show: begun },
  {
    name: "rate-top",
    sizes: ["W", "S", "Z"],
    show: async (page, origin) => {
      await begun(page, origin);
      await ratingItem(page, "hamd17.2").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "rate-open",
    full: true,
    sizes: ["W", "S"],
    show: async (page, origin) => {
      await begun(page, origin);
      await page.getByTestId("rating-submit").click();
      await page.getByTestId("still-open").waitFor();
    },
  },
  {
    name: "rate-vitals",
    full: true,
    sizes: ["W", "S"],
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}/rate`);
      await page.getByTestId("rate-vitals").click();
      await page.getByTestId("rating").waitFor();
      await ratingItem(page, "vit.sbp").locator("input").fill("high");
      await ratingItem(page, "vit.dbp").locator("input").focus();
      await page.locator(".field-error").waitFor();
    },
  },
  {
    name: "rate-notsaved",
    sizes: ["W", "S"],
    show: async (page, origin) => {
      await enter(page, origin, 5, `/p/${DANA}/rate`);
      await page.getByTestId("rate-cgi").click();
      for (const item of ["cgi.s", "cgi.i"]) await rate(page, item, 3);
      await page.locator("[name=year]").fill("1984");
      await page.getByTestId("rating-submit").click();
      await page.getByTestId("not-saved").waitFor();
      await page.getByTestId("not-saved").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "rate-saved",
    sizes: ["W", "S"],
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}`);
      await wholeRating(page, { third: 1 });
      await page.locator("[name=year]").fill("1984");
      await page.getByTestId("rating-submit").click();
      await page.getByRole("heading", { name: "HAM-D17 over time" }).waitFor();
    },
  },
  {
    name: "unsaved",
    sizes: ["D", "P"],
    show: async (page, origin) => {
      await begun(page, origin);
      await page.getByTestId("go-panel").click();
      await page.getByTestId("unsaved").waitFor();
    },
  },
  {
    name: "takeback",
    full: true,
    sizes: ["D", "P", "N"],
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}`);
      await wholeRating(page, { third: 1 });
      await signRating(page, "1984");
      await takeBackInfusion(page, { record: PHQ9.infusions[4].record, why: "Written for the wrong patient", year: "1984" });
      await page.getByTestId("taken-back").waitFor();
      const rating = page.getByTestId("take-back").first();
      await rating.locator("summary").click();
      await rating.getByTestId("take-back-submit").click();
      await rating.locator(".field-error").first().waitFor();
    },
  },
  {
    name: "infusion",
    full: true,
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}/infusion`);
      await page.locator("[name=weight]").fill("82");
      await page.locator("[name=dose]").fill("41");
      await page.getByText("0.5").waitFor();
    },
  },
  {
    name: "infusion-doubts",
    full: true,
    sizes: ["D", "N", "Z"],
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}/infusion`);
      await page.getByTestId("same-as-last").click();
      await page.locator("[name=year]").fill("1984");
      await page.locator("[name=on_year]").fill("2025");
      await page.locator("[name=time]").fill("9:05");
      await page.locator("[name=weight]").fill("180");
      await page.locator("[name=dose]").fill("410");
      await page.getByTestId("infusion-submit").click();
      await page.getByTestId("doubts").waitFor();
    },
  },
  {
    name: "infusion-pounds",
    full: true,
    sizes: ["D", "N", "Z"],
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}/infusion`);
      await page.locator("[name=weight]").fill("180");
      await page.getByLabel("lb", { exact: true }).check();
      await page.locator("[name=dose]").fill("41");
      await page.locator("[name=time]").fill("2029");
      await page.getByText("180 lb").waitFor();
      await page.getByTestId("infusion-submit").click();
    },
  },
  {
    name: "infusion-outofrange",
    full: true,
    sizes: ["D"],
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}/infusion`);
      await page.locator("[name=weight]").fill("82");
      await page.locator("[name=dose]").fill("410");
      await page.getByText("Check the point.").waitFor();
      await page.getByTestId("infusion-submit").click();
    },
  },
  { name: "library", full: true, sizes: ["D", "P", "N", "Z"], show: library },
  {
    name: "library-search",
    sizes: ["D"],
    show: async (page, origin) => {
      await library(page, origin);
      await page.locator("#library-search").fill("non-commercial");
      await page.getByTestId("switch-gad7").waitFor({ state: "detached" });
    },
  },
  {
    name: "library-none",
    sizes: ["D"],
    show: async (page, origin) => {
      await library(page, origin);
      await page.locator("#library-search").fill("nothing like this");
      await page.getByTestId("library-none").waitFor();
    },
  },
  {
    name: "library-switched",
    sizes: ["D", "P"],
    show: async (page, origin) => {
      await library(page, origin);
      await page.locator("#library-search").fill("depression");
      await page.getByTestId("switch-phq8").check();
      await page.getByText("Saved", { exact: true }).waitFor();
    },
  },
  {
    name: "library-notsaved",
    sizes: ["D", "P"],
    show: async (page, origin) => {
      await library(page, origin);
      await page.locator("#library-search").fill("K6");
      await page.getByTestId("switch-k6").click();
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "library-terms",
    sizes: ["D", "P", "Z"],
    show: async (page, origin) => {
      await library(page, origin);
      await page.getByTestId("switch-who5").click();
      await page.getByTestId("terms").waitFor();
    },
  },
  {
    name: "library-refused",
    sizes: ["D", "P", "N"],
    show: async (page, origin) => {
      await enter(page, origin, 7, "/library");
      await page.getByTestId("refused-files").waitFor();
    },
  },
  {
    name: "unknown-panel",
    sizes: ["D", "P"],
    show: async (page, origin) => {
      await enter(page, origin, 7);
      await page.getByText("1 form not scored").waitFor();
    },
  },
  {
    name: "unknown-patient",
    full: true,
    sizes: ["D", "P"],
    show: async (page, origin) => {
      await enter(page, origin, 7, `/p/${DANA}`);
      await page.getByTestId("unknown").waitFor();
      await page.locator(".u-over").waitFor();
    },
  },
  {
    name: "unknown-auditc",
    full: true,
    sizes: ["D", "P"],
    show: async (page, origin) => {
      await enter(page, origin, 7, `/p/${DANA}`);
      await page.getByRole("radio", { name: "AUDIT-C" }).check();
      await page.getByTestId("sex").waitFor();
    },
  },
  {
    name: "profile",
    full: true,
    sizes: ["D", "P", "N", "Z"],
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}/profile`);
      await page.getByTestId("profile").waitFor();
    },
  },
  {
    name: "profile-wrong",
    full: true,
    sizes: ["D"],
    show: async (page, origin) => {
      await enter(page, origin, 1, `/p/${DANA}/profile`);
      await page.locator("[name=known_year]").fill("1985");
      await page.getByTestId("profile-submit").click();
      await page.locator(".field-error").first().waitFor();
    },
  },
  { name: "instrument", full: true, sizes: ["D", "P", "N", "Z"], show: (page, origin) => library(page, origin, "phq9") },
  { name: "instrument-long", full: true, sizes: ["D", "P"], show: (page, origin) => library(page, origin, "hamd17") },
  { name: "instrument-peg", full: true, sizes: ["D"], show: (page, origin) => library(page, origin, "peg") },
  {
    name: "instrument-wording",
    full: true,
    sizes: ["D", "P", "Z"],
    show: async (page, origin) => {
      await library(page, origin, "isi");
      await page.getByText("What the file looks like").click();
      await page.getByTestId("skeleton").waitFor();
    },
  },
  {
    name: "instrument-refused",
    sizes: ["D", "P"],
    show: async (page, origin) => {
      await library(page, origin, "isi");
      await page.locator("#f-upload").fill('{"instrument": "isi", "items": {"isi.1": {"text": "One"}}}');
      await page.getByTestId("upload-submit").click();
      await page.getByTestId("upload-error").waitFor();
    },
  },
  {
    name: "instrument-checked",
    full: true,
    sizes: ["D", "P"],
    show: async (page, origin) => {
      await library(page, origin, "isi");
      await page.getByText("What the file looks like").click();
      await page.locator("#f-upload").fill(filledIn(await page.getByTestId("skeleton").inputValue()));
      await page.getByTestId("upload-submit").click();
      await page.getByTestId("upload-checked").waitFor();
    },
  },
  { name: "clinic", full: true, show: (page, origin) => enter(page, origin, 1, "/clinic") },
  { name: "nowhere", sizes: ["D"], show: (page, origin) => enter(page, origin, 1, "/p/zz") },
];
