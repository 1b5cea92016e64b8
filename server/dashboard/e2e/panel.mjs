// Measures the panel of a large clinic in Chromium, on the built page that the server serves.
//
// INTERLUDE_PANEL is {"address", "login", "passphrase", "runs"}. Each run uses a fresh profile. Prints
// a JSON array with one object per run: milliseconds by the page's clock. Drawing ends when the next
// frame begins.
import { complaints, launch } from "./browser.mjs";
import { signIn } from "./driver.mjs";
import { watch } from "./watch.mjs";

const { runs, ...clinic } = JSON.parse(process.env.INTERLUDE_PANEL);
const AGAIN = 11;
const ROW = "[data-testid=panel-row]";

/** Measures from pressing Sign in to the first rows, and to the complete list. */
async function cold(page) {
  await page.waitForFunction(() => window.seen.answers.some(({ call }) => call === "sync"), null, {
    polling: 20,
  });
  return page.evaluate(async () => {
    const { seen } = window;
    const call = (name) => seen.answers.find((answer) => answer.call === name);
    const sync = call("sync");
    const done = () => seen.answers.find(({ call, from }) => call === "panel" && from >= sync.to);
    while (done() === undefined) await new Promise((wait) => setTimeout(wait, 5));
    const all = await window.painted();
    const signing = call("sign_in");
    return {
      records: sync.ok.opened,
      patients: sync.ok.patients,
      sign_in: signing.to - signing.from,
      first: seen.first - seen.pressed,
      sync: sync.to - sync.from,
      all: all - seen.pressed,
      up_to_date: sync.ok.up_to_date,
    };
  });
}

/** Measures the fold of the panel in the Worker, and drawing it after another view. */
async function again(page) {
  return page.evaluate(
    async ([times, row]) => {
      const { worker } = window.seen;
      const now = new Date().toISOString().replace(/\.\d+Z/, "+00:00");
      const fold = (id) =>
        new Promise((done) => {
          const from = performance.now();
          worker.addEventListener("message", function answer({ data }) {
            if (data.id !== id) return;
            worker.removeEventListener("message", answer);
            done({ took: performance.now() - from, rows: data.ok.ok.rows.length });
          });
          worker.send({ id, call: { call: "panel", args: { now } } });
        });
      const press = (name) => document.querySelector(`[data-testid=${name}]`).click();
      const until = async (is) => {
        while (is() === null) await new Promise((wait) => setTimeout(wait));
      };
      const all = { fold: [], draw: [], rows: 0, drawn: 0 };
      for (let n = 0; n < times; n += 1) {
        const folded = await fold(1_000_000_000 + n);
        all.fold.push(folded.took);
        all.rows = folded.rows;
        press("go-clinic");
        await until(() => (document.querySelector(row) === null ? true : null));
        await window.painted();
        const from = performance.now();
        press("go-panel");
        await until(() => document.querySelector(row));
        all.draw.push((await window.painted()) - from);
        all.drawn = document.querySelectorAll(row).length;
      }
      return all;
    },
    [AGAIN, ROW],
  );
}

const browser = await launch();
const results = [];
for (let run = 0; run < runs; run += 1) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  const wrong = complaints(page);
  await page.addInitScript(watch, ROW);
  await signIn(page, clinic);
  results.push({ ...(await cold(page)), ...(await again(page)) });
  if (wrong.length > 0) throw new Error(`the page logged ${JSON.stringify(wrong)}`);
  await context.close();
}
await browser.close();
console.log(JSON.stringify(results));
