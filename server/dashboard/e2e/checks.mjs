// Claims about the pages; each check returns a list of problems.
import { readFile } from "node:fs/promises";
import {
  addPatient,
  confirmKit,
  openPatient,
  readPanel,
  recordInfusion,
  setUpClinic,
  signIn,
  takeBackInfusion,
  typeDigits,
  waitEnrolled,
} from "./driver.mjs";
import { clinic, DANA, enter, filledIn, PASSPHRASE, PHQ9 } from "./scenes.mjs";

const same = (what, is, want) =>
  JSON.stringify(is) === JSON.stringify(want) ? [] : [`${what}: ${JSON.stringify(is)}, not ${JSON.stringify(want)}`];

/** The failures of core with their texts. */
const failures = JSON.parse(await readFile(new URL("fixture/failures.json", import.meta.url), "utf8"));

const GIVEN = { token: "3f9a", clinic_name: "Harbor", lead_name: "Dr Lee", login: "lee" };
/** The texts of a table row; runs in the page. */
const cells = (row) => [...row.children].map((cell) => cell.textContent.trim());
/** The selector of a form of Dana's PHQ-9 by its place, from 0. */
const formAt = (place) => `[data-record="${PHQ9.points[place].record}"]`;
const sliderText = (page) => page.getByTestId("trend-slider").getAttribute("aria-valuetext");

async function patient(page, origin) {
  await enter(page, origin, 1, `/p/${DANA}`);
  await page.locator(".u-over").waitFor();
}

/** The names of the first `most` elements that Tab reaches. */
async function tabOrder(page, most) {
  const names = [];
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press("Tab");
    names.push(
      await page.evaluate(() => {
        const at = document.activeElement;
        return at?.getAttribute("aria-label") ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? "";
      }),
    );
  }
  return names.map((name) => name.trim().slice(0, 40));
}

/** Targets smaller than 24 pixels; labels and rows of the panel count as targets. */
function smallControls(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("button, summary, input, select, a[href], [role=slider]")]
      .filter((each) => each.checkVisibility() && !each.closest(".vh, .skip"))
      .map((each) => ({ each, box: (each.closest("label, [data-row]") ?? each).getBoundingClientRect() }))
      .filter(({ box }) => box.width < 24 || box.height < 24)
      .map(({ each, box }) => `${each.outerHTML.slice(0, 120)} ${box.width} × ${box.height}`),
  );
}

export const checks = {
  "details are corrected once the year of birth is retyped, and a wrong year changes nothing": async (page, origin) => {
    const form = page.getByTestId("profile");
    const open = async () => {
      await page.getByTestId("correct-profile").click();
      await form.waitFor();
    };
    await patient(page, origin);
    await open();
    await form.locator("[name=name]").fill("REYES, Dana M.");
    const sex = form.locator("[name=sex]");
    const before = await sex.inputValue();
    await sex.selectOption("female");
    await form.locator("[name=known_year]").fill("1985");
    await page.getByTestId("profile-submit").click();
    const wrong = await form.locator(".field-error").textContent();
    await form.locator("[name=known_year]").fill("1984");
    await page.getByTestId("profile-submit").click();
    await page.getByTestId("patient").waitFor();
    const name = await page.getByRole("heading", { level: 1 }).textContent();
    await open();
    const now = [await sex.inputValue(), await form.locator("[name=known_year]").inputValue(), await form.locator("[name=year]").inputValue()];
    return [
      ...same("the sex at first", before, ""),
      ...same("error for a wrong year", wrong?.trim(), failures["wrong-year"].text),
      ...same("the name", name, "REYES, Dana M."),
      ...same("the sex, the year to retype, the year of birth", now, ["female", "", "1984"]),
    ];
  },
  "a clinic is set up, its kit confirmed, and its passphrase opens it": async (page, origin) => {
    const { code, clinicKey } = await setUpClinic(page, origin, GIVEN);
    const passphrase = await confirmKit(page, code);
    await signIn(page, { login: "lee", passphrase });
    await page.getByTestId("no-patients").waitFor();
    await page.goto(page.url());
    await page.getByTestId("sign-in").waitFor();
    const remembered = await page.locator(".lead").innerText();
    return [
      ...same("clinic key remembered", remembered.includes(clinicKey), true),
      ...same("groups", code.length, 7),
      ...same("clinic key", clinicKey, "7K2M-9QXD-4TRA-W8PE"),
      ...same("address", new URL(page.url()).pathname, `${clinic(2)}/p`),
    ];
  },

  "wrong groups keep the kit on screen and show an error at the field": async (page, origin) => {
    await setUpClinic(page, origin, GIVEN);
    await page.locator("[name=first]").fill("AAAA");
    await page.locator("[name=second]").fill("BBBB");
    await page.getByTestId("kit-submit").click();
    await page.locator("[name=first]:focus").waitFor();
    const error = await page.locator("#e-first").innerText();
    return [
      ...same("error", error.trim(), failures["wrong-groups"].text),
      ...same("kit", await page.getByTestId("kit").isVisible(), true),
    ];
  },

  "a main button is never disabled, and shows what is needed": async (page, origin) => {
    await page.goto(origin);
    await page.getByTestId("set-up-submit").click();
    const errors = await page.locator(".field-error").count();
    const disabled = await page.locator("[disabled], [aria-disabled=true]").count();
    return [...same("errors", errors, 7), ...same("disabled", disabled, 0)];
  },

  "the page warns after nine minutes, locks after ten, and erases its content": async (page, origin) => {
    await patient(page, origin);
    await page.clock.runFor(9 * 60_000 + 2000);
    const stay = page.getByTestId("stay");
    const warned = await stay.isVisible();
    await stay.click();
    await page.clock.runFor(8 * 60_000);
    const stayed = await page.getByTestId("patient").isVisible();
    await page.clock.runFor(3 * 60_000);
    await page.getByTestId("sign-in").waitFor();
    const left = (await page.content()).match(/REYES|4821-K|14 Mar 1984/g) ?? [];
    const title = await page.title();
    await page.locator("[name=passphrase]").fill(PASSPHRASE);
    await page.getByTestId("sign-in-submit").click();
    await page.getByTestId("patient").waitFor();
    return [
      ...same("warning shown", warned, true),
      ...same("still open after Stay", stayed, true),
      ...same("left on the locked page", left, []),
      ...same("title", title, "Locked · Interlude"),
    ];
  },

  "no name is in an address, a title or the browser's storage": async (page, origin) => {
    await enter(page, origin);
    await openPatient(page, "REYES");
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    const text = `${page.url()} ${await page.title()} ${stored}`;
    return [
      ...same("title", await page.title(), "Patient · Interlude"),
      ...same("names", text.match(/reyes|dana|4821/gi) ?? [], []),
    ];
  },

  "the chart is one slider: arrows move between answers, Page keys between infusions": async (page, origin) => {
    await patient(page, origin);
    const slider = page.getByTestId("trend-slider");
    await slider.focus();
    const last = await sliderText(page);
    await page.keyboard.press("PageUp");
    const infusion = await sliderText(page);
    await page.keyboard.press("ArrowRight");
    const after = await sliderText(page);
    await page.keyboard.press("Home");
    const first = await sliderText(page);
    await page.keyboard.press("ArrowLeft");
    const stuck = await sliderText(page);
    const line = await page.getByTestId("cursor-line").innerText();
    return [
      ...same("last", last, '12 May 2026 · PHQ-9 17 of 27: moderately severe · +5 since 5 May · day 24 after infusion 5 · item 9: "Several days" (1)'),
      ...same("infusion", infusion, "18 Apr 2026 · infusion 5 · 61.5\u00a0mg IV over 40\u00a0min"),
      ...same("after it", after, "21 Apr 2026 · PHQ-9 8 of 27: mild · −1 since 10 Apr · day 3 after infusion 5"),
      ...same("first", first, "13 Dec 2025 · PHQ-9 20 of 27: severe"),
      ...same("before the first", stuck, first),
      ...same("visible line", line, first),
    ];
  },

  "the days of check-ins are one slider that shows and announces all values of a day": async (page, origin) => {
    await patient(page, origin);
    const days = page.getByRole("slider", { name: "Day of check-ins" });
    const names = ["mood", "energy", "anxiety", "sleep", "pain", "hours slept"];
    const shown = () => page.locator(".multiple .value").allInnerTexts();
    const ranges = await shown();
    await days.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    const text = await days.getAttribute("aria-valuetext");
    const values = await shown();
    await page.keyboard.press("Tab");
    const letGo = await shown();
    await page.keyboard.press("Shift+Tab");
    const again = await days.getAttribute("aria-valuetext");
    await days.focus();
    await page.emulateMedia({ media: "print" });
    await page.locator(".multiple .value").first().filter({ hasText: "0–10" }).waitFor({ state: "attached" });
    return [
      ...same("ranges", ranges, ["0–10", "0–10", "0–10", "0–10", "0–10", "0–24"]),
      ...same("read out", text.replace(/^\d+ \w+ \d+/, ""), `: ${names.map((name, at) => `${name} ${values[at]}`).join(", ")}`),
      ...same("numbers", values.every((value) => /^(\d+|–)$/.test(value)), true),
      ...same("let go", letGo, ranges),
      ...same("found again", again, text),
    ];
  },

  "the cursor stays on its answer when the records change": async (page, origin) => {
    await patient(page, origin);
    const slider = page.getByTestId("trend-slider");
    await slider.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    const before = await sliderText(page);
    await takeBackInfusion(page, { why: "Written twice", year: "1984", record: PHQ9.infusions[4].record });
    await page.getByText("Infusions (4)").waitFor();
    return [...same("read", await sliderText(page), before), ...same("answer", before.slice(0, 11), "27 Dec 2025")];
  },

  "the table has the same answers in the same order, including unscored forms": async (page, origin) => {
    await enter(page, origin);
    const { answers, cursor } = await openPatient(page, "REYES");
    const stopped = answers.find((each) => each.note === "stopped before the end");
    return [
      ...same("rows", answers.length, 16),
      ...same("last", answers.at(-1).total, "17"),
      ...same("band", answers.at(-1).band, "Moderately severe"),
      ...same("date", answers.at(-1).answered, "12 May 2026, 09:12"),
      ...same("cursor", cursor?.startsWith("12 May 2026 · PHQ-9 17"), true),
      ...same("not scored", stopped?.total, "–"),
    ];
  },

  "a form without a total is a table, and its answers are read in words": async (page, origin) => {
    await patient(page, origin);
    await page.getByRole("radio", { name: "Check-in" }).check();
    await page.getByTestId("trend-table").waitFor();
    const heads = await page.getByTestId("trend-table").locator("thead th").allInnerTexts();
    const cells = await page.getByTestId("items").locator("tbody tr").evaluateAll((rows) =>
      rows.map((row) => row.lastElementChild?.querySelector("[aria-hidden]")?.textContent),
    );
    return [
      ...same("columns", heads, ["Answered", "Since infusion", "Safety item", "Note"]),
      ...same("last answers", cells, ["4", "3", "8", "4", "No", "No", "–", "6.5\u00a0h", "Slept badly, long day"]),
      ...same("plot", await page.getByTestId("trend-slider").count(), 0),
    ];
  },

  "each form shows its answers and total, and marks unanswered items": async (page, origin) => {
    await patient(page, origin);
    const newest = page.locator(formAt(15));
    const open = await page.getByTestId("form").evaluateAll((all) => all.filter((each) => each.open).length);
    const ninth = await newest.locator("[data-testid=answers] tbody tr").nth(8).evaluate(cells);
    const facts = await newest.locator("dd").allInnerTexts();
    await page.getByTestId("forms-all").click();
    const listed = await page.getByTestId("form").count();
    await page.locator(`${formAt(3)} summary`).click();
    const unanswered = await page
      .locator(`${formAt(3)} [data-testid=answers] tbody tr`)
      .nth(8)
      .evaluate(cells);
    const stopped = page.locator(formAt(11));
    await stopped.locator("summary").click();
    return [
      ...same("open at first", open, 1),
      ...same("item 9", ninth, ["9", "Thoughts that you would be better off dead or of hurting yourself in some way", "Several days", "1"]),
      ...same("total in words", facts[0], "17 of 27: moderately severe"),
      ...same("all forms", listed, 16),
      ...same("not answered", unanswered.slice(2), ["not answered", "–"]),
      ...same("unanswered item 9", await page.getByText("item 9: not answered. Not answered does not mean no.").isVisible(), true),
      ...same("stopped", (await stopped.innerText()).includes("its answers were not sent"), true),
    ];
  },

  "a safety answer is marked everywhere, also if the worst answer is 0": async (page, origin) => {
    await patient(page, origin);
    await page.getByRole("radio", { name: "Own" }).check();
    await page.getByRole("heading", { name: "Own over time" }).waitFor();
    const last = page.getByTestId("items").locator("tbody tr").last();
    const form = page.getByTestId("form").first();
    const found = {
      legend: await page.locator(".legend .diamond").count(),
      summary: await form.locator("summary .diamond").count(),
      line: (await form.locator("p.open-work").innerText()).trim(),
      answer: await form.locator("tr.marked .diamond").count(),
      cell: await last.locator("td .diamond").count(),
    };
    await page.getByTestId("as-table").click();
    const row = await page.getByTestId("trend-table").locator(".open-work .diamond").count();
    return [
      ...same("marks", found, {
        legend: 1,
        summary: 1,
        line: "item 3: Quite often (0) · first 2, worst 0, in the end 0",
        answer: 1,
        cell: 1,
      }),
      ...same("in the table of the trend", row, 1),
    ];
  },

  "an item has core's tint, which does not follow its number": async (page, origin) => {
    await patient(page, origin);
    await page.getByRole("radio", { name: "Own" }).check();
    await page.getByRole("heading", { name: "Own over time" }).waitFor();
    const cells = await page.getByTestId("items").locator("tbody td").evaluateAll((all) => all.map((each) => each.className));
    return same("tints", cells, ["n cell v1", "n cell v4", "n cell v4"]);
  },

  "the newest form in the table of items is visible at every width": async (page, origin) => {
    await patient(page, origin);
    const problems = [];
    for (const name of ["PHQ-9", "Own"]) {
      await page.getByRole("radio", { name }).check();
      await page.getByRole("heading", { name: `${name} over time` }).waitFor();
      for (const width of [1440, 1280, 1024, 768, 390, 320]) {
        await page.setViewportSize({ width, height: 800 });
        await page.waitForFunction(() => document.querySelector("[data-testid=items]") !== null);
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        const seen = await page.getByTestId("items").evaluate((table) => {
          const box = table.closest(".scroll").getBoundingClientRect();
          const names = [...table.querySelectorAll("tbody th")].map((each) => each.getBoundingClientRect());
          const covered = Math.max(box.left, ...names.map((each) => each.right));
          const newest = [...table.querySelectorAll("tr")].map((row) => row.lastElementChild.getBoundingClientRect());
          return newest.every((each) => each.left >= covered - 1 && each.right <= Math.min(box.right, innerWidth) + 1);
        });
        if (!seen) problems.push(`${name} at ${width} px`);
      }
    }
    return problems;
  },

  "my patients are counted and nobody vanishes silently": async (page, origin) => {
    await enter(page, origin);
    const count = () => page.getByTestId("panel-count").innerText();
    const all = await count();
    await page.getByTestId("filter-mine").click();
    const names = new Set(await page.getByTestId("panel-clinician").allInnerTexts());
    const mine = await count();
    await page.getByTestId("filter-lost-response").click();
    const both = await page.getByTestId("panel-row").count();
    const said = await count();
    await page.getByTestId("filter-everyone").click();
    await page.getByTestId("filter-all").click();
    return [
      ...same("all", all.split(" · ")[0], "24 of 24 patients"),
      ...same("mine", mine.split(" · ")[0], "17 of 24 patients"),
      ...same("clinicians", [...names].map((name) => name.trim()), ["Dr Lee"]),
      ...same("both filters", said.startsWith(`${both} of 24`), true),
      ...same("back", await page.getByTestId("panel-row").count(), 24),
    ];
  },

  "the panel is one tab stop; arrows move, Enter opens": async (page, origin) => {
    await enter(page, origin);
    const rows = await readPanel(page);
    await page.locator('[data-row="0"] a').focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const at = await page.evaluate(() => document.activeElement?.textContent);
    const stops = await page.locator("[data-testid=panel-row] a[tabindex='0']").count();
    await page.keyboard.press("Enter");
    await page.getByTestId("patient").waitFor();
    return [
      ...same("rows", rows.length, 24),
      ...same("first", rows[0].reasons[0], 'PHQ-9 item 9: "Several days" (1)'),
      ...same("after two arrows", at, "OKAFOR, Sam"),
      ...same("tab stops", stops, 1),
      ...same("opened", (await page.getByTestId("banner").innerText()).includes("OKAFOR, Sam"), true),
    ];
  },

  "of a thousand rows only those near the viewport are drawn, with the total row count": async (page, origin) => {
    await enter(page, origin, 6);
    const table = page.getByTestId("panel");
    const drawn = await page.getByTestId("panel-row").count();
    await page.mouse.wheel(0, 20_000);
    await page.clock.runFor(100);
    await page.locator('[data-row="350"]').waitFor();
    const later = await page.getByTestId("panel-row").count();
    return [
      ...same("rowcount", await table.getAttribute("aria-rowcount"), "1001"),
      ...same("few drawn", drawn < 60 && later < 80, true),
    ];
  },

  "Enter in the search opens the only patient who is found": async (page, origin) => {
    await enter(page, origin);
    await page.locator("#search").fill("3/14/1984");
    const count = await page.getByTestId("panel-count").innerText();
    await page.locator("#search").press("Enter");
    await page.getByTestId("patient").waitFor();
    const name = await page.getByTestId("banner").innerText();
    return [...same("count", count.startsWith("1 of 24 patients"), true), ...same("patient", name.includes("REYES, Dana"), true)];
  },

  "a column sorts both ways, and says which": async (page, origin) => {
    await enter(page, origin);
    const heading = page.locator("th.score");
    const seen = [];
    for (let time = 0; time < 2; time += 1) {
      await heading.getByRole("button").click();
      const first = await page.getByTestId("panel-row").first().locator("td.score").innerText();
      seen.push([await heading.getAttribute("aria-sort"), Number.parseInt(first, 10)]);
    }
    const [[down, high], [up, low]] = seen;
    return [...same("aria-sort", [down, up], ["descending", "ascending"]), ...same("turned", high > low, true)];
  },

  "Tab goes through the panel page in reading order": async (page, origin) => {
    await enter(page, origin);
    await page.locator(".skip").focus();
    const order = await tabOrder(page, 27);
    return same("order", order, [
      "Name, ID, birth date or phone",
      "Lock",
      "Dr Lee",
      "Panel24",
      "Cohort",
      "Add",
      "Instruments",
      "Clinic",
      "Compact",
      "Print",
      "How the order comes about",
      "All clinicians",
      "My patients (17)",
      "All (24)",
      "Safety item (2)",
      "Worse (2)",
      "Lost response (1)",
      "No response after infusion 3 (17)",
      "Silent (2)",
      "Not opened (2)",
      "Why ↓",
      "Patient",
      "Last score",
      "Last infusion",
      "Last answer",
      "REYES, Dana",
      "Show them",
    ]);
  },

  "shortcuts work outside of fields only, and can be turned off": async (page, origin) => {
    await enter(page, origin);
    await page.keyboard.press("/");
    const focused = await page.evaluate(() => document.activeElement?.id);
    await page.keyboard.type("gn?");
    const typed = await page.locator("#search").inputValue();
    await page.locator("#search").fill("");
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press("g");
    await page.keyboard.press("n");
    await page.getByTestId("add-person").waitFor();
    await page.keyboard.press("?");
    await page.getByRole("checkbox").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    return [
      ...same("focus", focused, "search"),
      ...same("typed", typed, "gn?"),
      ...same("keys off", await page.getByTestId("add-person").isVisible(), true),
    ];
  },

  "shortcuts and focus work as soon as a page is drawn": async (page, origin) => {
    await enter(page, origin);
    // From now on neither timers nor animation frames run.
    await page.clock.pauseAt(new Date("2026-05-12T09:32:00-04:00"));
    const heading = () => page.evaluate(() => document.activeElement?.textContent);
    await page.getByTestId("go-add").click();
    await page.getByTestId("add-person").waitFor();
    const added = await heading();
    await page.keyboard.press("?");
    await page.getByRole("checkbox").waitFor();
    return same("focus", added, "Add a patient");
  },

  "a focused element shows its ring and is never under the sticky banner": async (page, origin) => {
    await patient(page, origin);
    const hidden = [];
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press(step < 24 ? "Tab" : "Shift+Tab");
      hidden.push(
        await page.evaluate(() => {
          const at = document.activeElement;
          if (!at || at === document.body) return "";
          const { outlineStyle, outlineWidth } = getComputedStyle(at);
          if (outlineStyle !== "solid" || outlineWidth !== "2px") return `no ring: ${at.outerHTML.slice(0, 90)}`;
          if (at.closest(".top, .banner, .rail, .skip")) return "";
          const box = at.getBoundingClientRect();
          const edge = document.querySelector(".banner").getBoundingClientRect().bottom;
          return box.top < edge - 1 && box.bottom > 0 && box.height < innerHeight / 2
            ? `under the banner: ${at.outerHTML.slice(0, 90)}`
            : "";
        }),
      );
    }
    return hidden.filter((each) => each !== "");
  },

  "the right digits add a patient, and the invite is shown as text": async (page, origin) => {
    await enter(page, origin);
    const text = await addPatient(page, { name: "NGUYEN, Linh", born: "1992-02-29", clinic_number: "7001-A" });
    await page.clock.runFor(3000);
    const state = await typeDigits(page, "482 913");
    await page.clock.runFor(2000);
    await waitEnrolled(page);
    return [...same("text", /^[A-Z2-7]{180,340}$/.test(text), true), ...same("state", state, "confirmed")];
  },

  "wrong digits end the invite": async (page, origin) => {
    await enter(page, origin);
    await addPatient(page, { name: "NGUYEN, Linh", born: "1992-02-29" });
    await page.clock.runFor(3000);
    const state = await typeDigits(page, "000000");
    return [
      ...same("state", state, "burnt"),
      ...same("text gone", await page.getByTestId("invite-text").count(), 0),
    ];
  },

  "a patient with the same birth date and ID is named before an invite is made": async (page, origin) => {
    await enter(page, origin, 1, "/new");
    const form = page.getByTestId("add-person");
    await form.locator("[name=name]").fill("Reyes, D.");
    await form.locator("[name=day]").fill("14");
    await form.locator("[name=month]").selectOption("03");
    await form.locator("[name=year]").fill("1984");
    await form.locator("[name=clinic_number]").fill("4821-K");
    await page.getByTestId("make-invite").click();
    return same("names", (await page.getByTestId("twin").innerText()).includes("REYES, Dana"), true);
  },

  "an infusion needs the right year of birth and is then on the chart": async (page, origin) => {
    await patient(page, origin);
    await page.getByTestId("start-infusion").click();
    const given = { year: "1985", dose: "41", weight: "82", route: "iv", minutes: "40", time: "09:05" };
    for (const [name, value] of Object.entries(given)) {
      const field = page.locator(`[data-testid=infusion] [name=${name}]`);
      if (name === "route") await field.selectOption(value);
      else await field.fill(value);
    }
    const perKg = await page.getByTestId("per-kg").innerText();
    await page.getByTestId("infusion-submit").click();
    const error = (await page.locator("#e-year").innerText()).trim();
    await page.locator("[name=year]").fill("1984");
    await page.getByTestId("infusion-submit").click();
    await page.getByText("Infusions (6)").waitFor();
    const saved = await page.getByText("Saved. The infusion").isVisible();
    await page.getByTestId("go-panel").click();
    await page.getByTestId("panel").waitFor();
    const gone = await page.getByText("Saved. The infusion").isHidden();
    await page.goBack();
    await recordInfusion(page, { ...given, year: "1984", day: "2026-05-12", why: "Two doses" });
    await page.getByText("Infusions (7)").waitFor();
    return [
      ...same("notice on the patient's page", saved, true),
      ...same("gone on the next page", gone, true),
      ...same("mg per kg", perKg, "= 0.5\u00a0mg/kg"),
      ...same("error", error, failures["wrong-year"].text),
    ];
  },

  "an unusual infusion is asked about with its facts, and signed with a reason only": async (page, origin) => {
    await patient(page, origin);
    await page.getByTestId("start-infusion").click();
    const form = page.getByTestId("infusion");
    const submit = page.getByTestId("infusion-submit");
    const texts = async () => (await page.getByTestId("doubts").locator("li").allInnerTexts()).map((each) => each.replaceAll("\u00a0", " "));
    for (const [name, value] of Object.entries({ year: "1984", dose: "41", weight: "180", minutes: "40", time: "09:05" })) {
      await form.locator(`[name=${name}]`).fill(value);
    }
    await form.locator("[name=route]").selectOption("iv");
    await submit.click();
    await page.getByTestId("doubts").waitFor();
    const asked = await texts();
    const focused = await form.locator("[name=reason]").evaluate((each) => each === document.activeElement);
    await submit.click();
    const without = (await page.locator("#e-reason").innerText()).trim();
    // Another value raises other doubts, so the reason for the first ones does not count for them.
    await form.locator("[name=reason]").fill("Weighed twice");
    await form.locator("[name=weight]").fill("82");
    await form.locator("[name=dose]").fill("410");
    await submit.click();
    await page.getByTestId("doubts").getByText("5\u00a0mg/kg").waitFor();
    const other = await texts();
    const still = await form.isVisible();
    await form.locator("[name=dose]").fill("41");
    await form.locator("[name=weight]").fill("180");
    await form.getByLabel("lb", { exact: true }).check();
    await page.getByText("180 lb").waitFor();
    const converted = (await page.getByTestId("converted").innerText()).replaceAll("\u00a0", " ");
    return [
      ...same("asked", asked, [
        "180 kg is 120 % more than the weight on 18 Apr 2026, 82 kg.",
        "41 mg = 0.23 mg/kg is outside your clinic's range 0.25–2 mg/kg. Check the point.",
      ]),
      ...same("the reason has the focus", focused, true),
      ...same("without a reason", without, "Write why this is right, or correct it above."),
      ...same("asked again", other, ["410 mg = 5 mg/kg is outside your clinic's range 0.25–2 mg/kg. Check the point."]),
      ...same("not signed", still, true),
      ...same("converted", converted, "180 lb = 81.6 kg"),
    ];
  },

  "times that cannot be are refused beside their field": async (page, origin) => {
    await enter(page, origin, 1, `/p/${DANA}/infusion`);
    const form = page.getByTestId("infusion");
    await form.locator("[name=year]").fill("1984");
    await page.getByTestId("same-as-last").click();
    await form.locator("[name=dose]").fill("41");
    await form.locator("[name=time]").fill("8.29pm");
    const read = await page.getByTestId("time-read").innerText();
    await page.getByTestId("infusion-submit").click();
    const future = (await page.locator("#e-time").innerText()).trim();
    await form.locator("[name=time]").fill("9:05");
    await form.locator("[name=on_year]").fill("1983");
    await page.getByTestId("infusion-submit").click();
    const early = (await page.locator("#e-on_day").innerText()).trim();
    return [
      ...same("read as", read, "= 8:29 pm"),
      ...same("future", future, "This time is still to come. Enter when the infusion began."),
      ...same("before birth", early, "This date is before the patient was born, on 14 Mar 1984. Enter the date of the infusion."),
    ];
  },

  "same as last time fills in weight, dose, route and minutes, and signs nothing": async (page, origin) => {
    await enter(page, origin, 1, `/p/${DANA}/infusion`);
    const form = page.getByTestId("infusion");
    await form.locator("[name=weight]").fill("99");
    await page.getByTestId("same-as-last").click();
    const names = ["year", "weight", "dose", "route", "minutes"];
    const filled = await Promise.all(names.map((name) => form.locator(`[name=${name}]`).inputValue()));
    const last = PHQ9.infusions.at(-1);
    await page.getByTestId("infusion-submit").click();
    const year = await page.locator("#e-year").innerText();
    return [
      ...same("filled", filled, ["", String(last.weight_kg), String(last.dose_mg), last.route, String(last.duration_minutes)]),
      ...same("the year is still asked", year.includes("four digits"), true),
    ];
  },

  "bad input in every field of an infusion gets a sentence beside the field and changes nothing": async (page, origin) => {
    await enter(page, origin, 1, `/p/${DANA}/infusion`);
    const form = page.getByTestId("infusion");
    const names = ["year", "on_day", "on_year", "time", "weight", "dose", "minutes"];
    const long = "9".repeat(1_000_000);
    const bad = ["abc", "-5", "+5", "1e1", "٤١", "‮14", "4\u00a01", "8,2", "<b>", ".5", "5.0", "NaN", long];
    const problems = [];
    await page.getByTestId("same-as-last").click();
    await form.locator("[name=year]").fill("1984");
    for (const name of names) {
      const field = form.locator(`[name=${name}]`);
      const before = await field.inputValue();
      for (const text of bad) {
        await field.evaluate((each, value) => {
          each.value = value;
          each.dispatchEvent(new Event("input", { bubbles: true }));
        }, text);
        await page.getByTestId("infusion-submit").click();
        const at = name.startsWith("on_") ? "on_day" : name;
        const error = page.locator(`#e-${at}`);
        const what = `${name} ${JSON.stringify(text.slice(0, 12))}`;
        const said = await error.innerText({ timeout: 5_000 }).catch(() => "nothing");
        if (!said.includes("Enter")) problems.push(`${what}: ${said}`);
        if ((await field.inputValue()) !== text) problems.push(`${what}: was changed`);
        if (!(await form.isVisible())) problems.push(`${what}: was saved`);
      }
      await field.fill(before);
    }
    return problems;
  },

  "where the clinic has another time zone, both are named, and the language decides the hours": async (page, origin) => {
    await enter(page, origin, 1, `/p/${DANA}/infusion`);
    const none = await page.getByTestId("zones").count();
    const twelve = await page.locator("[name=time]").inputValue();
    const context = await page.context().browser().newContext({ timezoneId: "Europe/Berlin", locale: "de-DE" });
    const abroad = await context.newPage();
    await abroad.clock.install({ time: new Date("2026-05-12T09:30:00-04:00") });
    await enter(abroad, origin, 1, `/p/${DANA}/infusion`);
    const zones = await abroad.getByTestId("zones").innerText();
    const full = await abroad.locator("[name=time]").inputValue();
    await context.close();
    return [
      ...same("at home", none, 0),
      ...same("abroad", zones, "This time is in this computer’s time zone, Europe/Berlin. The clinic’s is America/New_York."),
      ...same("hours", [twelve, full], ["9:30 am", "15:30"]),
    ];
  },

  "a switch saves at once, announces it, keeps the focus, and stays on": async (page, origin) => {
    await enter(page, origin, 1, "/library");
    const phq8 = page.getByRole("switch", { name: "Ask patients: PHQ-8" });
    await phq8.focus();
    await page.keyboard.press("Space");
    await page.getByText("Saved", { exact: true }).waitFor();
    const focused = await phq8.evaluate((each) => each === document.activeElement);
    const announced = await page.getByTestId("said").innerText();
    await page.getByTestId("open-phq8").click();
    await page.getByTestId("instrument").waitFor();
    const there = await page.getByTestId("switch-phq8").isChecked();
    await page.getByRole("link", { name: "All instruments" }).click();
    const back = await phq8.isChecked();
    return [
      ...same("focus", focused, true),
      ...same("announced", announced, "Saved. Patients can be asked PHQ-8."),
      ...same("on its page", there, true),
      ...same("back on the list", back, true),
    ];
  },

  "two switches pressed at once are both saved": async (page, origin) => {
    await enter(page, origin, 1, "/library");
    await page.getByTestId("library").waitFor();
    await page.evaluate(() => {
      for (const id of ["phq8", "pcl5", "gad7"]) document.querySelector(`[data-testid=switch-${id}]`).click();
    });
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.getByTestId("go-clinic").click();
    await page.getByTestId("clinic-info").waitFor();
    await page.getByTestId("go-library").click();
    await page.getByTestId("library").waitFor();
    const on = [];
    for (const id of ["phq8", "pcl5", "gad7", "phq9"]) on.push(await page.getByTestId(`switch-${id}`).isChecked());
    return same("on", on, [true, true, false, true]);
  },

  "a switch that was not saved returns, with the reason": async (page, origin) => {
    await enter(page, origin, 1, "/library");
    await page.getByTestId("switch-k6").click();
    const text = (await page.getByRole("alert").innerText()).trim();
    return [
      ...same("text", text, `Not saved. ${failures.offline.text}`),
      ...same("off", await page.getByTestId("switch-k6").isChecked(), false),
    ];
  },

  "a switch that another change undid is not shown as saved": async (page, origin) => {
    await enter(page, origin, 1, "/library");
    await page.getByTestId("switch-pcptsd5").click();
    const text = (await page.getByRole("alert").innerText()).trim();
    return [
      ...same("text", text.startsWith("Not saved. Another change"), true),
      ...same("off", await page.getByTestId("switch-pcptsd5").isChecked(), false),
    ];
  },

  "terms are confirmed before a non-commercial instrument is on, and the focus returns": async (page, origin) => {
    await enter(page, origin, 1, "/library");
    const who5 = page.getByTestId("switch-who5");
    await who5.focus();
    await page.keyboard.press("Space");
    await page.getByTestId("terms").waitFor();
    await page.keyboard.press("Escape");
    await page.getByTestId("terms").waitFor({ state: "detached" });
    const left = await who5.isChecked();
    const focused = await who5.evaluate((each) => each === document.activeElement);
    await page.keyboard.press("Space");
    await page.getByTestId("terms-confirm").click();
    await page.getByText("Saved", { exact: true }).waitFor();
    return [
      ...same("left off", left, false),
      ...same("focus", focused, true),
      ...same("on", await who5.isChecked(), true),
    ];
  },

  "the library is searched by name, condition and licence, and the count is announced": async (page, origin) => {
    await enter(page, origin, 1, "/library");
    await page.locator("#library-search").fill("non-commercial alcohol");
    await page.clock.runFor(1000);
    const shown = await page.getByTestId("library-row").count();
    const announced = await page.getByTestId("said").innerText();
    const count = await page.getByTestId("library-count").innerText();
    await page.getByTestId("open-audit").click();
    await page.getByTestId("instrument").waitFor();
    await page.goBack();
    await page.getByTestId("library").waitFor();
    const kept = await page.locator("#library-search").inputValue();
    return [
      ...same("rows", shown, 2),
      ...same("announced", announced, count),
      ...same("starts with the number shown", count.startsWith("2 of "), true),
      ...same("search kept", kept, "non-commercial alcohol"),
    ];
  },

  "a licensed wording is filled in, refused, corrected, previewed, saved, switched on, and withdrawn": async (page, origin) => {
    await enter(page, origin, 1, "/library/isi");
    await page.getByTestId("upload").waitFor();
    const before = await page.getByTestId("switch-isi").count();
    await page.getByText("What the file looks like").click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("skeleton-download").click()]);
    const blank = await readFile(await download.path(), "utf8");
    await page.getByTestId("skeleton-use").click();
    await page.getByTestId("upload-submit").click();
    const error = await page.getByTestId("upload-error").innerText();
    const kept = JSON.parse(await page.locator("#f-upload").inputValue());
    await page.locator("#f-upload:focus").waitFor();
    await page.locator("#f-file").setInputFiles({
      name: "isi.json",
      mimeType: "application/json",
      buffer: Buffer.from(filledIn(blank)),
    });
    await page.getByRole("button", { name: "Restore the previous text" }).waitFor();
    await page.getByTestId("upload-submit").click();
    await page.getByTestId("upload-checked").waitFor();
    const shown = await page.getByTestId("upload-preview").getByText("Text 36").isVisible();
    await page.getByTestId("upload-back").click();
    await page.locator("#f-upload:focus").waitFor();
    const written = await page.getByTestId("switch-isi").count();
    await page.getByTestId("upload-submit").click();
    await page.getByTestId("take-over").click();
    const unstated = (await page.getByTestId("take-over-error").innerText()).trim();
    const unwritten = await page.getByTestId("switch-isi").count();
    await page.locator("[name=statement]").fill("Licence 17 of the publisher, until 2027");
    await page.getByTestId("take-over").click();
    await page.getByText("It can be switched on now.").first().waitFor();
    await page.getByTestId("switch-isi").check();
    await page.getByText("Saved", { exact: true }).waitFor();
    const preview = await page.getByTestId("preview").getByText("Text 36").isVisible();
    await page.getByText("Take back your clinic’s file").click();
    await page.getByTestId("file-back-next").click();
    const needs = await page.locator("#e-file-why").isVisible();
    await page.locator("[name=file-why]").fill("the licence ended");
    await page.getByTestId("file-back-next").click();
    const sure = await page.getByTestId("file-back-sure").innerText();
    await page.getByTestId("file-back-submit").click();
    await page.getByTestId("upload").waitFor();
    return [
      ...same("a reason is needed", needs, true),
      ...same("number of patients", sure.startsWith("This takes it back from 24 patients."), true),
      ...same("wording gone", await page.getByTestId("file-back").count(), 0),
      ...same("no switch before", before, 0),
      ...same("name", download.suggestedFilename(), "isi.en.json"),
      ...same("every place", (error.match(/isi\.\d/g) ?? []).length, 14),
      ...same("field kept", kept.instrument, "isi"),
      ...same("every question is shown first", shown, true),
      ...same("nothing written by looking, nor without a statement", [written, unwritten], [0, 0]),
      ...same("asks for the statement", unstated, "Say which licence your clinic holds for it."),
      ...same("preview", preview, true),
    ];
  },

  "controls are at least 24 pixels high and wide": async (page, origin) => {
    await patient(page, origin);
    const onPatient = await smallControls(page);
    await page.getByTestId("go-panel").click();
    await page.getByTestId("panel").waitFor();
    const onPanel = await smallControls(page);
    await page.getByTestId("go-library").click();
    await page.getByTestId("library").waitFor();
    const onLibrary = await smallControls(page);
    await page.getByTestId("open-isi").click();
    await page.getByTestId("upload").waitFor();
    return [...onPatient, ...onPanel, ...onLibrary, ...(await smallControls(page))];
  },

  "no text is cut off with the text spacing of WCAG 1.4.12": async (page, origin) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await enter(page, origin, 1, "/new");
    // The page's policy forbids style elements, so styles are set on each element.
    await page.evaluate(() => {
      for (const each of document.querySelectorAll("main *")) {
        Object.assign(each.style, { lineHeight: "1.5", letterSpacing: "0.12em", wordSpacing: "0.16em" });
      }
    });
    return page.evaluate(() =>
      [...document.querySelectorAll("main :is(p, span, label, h1, h2, button)")]
        .filter((each) => each.checkVisibility() && !each.closest(".vh") && each.scrollWidth > each.clientWidth + 1)
        .filter((each) => getComputedStyle(each).display !== "inline")
        .map((each) => each.outerHTML.slice(0, 80)),
    );
  },

  "the report is one A4 page, black on white, without the controls": async (page, origin, out) => {
    await page.emulateMedia({ colorScheme: "dark" });
    await patient(page, origin);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.locator(":root.paper").waitFor({ state: "attached" });
    const background = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const shown = await page.locator(".rail, .top, .banner-acts").filter({ visible: true }).count();
    const chart = await page.locator(".uplot").evaluate((each) => (each.getBoundingClientRect().width * 25.4) / 96);
    // The width of A4 between its margins.
    await page.setViewportSize({ width: 688, height: 980 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await page.screenshot({ path: `${out}/dashboard-report.png`, fullPage: true });
    await page.pdf({ path: `${out}/dashboard-report.pdf`, format: "A4", preferCSSPageSize: true });
    const source = (await page.getByTestId("report-source").innerText()).trim();
    const named = ["PHQ-9: Patient Health Questionnaire-9", "Version 2001, scored by rules 2", "Kroenke", "No permission required"];
    const buttons = await page.locator("main button").filter({ visible: true }).count();
    const pdf = await readFile(`${out}/dashboard-report.pdf`, "latin1");
    const pages = [...pdf.matchAll(/\/Type\s*\/Page\b/g)].length;
    return [...same("paper", background, "rgb(255, 255, 255)"), ...same("controls", shown, 0), ...same("buttons", buttons, 0), ...same("wider than the paper, in pixels", over, 0), ...same("source", named.filter((each) => !source.includes(each)), []), ...same("pages", pages, 1), ...same("chart within the paper", chart <= 182, true)];
  },
};
