// Takes pictures of every view of the made-up clinic, in both themes and several sizes, into
// target/shots. Each view must have no axe violation, no logged error and no horizontal scrolling.
import AxeBuilder from "@axe-core/playwright";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { checks } from "./checks.mjs";
import { ratingChecks } from "./rating-checks.mjs";
import { complaints, launch } from "./browser.mjs";
import { scenes } from "./scenes.mjs";
import { serve } from "./serve.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const OUT = here("../../../target/shots");
/** N, P and S are phones, D and W desktop screens; Z is D at 200 % zoom. */
const SIZES = {
  D: { viewport: { width: 1440, height: 900 } },
  N: { viewport: { width: 320, height: 640 } },
  P: { viewport: { width: 390, height: 844 } },
  S: { viewport: { width: 360, height: 800 } },
  W: { viewport: { width: 1280, height: 800 } },
  Z: { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
};
// The argument selects scenes by a part of their name; "checks" runs only the checks, "claim:WORD" some of them.
const only = process.argv[2];

await mkdir(OUT, { recursive: true });
const site = await serve(here("../../../target/dashboard-fixture"));
let browser = await launch();
let passed = 0;
const failures = [];

function report(claim, problems) {
  if (problems.length === 0) passed += 1;
  else failures.push(`${claim}\n    ${problems.join("\n    ")}`);
}

/** Opens a page in a new context. Restarts a crashed browser, so that a crash fails one claim only. */
async function openPage(options) {
  if (!browser.isConnected()) browser = await launch();
  const context = await browser.newContext({ timezoneId: "America/New_York", locale: "en-US", ...options });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.clock.install({ time: new Date("2026-05-12T09:30:00-04:00") });
  return { page, wrong: complaints(page), close: () => context.close().catch(() => undefined) };
}

async function axe(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap((each) =>
    each.nodes.map((node) => `axe ${each.id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  );
}

async function horizontalScroll(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return over > 0 ? [`scrolls horizontally by ${over} px`] : [];
}

async function shoot(scene, size, theme) {
  const name = `${scene.name}-${size}-${theme}`;
  const { page, wrong, close } = await openPage({ ...SIZES[size], colorScheme: theme });
  try {
    await scene.show(page, site.origin);
    await page.screenshot({ path: `${OUT}/dashboard-${name}.png`, fullPage: scene.full ?? false });
    report(name, [...(await axe(page)), ...(await horizontalScroll(page)), ...wrong]);
  } catch (error) {
    report(name, [String(error)]);
  }
  await close();
}

for (const scene of scenes) {
  if (only && !scene.name.includes(only)) continue;
  for (const size of scene.sizes ?? ["D", "N"]) {
    for (const theme of size === "Z" ? ["light"] : ["light", "dark"]) await shoot(scene, size, theme);
  }
}

for (const [claim, check] of Object.entries({ ...checks, ...ratingChecks })) {
  if (only && only !== "checks" && !(only.startsWith("claim:") && claim.includes(only.slice(6)))) continue;
  const { page, wrong, close } = await openPage({ ...SIZES.D, colorScheme: "light" });
  try {
    const problems = (await check(page, site.origin, OUT)) ?? [];
    report(claim, [...problems, ...wrong]);
  } catch (error) {
    report(claim, [String(error)]);
  }
  await close();
}

await browser.close();
await site.close();
for (const failure of failures) console.error(`FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
