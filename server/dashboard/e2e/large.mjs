// Measures panel, cohort and charts of a large clinic in Chromium, on the built page that the server serves.
//
// INTERLUDE_LARGE is {"address", "login", "passphrase"}. Prints a JSON object of lists of milliseconds by the page's
// clock: calls from the page to its Worker and back, once records are open, and the cohort page from the click to the
// next frame.
import { complaints, launch } from "./browser.mjs";
import { signIn } from "./driver.mjs";
import { watch } from "./watch.mjs";

const clinic = JSON.parse(process.env.INTERLUDE_LARGE);
const ROW = "[data-testid=panel-row]";
const TIMES = 11;
const CHARTS = 100;

async function measure(page) {
  return page.evaluate(
    async ([times, charts, row]) => {
      const { worker } = window.seen;
      const args = { now: new Date().toISOString().replace(/\.\d+Z/, "+00:00") };
      const filter = {
        instrument: "phq9",
        route: null,
        least_infusions: null,
        most_infusions: null,
        window_days: null,
      };
      let id = 1_000_000_000;
      const call = (name, more) =>
        new Promise((done, fail) => {
          id += 1;
          const mine = id;
          const from = performance.now();
          worker.addEventListener("message", function answer({ data }) {
            if (data.id !== mine) return;
            const took = performance.now() - from;
            worker.removeEventListener("message", answer);
            if (data.ok === undefined) fail(new Error(`${name}: ${JSON.stringify(data)}`));
            else done({ took, ok: data.ok.ok });
          });
          worker.send({ id: mine, call: { call: name, args: { ...args, ...more } } });
        });
      const press = (name) => document.querySelector(`[data-testid=${name}]`).click();
      const until = async (is) => {
        while (!is()) await new Promise((wait) => setTimeout(wait));
      };
      const all = { panel: [], cohort: [], page: [], chart: [], patients: 0, counted: 0, infused: 0 };
      let rows = [];
      for (let n = 0; n < times; n += 1) {
        const panel = await call("panel", {});
        all.panel.push(panel.took);
        rows = panel.ok.rows;
        const cohort = await call("cohort", { filter });
        all.cohort.push(cohort.took);
        all.counted = cohort.ok.n;
        all.infused = cohort.ok.patients;
        press("go-panel");
        await until(() => document.querySelector(row) !== null);
        await window.painted();
        const from = performance.now();
        press("go-cohort");
        await until(() => document.querySelector("[data-testid=rates]") !== null);
        all.page.push((await window.painted()) - from);
      }
      all.patients = rows.length;
      for (const { patient } of rows.slice(0, charts)) {
        all.chart.push((await call("chart", { patient, instrument: "phq9" })).took);
      }
      return all;
    },
    [TIMES, CHARTS, ROW],
  );
}

const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
const page = await context.newPage();
page.setDefaultTimeout(600_000);
const wrong = complaints(page);
await page.addInitScript(watch, ROW);
await signIn(page, clinic);
await page.waitForFunction(() => window.seen.answers.some(({ call }) => call === "sync"), null, { polling: 200 });
const figures = await measure(page);
if (wrong.length > 0) throw new Error(`the page logged ${JSON.stringify(wrong)}`);
await browser.close();
console.log(JSON.stringify(figures));
