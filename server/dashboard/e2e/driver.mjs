// The actions of a clinician in the browser, one function each. They work with the real server and with
// the made-up clinic. Every function waits until the page shows that the action is done.

const id = (page, name) => page.getByTestId(name);

async function fill(form, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    const field = form.locator(`[name="${name}"]`);
    const kind = await field.first().evaluate((element) => element.type ?? element.tagName);
    if (kind === "radio") await form.locator(`[name="${name}"][value="${value}"]`).check();
    else if (kind === "select-one") await field.selectOption(value);
    else await field.fill(value);
  }
}

/**
 * Founds a clinic on the first-run page of `origin`.
 * `given`: token, clinic_name, lead_name, login, hours, telephone, read_within_hours, country, zone.
 * Returns `{ code: string[7], clinicKey }`; the page then asks for two groups of the code.
 */
export async function setUpClinic(page, origin, given) {
  await page.goto(origin);
  const form = id(page, "set-up");
  await form.waitFor();
  await fill(form, { hours: "Mon–Fri, 9 am to 5 pm", read_within_hours: "12", country: "US", ...given });
  await id(page, "set-up-submit").click();
  await id(page, "kit").waitFor({ timeout: 60_000 });
  return {
    code: await page.locator(".code-group").allInnerTexts(),
    clinicKey: await page.locator("[data-testid=kit] dd").first().innerText(),
  };
}

/** Types the two requested groups and returns the passphrase, which is shown only once. */
export async function confirmKit(page, code) {
  const form = id(page, "kit-confirm");
  for (const name of ["first", "second"]) {
    const label = await form.locator(`label[for="f-${name}"]`).innerText();
    await form.locator(`[name="${name}"]`).fill(code[Number(label.match(/\d+/)[0]) - 1]);
  }
  await id(page, "kit-submit").click();
  const passphrase = await id(page, "passphrase").innerText();
  await id(page, "passphrase-done").click();
  return passphrase.trim();
}

/** Signs in on the open page, or at `address`, and waits for the panel. */
export async function signIn(page, { login, passphrase, address }) {
  if (address) await page.goto(address);
  const form = id(page, "sign-in");
  await form.waitFor();
  await fill(form, { passphrase });
  if ((await form.locator("[name=login]").count()) > 0) await fill(form, { login });
  await id(page, "sign-in-submit").click();
  await page.locator("#main").waitFor({ timeout: 120_000 });
}

/**
 * Makes an invite. `person`: name, born ("1984-03-14"), clinic_number, telephone, pronouns.
 * Returns the invite's text; the page must stay open until the digits are confirmed.
 */
export async function addPatient(page, { born, ...person }) {
  await id(page, "go-add").click();
  const form = id(page, "add-person");
  await form.waitFor();
  const [year, month, day] = born.split("-");
  await fill(form, { ...person, day: String(Number(day)), month, year });
  await id(page, "make-invite").click();
  return (await id(page, "invite-text").inputValue({ timeout: 30_000 })).trim();
}

/** Waits for the phone, types `digits`, and returns the resulting state: enrolled, confirmed or burnt. */
export async function typeDigits(page, digits, { until = "confirmed" } = {}) {
  const form = id(page, "digits");
  await form.waitFor({ timeout: 60_000 });
  await form.locator("[name=digits]").fill(digits);
  await id(page, "digits-submit").click();
  const states = until === "enrolled" ? ["enrolled", "burnt"] : ["confirmed", "enrolled", "burnt"];
  const reached = page.locator(states.map((state) => `[data-testid=pairing][data-state=${state}]`).join(", "));
  await reached.waitFor({ timeout: 120_000 });
  return reached.getAttribute("data-state");
}

/** Waits until the confirmed phone is enrolled. */
export async function waitEnrolled(page) {
  await page.locator("[data-testid=pairing][data-state=enrolled]").waitFor({ timeout: 120_000 });
}

/**
 * Records an infusion on the open patient page. `given`: year, dose, weight, route ("iv"),
 * minutes, and day ("2026-05-15") and time ("10:05") unless it starts now; why, if core asks for a reason.
 */
export async function recordInfusion(page, given) {
  await id(page, "start-infusion").click();
  const form = id(page, "infusion");
  await form.waitFor();
  const { day, why, ...rest } = given;
  const [on_year, on_month, on_day] = day?.split("-") ?? [];
  await fill(form, { ...rest, on_year, on_month, on_day });
  await id(page, "infusion-submit").click();
  if (why !== undefined) {
    await form.locator("[name=reason]").fill(why);
    await id(page, "infusion-submit").click();
  }
  await id(page, "patient").waitFor({ timeout: 60_000 });
}

/**
 * Signs a care plan of new rows for the open patient. `rows`: instrument, anchor, days and window of each.
 * Returns to the patient's page.
 */
export async function signPlan(page, { year, rows }) {
  await id(page, "go-treatment").click();
  const plan = id(page, "care-plan");
  await plan.waitFor();
  await plan.locator("details.add-row > summary").click();
  for (const [place, row] of rows.entries()) {
    const named = Object.entries(row).map(([name, value]) => [`row-${name}`, String(value)]);
    await fill(id(page, "add-row"), Object.fromEntries(named));
    await id(page, "add-row").locator("[type=submit]").click();
    await id(page, "plan-rows").locator("li").nth(place).waitFor();
  }
  await fill(id(page, "sign-plan"), { "care-year": year });
  await id(page, "plan-sign").click();
  await id(page, "patient").waitFor({ timeout: 60_000 });
}

/** Reads what falls due for the open patient by the care plan. */
export async function readPlan(page) {
  await id(page, "go-treatment").click();
  await id(page, "care-plan").waitFor();
  const due = await id(page, "plan-preview").locator("li").allInnerTexts();
  return due.map((text) => text.trim());
}

/** Reads the outcome of the open patient: its state and its sentences. */
export async function readOutcome(page) {
  const outcome = id(page, "outcome");
  const texts = await outcome.locator(":scope > p:not(.report-only)").allInnerTexts();
  return { state: await outcome.getAttribute("data-state"), text: texts.join(" ") };
}

/** Corrects the open patient's details; `given`: known_year and the fields to change. Returns the sex then stated. */
export async function correctDetails(page, given) {
  const form = id(page, "profile");
  await id(page, "correct-profile").click();
  await form.waitFor();
  await fill(form, given);
  await id(page, "profile-submit").click();
  await id(page, "patient").waitFor({ timeout: 60_000 });
  await id(page, "correct-profile").click();
  await form.waitFor();
  return form.locator("[name=sex]").inputValue();
}

/** Opens a form for clinicians on the open patient's page; `form` is its id. */
export async function openRating(page, form) {
  await id(page, "start-rating").click();
  await id(page, `rate-${form}`).click();
  await id(page, "rating").waitFor();
}

/** The fields of an item of the open rating, by the item's id. */
export const ratingItem = (page, item) => page.locator(`[data-testid=rating-item][data-item="${item}"]`);

/** Selects an anchor by its index, from 0, and waits until core has scored it. */
export async function rate(page, item, place) {
  const before = await id(page, "score-now").innerText();
  await ratingItem(page, item).locator("input[type=radio]").nth(place).check();
  await page.waitForFunction(
    (before) => document.querySelector("[data-testid=score-now]")?.textContent !== before,
    before,
  );
}

/** Signs the open rating and waits for the patient's page. */
export async function signRating(page, year) {
  await id(page, "sign").locator("[name=year]").fill(year);
  await id(page, "rating-submit").click();
  await id(page, "patient").waitFor({ timeout: 60_000 });
}

/** Withdraws an infusion on the open patient's page; `given`: record (its value in the list), why, year. */
export async function takeBackInfusion(page, given) {
  const form = id(page, "take-back").filter({ hasText: "Take back an infusion" });
  await form.locator("summary").click();
  await fill(form, Object.fromEntries(Object.entries(given).map(([name, value]) => [`infusion-${name}`, value])));
  await form.getByTestId("take-back-submit").click();
}

/** Reads the panel's rows: patient, name, total and reasons. */
export async function readPanel(page) {
  await id(page, "go-panel").click();
  await id(page, "panel").waitFor();
  return page.locator("[data-testid=panel-row]").evaluateAll((rows) =>
    rows.map((row) => ({
      patient: row.dataset.patient,
      name: row.querySelector("[data-testid=panel-name]")?.textContent ?? null,
      total: row.querySelector("[data-testid=panel-total]")?.textContent ?? null,
      reasons: [...row.querySelectorAll(".reason-text")].map((reason) => reason.textContent),
    })),
  );
}

/** Opens a patient by name from the panel; uses the search field, because not all rows are drawn. */
export async function openPatient(page, name) {
  await id(page, "go-panel").click();
  await page.locator("#search").fill(name);
  await id(page, "panel-name").filter({ hasText: name }).first().click();
  await id(page, "patient").waitFor();
  return readChart(page);
}

/** Reads the trend of the open patient from its table: one object per answer, oldest first. */
export async function readChart(page) {
  const cursor = await id(page, "trend-slider").getAttribute("aria-valuetext");
  await id(page, "as-table").click();
  const answers = await id(page, "trend-table")
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => {
        const [answered, total, band, change, since, safety, note] = [...row.children].map((cell) =>
          cell.textContent.trim(),
        );
        return { answered, total, band, change, since, safety, note };
      }),
    );
  await page.getByRole("button", { name: "Chart", exact: true }).click();
  const infusions = await page
    .locator("[data-testid=infusions] tbody tr")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
  const safety = await id(page, "safety").allInnerTexts();
  return { cursor, answers, last: answers.at(-1) ?? null, infusions, safety: safety[0] ?? null };
}
