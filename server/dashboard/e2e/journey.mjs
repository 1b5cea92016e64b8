// The page's part of the journey from a tap to a clinician's chart, controlled by another program.
//
// The program listens on 127.0.0.1 at the port in INTERLUDE_JOURNEY. Both sides send JSON objects,
// one per line; each message has `do` and gets one answer, or `{"error": text}`. The page is the built
// one that the server serves. The exit code is 1 if the page logged an error or a warning.
import AxeBuilder from "@axe-core/playwright";
import { mkdir } from "node:fs/promises";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { complaints, launch } from "./browser.mjs";
import {
  addPatient,
  confirmKit,
  correctDetails,
  openPatient,
  openRating,
  rate,
  ratingItem,
  readChart,
  readOutcome,
  readPanel,
  readPlan,
  recordInfusion,
  setUpClinic,
  signIn,
  signPlan,
  signRating,
  typeDigits,
  waitEnrolled,
} from "./driver.mjs";

const OUT = fileURLToPath(new URL("../../../target/shots", import.meta.url));
await mkdir(OUT, { recursive: true });
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
context.setDefaultTimeout(60_000);
const page = await context.newPage();
const wrong = complaints(page);

/** Waits until the panel shows a total for `name`, so that the answer was fetched and opened. */
async function untilAnswered(name) {
  for (let second = 0; second < 90; second += 1) {
    const rows = await readPanel(page);
    const row = rows.find((each) => each.name?.includes(name));
    if (/\d/.test(row?.total ?? "")) return;
    await page.waitForTimeout(1000);
  }
  throw new Error(`no answer of ${name} on the panel: ${JSON.stringify(await readPanel(page))}`);
}

/** The cursor's text at the infusion that Page keys reach from the last answer. */
async function infusionMark() {
  const slider = page.getByTestId("trend-slider");
  await slider.focus();
  for (const key of ["PageUp", "PageDown", "PageUp"]) {
    await page.keyboard.press(key);
    const there = page.locator('[data-testid="trend-slider"][aria-valuetext*="· infusion 1 ·"]');
    // The text changes after the next frame. An answer's text has "after infusion 1" instead.
    await there.waitFor({ timeout: 2000 }).catch(() => {});
    if ((await there.count()) > 0) return there.getAttribute("aria-valuetext");
  }
  return "";
}

const acts = {
  async set_up({ do: _, origin, ...given }) {
    const { code, clinicKey } = await setUpClinic(page, origin, given);
    const passphrase = await confirmKit(page, code);
    await signIn(page, { login: given.login, passphrase });
    return { passphrase, kit: code.join("-"), clinic_key: clinicKey, address: page.url() };
  },
  async invite({ person }) {
    const invite = await addPatient(page, person);
    return { invite, qr: await page.locator("[data-testid=pairing] svg").first().isVisible() };
  },
  digits: async ({ digits }) => ({ state: await typeDigits(page, digits) }),
  async enrolled() {
    await waitEnrolled(page);
    return { enrolled: true };
  },
  async chart({ name }) {
    await untilAnswered(name);
    return openPatient(page, name);
  },
  async infusion({ name, given }) {
    await openPatient(page, name);
    await recordInfusion(page, given);
    await page.locator("[data-testid=infusions] tbody tr").first().waitFor();
    return { ...(await readChart(page)), mark: await infusionMark() };
  },
  async sign_plan({ name, year, rows }) {
    await openPatient(page, name);
    await signPlan(page, { year, rows });
    return { signed: true };
  },
  async plan({ name }) {
    await openPatient(page, name);
    return { due: await readPlan(page) };
  },
  async give({ name, given }) {
    await openPatient(page, name);
    await recordInfusion(page, given);
    return { given: true };
  },
  /** Reads the outcome once it is in this state, so that the newest answer was fetched and opened. */
  async outcome({ name, state }) {
    let outcome = null;
    for (let second = 0; second < 90 && outcome?.state !== state; second += 1) {
      await openPatient(page, name);
      outcome = await readOutcome(page);
      if (outcome.state !== state) await page.waitForTimeout(1000);
    }
    return outcome;
  },
  async correct({ name, given }) {
    await openPatient(page, name);
    return { sex: await correctDetails(page, given) };
  },
  /** Rates a HAM-D17 with 1 on every item except 16B; an anchor's index is its value. */
  async rate({ name, year }) {
    await openPatient(page, name);
    await openRating(page, "hamd17");
    const before = await page.getByTestId("score-now").innerText();
    for (let number = 1; number <= 17; number += 1) {
      if (number === 3) {
        await ratingItem(page, "hamd17.3").locator("input").nth(1).check();
        await page.getByTestId("hand-on").waitFor();
      } else await rate(page, `hamd17.${number === 16 ? "16a" : number}`, 1);
    }
    const help = await page.getByTestId("hand-on").innerText();
    const score = await page.getByTestId("score-now").innerText();
    const { pathname } = new URL(page.url());
    const axe = await new AxeBuilder({ page }).analyze();
    await page.screenshot({ path: `${OUT}/journey-rating.png`, fullPage: true });
    await signRating(page, year);
    await page.getByRole("heading", { name: "HAM-D17 over time" }).waitFor();
    const violations = axe.violations.map((each) => each.id);
    return { ...(await readChart(page)), help, before, score, pathname, violations };
  },
  panel: async () => ({ rows: await readPanel(page) }),
  async shoot({ name }) {
    await page.screenshot({ path: `${OUT}/${name}.png`, fullPage: true });
    return { shot: name };
  },
};

const socket = connect(Number(process.env.INTERLUDE_JOURNEY), "127.0.0.1");
for await (const line of createInterface({ input: socket })) {
  const message = JSON.parse(line);
  if (message.do === "quit") break;
  let answer;
  try {
    answer = await acts[message.do](message);
  } catch (error) {
    await page.screenshot({ path: `${OUT}/journey-failed.png`, fullPage: true });
    answer = { error: `${message.do}: ${error}; the page logged ${JSON.stringify(wrong)}` };
  }
  socket.write(`${JSON.stringify(answer)}\n`);
}
socket.destroy();
await browser.close();
for (const each of wrong) console.error(`the page logged: ${each}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
