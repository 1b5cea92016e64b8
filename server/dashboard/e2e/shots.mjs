// Draws every view of the made-up clinic in both themes and two sizes into target/shots, and holds
// each to axe (no violation), to its policy (no complaint) and to its width (no sideways scroll).
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
/** P and S are telephones, W is a small screen on a desk; Z is D at 200 %: half the CSS pixels, each twice as large. */
const SIZES = {
  D: { viewport: { width: 1440, height: 900 } },
  N: { viewport: { width: 320, height: 640 } },
  P: { viewport: { width: 390, height: 844 } },
  S: { viewport: { width: 360, height: 800 } },
  W: { viewport: { width: 1280, height: 800 } },
  Z: { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
};
// An argument draws only scenes whose name holds it; "checks" draws none; "claim:WORD" checks some.
const only = process.argv[2];

await mkdir(OUT, { recursive: true });
const site = await serve(here("../../../target/dashboard-fixture"));
let browser = await launch();
let passed = 0;
const failures = [];

function tell(claim, problems) {
  if (problems.length === 0) passed += 1;
  else failures.push(`${claim}\n    ${problems.join("\n    ")}`);
}

/** A page of its own; a browser that went away failed the claim it went away in, and no other. */
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

async function sideways(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return over > 0 ? [`scrolls sideways by ${over} px`] : [];
}

async function shoot(scene, size, theme) {
  const name = `${scene.name}-${size}-${theme}`;
  const { page, wrong, close } = await openPage({ ...SIZES[size], colorScheme: theme });
  try {
    await scene.show(page, site.origin);
    await page.screenshot({ path: `${OUT}/dashboard-${name}.png`, fullPage: scene.full ?? false });
    tell(name, [...(await axe(page)), ...(await sideways(page)), ...wrong]);
  } catch (error) {
    tell(name, [String(error)]);
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
    tell(claim, [...problems, ...wrong]);
  } catch (error) {
    tell(claim, [String(error)]);
  }
  await close();
}

await browser.close();
await site.close();
for (const failure of failures) console.error(`FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
