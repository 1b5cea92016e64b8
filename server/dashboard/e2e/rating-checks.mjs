// Claims about the pages of a rating; each check returns a list of problems.
import { openRating, rate, ratingItem, readChart, signIn, signRating, takeBackInfusion } from "./driver.mjs";
import { DANA, enter, PASSPHRASE, PHQ9, wholeRating } from "./scenes.mjs";

const same = (what, is, want) =>
  JSON.stringify(is) === JSON.stringify(want) ? [] : [`${what}: ${JSON.stringify(is)}, not ${JSON.stringify(want)}`];

const score = (page) => page.getByTestId("score-now").innerText();
const chosen = (page, item) =>
  ratingItem(page, item)
    .locator("input")
    .evaluateAll((all) => all.findIndex((each) => each.checked));

async function hamd(page, origin, situation = 1) {
  await enter(page, origin, situation, `/p/${DANA}`);
  await openRating(page, "hamd17");
}

export const ratingChecks = {
  "a form for clinicians is rated, scored as it is typed, signed, and drawn as rated": async (page, origin) => {
    await enter(page, origin, 1, `/p/${DANA}`);
    await wholeRating(page, { third: 0 });
    const finished = await score(page);
    const address = new URL(page.url()).pathname;
    const title = await page.title();
    await signRating(page, "1984");
    await page.getByRole("heading", { name: "HAM-D17 over time" }).waitFor();
    const { last } = await readChart(page);
    return [
      ...same("score", finished, "HAM-D17 · 16 of 52: moderate"),
      ...same("total", last.total, "16"),
      ...same("rated", last.note, "rated by clinician"),
      ...same("address", /hamd/.test(address), false),
      ...same("title", title, "Rate · Interlude"),
      ...same("banner", (await page.getByTestId("banner").innerText()).includes("REYES, Dana"), true),
    ];
  },

  "an unfinished form has no band": async (page, origin) => {
    await hamd(page, origin);
    const empty = await score(page);
    for (let number = 1; number <= 15; number += 1) await rate(page, `hamd17.${number}`, 1);
    const begun = await score(page);
    return [
      ...same("empty", empty, "HAM-D17 · 17 not rated"),
      ...same("begun", begun, "HAM-D17 · 15 of 52 so far, 2 not rated"),
    ];
  },

  "crisis help for clinicians appears at the tap, without the server": async (page, origin) => {
    await hamd(page, origin, 5);
    await page.context().setOffline(true);
    await rate(page, "hamd17.3", 0);
    const atZero = await page.getByTestId("hand-on").count();
    await ratingItem(page, "hamd17.3").locator("input").nth(1).check();
    const help = await page.getByTestId("hand-on").innerText();
    await rate(page, "hamd17.3", 0);
    const after = await page.getByTestId("hand-on").innerText();
    return [
      ...same("at zero", atZero, 0),
      ...same("numbers", /911/.test(help) && /988/.test(help), true),
      ...same("words", /Thank you for telling|You deserve|risk/i.test(help), false),
      ...same("changed", after.includes("Both are kept with the rating."), true),
    ];
  },

  "arrows and digits select anchors without the mouse, and skip none": async (page, origin) => {
    await hamd(page, origin);
    const first = ratingItem(page, "hamd17.3").locator("input").first();
    await first.focus();
    await page.keyboard.press("ArrowDown");
    const arrow = await chosen(page, "hamd17.3");
    await page.keyboard.press("ArrowUp");
    const clamped = await chosen(page, "hamd17.3");
    const helped = await page.getByTestId("hand-on").count();
    await page.keyboard.press("Tab");
    const next = await page.evaluate(() => document.activeElement?.name);
    await page.keyboard.press("2");
    const digit = await chosen(page, "hamd17.4");
    return [
      ...same("first arrow", arrow, 0),
      ...same("stops at the end", clamped, 0),
      ...same("no help on the way", helped, 0),
      ...same("Tab", next, "hamd17.4"),
      ...same("digit", digit, 2),
    ];
  },

  "unrated items are listed with links, and marked as not rated only by a separate button": async (page, origin) => {
    await hamd(page, origin);
    for (let number = 1; number <= 14; number += 1) await rate(page, `hamd17.${number}`, 0);
    await page.getByTestId("sign").locator("[name=year]").fill("1984");
    await page.getByTestId("rating-submit").click();
    const left = page.getByTestId("still-open");
    await left.waitFor();
    const named = await left.locator("button.quiet").allInnerTexts();
    await left.getByRole("button", { name: "16B" }).click();
    const led = await page.evaluate(() => document.activeElement?.name);
    await rate(page, "hamd17.16b", 0);
    const fewer = await left.locator("button.quiet").allInnerTexts();
    await page.getByTestId("mark-rest").click();
    await page.getByText("not scored, 2 not rated").first().waitFor();
    await signRating(page, "1984");
    return [
      ...same("named", named, ["15", "16A", "16B", "17"]),
      ...same("led to", led, "hamd17.16b"),
      ...same("one of the pair is enough", fewer, ["15", "17"]),
    ];
  },

  "a wrong year of birth or an unreachable server loses no answer": async (page, origin) => {
    await hamd(page, origin, 5);
    for (let number = 1; number <= 17; number += 1) await rate(page, `hamd17.${number === 16 ? "16b" : number}`, 1);
    const form = page.getByTestId("sign");
    await form.locator("[name=year]").fill("1985");
    await page.getByTestId("rating-submit").click();
    await form.locator("[name=year]:focus").waitFor();
    const error = await page.locator("#e-year").innerText();
    await form.locator("[name=year]").fill("1984");
    await page.getByTestId("rating-submit").click();
    await page.getByTestId("not-saved").waitFor();
    const message = await page.getByTestId("not-saved").innerText();
    const kept = await chosen(page, "hamd17.7");
    const frozen = await ratingItem(page, "hamd17.7").locator("input").first().isDisabled();
    await signRating(page, "1984");
    return [
      ...same("error", error.trim(), "That is not the year of birth of this patient. Is this the right person?"),
      ...same("message", message.includes("Not saved yet.") && message.includes("cannot be reached"), true),
      ...same("kept", kept, 1),
      ...same("signed stays as signed", frozen, true),
    ];
  },

  "a refused number is not signed as the previous one, and a field marked as not rated is empty": async (page, origin) => {
    await enter(page, origin, 1, `/p/${DANA}`);
    await openRating(page, "vitals");
    const field = ratingItem(page, "vit.sbp").locator("input");
    const pulse = ratingItem(page, "vit.hr").locator("input");
    await field.fill("132");
    await pulse.fill("70");
    await ratingItem(page, "vit.hr").locator("button").click();
    await field.fill("high");
    await field.blur();
    const left = ["vit.dbp", "vit.spo2", "vit.rr", "vit.temp", "vit.weight"];
    for (const item of left) await ratingItem(page, item).locator("button").click();
    await page.getByTestId("sign").locator("[name=year]").fill("1984");
    await page.getByTestId("rating-submit").click();
    await ratingItem(page, "vit.sbp").locator("input:focus").waitFor();
    const shown = [await field.inputValue(), await pulse.inputValue()];
    const open = await page.getByTestId("rating").isVisible();
    await field.fill("133");
    await signRating(page, "1984");
    return [...same("shown", shown, ["high", ""]), ...same("still open", open, true)];
  },

  "a rating that was left or locked is listed and can be resumed": async (page, origin) => {
    await hamd(page, origin);
    await page.getByTestId("go-panel").click();
    await page.getByTestId("panel").waitFor();
    const nothing = await page.getByTestId("unsaved").count();
    await page.goBack();
    await page.getByTestId("rate-hamd17").click();
    await rate(page, "hamd17.1", 2);
    await rate(page, "hamd17.3", 1);
    await page.getByTestId("go-panel").click();
    const listed = await page.getByTestId("unsaved").innerText();
    await page.getByTestId("lock").click();
    await signIn(page, { passphrase: PASSPHRASE });
    await page.getByTestId("unsaved").getByRole("button").click();
    await page.getByTestId("rating").waitFor();
    const resumed = [await chosen(page, "hamd17.1"), await page.getByTestId("hand-on").count(), await score(page)];
    const questions = [];
    page.once("dialog", (dialog) => {
      questions.push(dialog.message());
      return dialog.accept();
    });
    await page.getByTestId("discard-rating").click();
    await page.getByTestId("rateable").waitFor();
    return [
      ...same("nothing begun", nothing, 0),
      ...same("listed", listed.replace(/\s+/g, " "), "Not signed yet: HAM-D17 of REYES, Dana, begun 12 May 2026, 09:30. Go on"),
      ...same("resumed", resumed, [2, 1, "HAM-D17 · 3 of 52 so far, 15 not rated"]),
      ...same("question", questions, ["Discard this rating of HAM-D17? Nothing of it is kept."]),
      ...same("discarded", await page.getByTestId("unsaved").count(), 0),
    ];
  },

  "a rating and an infusion are withdrawn with a reason and the year, kept and listed": async (page, origin) => {
    await enter(page, origin, 1, `/p/${DANA}`);
    await takeBackInfusion(page, { why: "Written twice", year: "1985" });
    const record = page.locator("[name=infusion-record]");
    await page.locator("[name=infusion-record]:focus").waitFor();
    await record.selectOption(PHQ9.infusions[4].record);
    await page.getByTestId("take-back-submit").click();
    const error = await page.locator("#e-infusion-year").innerText();
    await page.locator("[name=infusion-year]").fill("1984");
    await page.getByTestId("take-back-submit").click();
    await page.getByText("Infusions (4)").waitFor();
    const listed = await page.getByTestId("taken-back").locator("tbody").innerText();
    await wholeRating(page, { third: 0 });
    const before = await page.evaluate(() => history.length);
    await signRating(page, "1984");
    const rating = page.getByTestId("take-back").filter({ hasText: "Take back this rating" });
    await rating.locator("summary").click();
    await rating.locator("input").first().fill("Wrong patient");
    await rating.locator("input").last().fill("1984");
    await rating.getByTestId("take-back-submit").click();
    await page.getByText("Taken back (2)").waitFor();
    return [
      ...same("error", error.trim(), "That is not the year of birth of this patient. Is this the right person?"),
      ...same("listed", /IV over/.test(listed) && /Written twice/.test(listed), true),
      ...same("gone", await page.getByTestId("forms").count(), 0),
      ...same("steps in history", await page.evaluate(() => history.length), before + 1),
    ];
  },

  "a rating has the date that is typed, which is not in the future": async (page, origin) => {
    await enter(page, origin, 1, `/p/${DANA}`);
    await wholeRating(page, { third: 0 });
    const sign = page.getByTestId("sign");
    const opened = await sign.locator("[name=time]").inputValue();
    await sign.locator("[name=on_day]").fill("31");
    await sign.locator("[name=on_month]").selectOption("02");
    await sign.locator("[name=year]").fill("1984");
    await page.getByTestId("rating-submit").click();
    await sign.locator("[name=on_day]:focus").waitFor();
    await sign.locator("[name=on_day]").fill("13");
    await sign.locator("[name=on_month]").selectOption("05");
    await page.getByTestId("rating-submit").click();
    await sign.locator("[name=time]:focus").waitFor();
    const ahead = (await page.locator("#e-time").innerText()).trim();
    await sign.locator("[name=on_day]").fill("11");
    await signRating(page, "1984");
    const { last } = await readChart(page);
    return [
      ...same("starts with now", opened, "9:30 am"),
      ...same("ahead", ahead, "The time is missing, not possible or still to come. What you typed is kept. Correct it and try again."),
      ...same("dated", last.answered, "11 May 2026, 09:30"),
    ];
  },

  "controls of a rating are at least 24 pixels, and the banner never covers the focus": async (page, origin) => {
    await page.setViewportSize({ width: 360, height: 800 });
    await hamd(page, origin);
    await rate(page, "hamd17.3", 1);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("main :is(button, summary, input, a[href])")]
        .filter((each) => each.checkVisibility())
        .map((each) => (each.closest("label") ?? each).getBoundingClientRect())
        .filter((box) => box.width < 24 || box.height < 24).length,
    );
    const hidden = [];
    await page.getByTestId("rating").locator("input").first().focus();
    for (let step = 0; step < 30; step += 1) {
      await page.keyboard.press(step < 20 ? "Tab" : "Shift+Tab");
      hidden.push(
        await page.evaluate(() => {
          const at = document.activeElement?.getBoundingClientRect();
          const edge = document.querySelector(".banner").getBoundingClientRect().bottom;
          return at !== undefined && at.top < edge - 1 && at.bottom > 0 && !document.activeElement.closest(".banner, .top")
            ? document.activeElement.outerHTML.slice(0, 90)
            : "";
        }),
      );
    }
    return [...same("small", small, 0), ...hidden.filter((each) => each !== "")];
  },
};
