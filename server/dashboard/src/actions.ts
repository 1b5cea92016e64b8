/** What a person can do, in terms of the Worker's calls; views draw the signals these set. */
import { batch } from "@preact/signals";
import { address, go, settleClinic } from "./route";
import { CallError, Session, startWorker } from "./session";
import {
  build,
  edition,
  forget,
  type Link,
  link,
  type Made,
  opening,
  openingFailed,
  panel,
  phase,
  progress,
  rememberedKey,
  say,
  signedIn,
} from "./state";
import { t } from "./text";
import { localMoment, now } from "./time";
import type { Args, Asked, CallName, Event, FailureCode, InfoForm, Ok } from "./types";

let session: Session | null = null;
/** Each unlock has its number, so that loops of an earlier one end by themselves. */
let unlock = 0;

export function ask<K extends CallName>(...asked: Asked<K>): Promise<Ok<K>> {
  if (session === null) return Promise.reject(new CallError("not-started", t("error.notStarted")));
  return session.call(...asked);
}

/** The text to show for any failure. */
export function textOf(cause: unknown): string {
  return cause instanceof CallError ? cause.message : t("error.unexpected");
}

export function codeOf(cause: unknown): FailureCode {
  return cause instanceof CallError ? cause.code : "unexpected";
}

export async function boot(): Promise<void> {
  try {
    session = new Session(startWorker(), onProgress);
    const started = await ask("start", { clinic: address.value.clinic });
    build.value = started.build;
    rememberedKey.value = started.clinic_key;
    if (started.state === "set-up") {
      phase.value = { at: "set-up" };
      return;
    }
    if (started.clinic !== null) settleClinic(started.clinic);
    phase.value = { at: "sign-in", login: "", notice: null };
  } catch (cause) {
    phase.value =
      codeOf(cause) === "changed-clinic-key"
        ? { at: "key-changed", text: textOf(cause) }
        : { at: "broken", text: textOf(cause) };
  }
}

export async function setUp(args: Args<"set_up">): Promise<void> {
  const made = await ask("set_up", args);
  settleClinic(made.clinic);
  rememberedKey.value = made.clinic_key;
  phase.value = {
    at: "kit",
    made: { ...made, login: args.login, clinic_name: args.clinic_name },
  };
}

export async function confirmKit(made: Made, groups: [string, string]): Promise<void> {
  await ask("confirm_kit", { groups });
  phase.value = { at: "passphrase", made };
}

/** Signs in and opens records. Rejects when the passphrase did not open the keys. */
export async function signIn(clinic: string, login: string, passphrase: string): Promise<void> {
  try {
    const who = await ask("sign_in", { clinic, login, passphrase });
    settleClinic(who.clinic);
    batch(() => {
      signedIn.value = who;
      rememberedKey.value = who.clinic_key;
      phase.value = { at: "opening" };
    });
    unlock += 1;
    void openRecords(unlock);
  } catch (cause) {
    if (codeOf(cause) !== "changed-clinic-key") throw cause;
    phase.value = { at: "key-changed", text: textOf(cause) };
  }
}

/** Fetches, verifies and opens everything; used again by "Try again". */
export async function openRecords(mine = unlock): Promise<void> {
  opening.value = true;
  openingFailed.value = null;
  progress.value = null;
  lastDrawn = 0;
  try {
    whole = (await ask("sync")).up_to_date;
    if (mine !== unlock) return;
    await refresh();
    if (mine !== unlock) return;
    batch(() => {
      opening.value = false;
      link.value = reached();
      phase.value = { at: "unlocked" };
    });
    told = Date.now();
    void follow(mine);
  } catch (cause) {
    if (mine !== unlock) return;
    if (isEnded(cause)) await lock(textOf(cause));
    else openingFailed.value = textOf(cause);
  }
}

/** Shows the list although not all records are open yet. */
export async function showListNow(): Promise<void> {
  const mine = unlock;
  await refresh();
  if (mine === unlock && phase.value.at === "opening") phase.value = { at: "unlocked" };
}

/** Asks core for the list again and tells open pages to do the same. */
export async function refresh(): Promise<void> {
  const rows = await ask("panel", now());
  batch(() => {
    panel.value = rows;
    edition.value += 1;
  });
}

let lastDrawn = 0;

/**
 * Rows appear as their records are opened, the first at once. A patient's own page waits until all
 * are open: one that was not reached yet would look like one without answers.
 */
function onProgress(event: Event): void {
  progress.value = event;
  const listed = phase.value.at === "unlocked" || address.value.place.view === "panel";
  if (!listed || !opening.value || Date.now() - lastDrawn < 1000) return;
  lastDrawn = Date.now();
  showListNow().catch(() => undefined);
}

/** Whether the last sync brought all that the server names; what it did not is asked for again. */
let whole = true;
const reached = (): Link => ({ kind: whole ? "up-to-date" : "partly", at: localMoment(new Date()) });

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const isEnded = (cause: unknown): boolean => codeOf(cause) === "session-ended";

/** Waits for news from the server as long as this unlock lasts. */
async function follow(mine: number): Promise<void> {
  let wait = 1000;
  while (mine === unlock) {
    const asked = Date.now();
    try {
      const { changed } = await ask("watch");
      if (mine !== unlock) return;
      if (changed || !whole || link.value.kind === "away") await catchUp();
      link.value = reached();
      wait = 1000;
      if (Date.now() - asked < 1000) await pause(1000);
    } catch (cause) {
      if (mine !== unlock) return;
      if (isEnded(cause)) return void (await lock(textOf(cause)));
      const before = link.value;
      if (before.kind !== "away") {
        const at = before.kind === "working" ? null : before.at;
        link.value = { kind: "away", since: Date.now(), at };
      }
      await pause(wait);
      wait = Math.min(wait * 2, 60_000);
    }
  }
}

/** Syncs at once and draws what came, for example after an act of one's own. */
export async function catchUp(): Promise<void> {
  whole = (await ask("sync")).up_to_date;
  await refresh();
}

/** Wipes keys and everything decrypted; the name of who was here stays for the locked page. */
export async function lock(reason: string): Promise<void> {
  unlock += 1;
  batch(() => {
    forget();
    phase.value = { at: "locked", reason };
  });
  await ask("lock").catch(() => undefined);
}

export async function signOut(): Promise<void> {
  unlock += 1;
  const login = "";
  batch(() => {
    forget();
    signedIn.value = null;
    phase.value = { at: "sign-in", login, notice: null };
  });
  await ask("sign_out").catch(() => undefined);
  go({ view: "panel" });
}

/** The server ends a session after 15 minutes in which nobody acted; a long read is an act too. */
const TELL_AFTER = 4 * 60_000;
let told = 0;

export function actedNow(): void {
  if (phase.value.at !== "unlocked" || opening.value || Date.now() - told < TELL_AFTER) return;
  told = Date.now();
  catchUp().catch((cause: unknown) => {
    if (isEnded(cause)) void lock(textOf(cause));
  });
}

export async function saveClinicInfo(info: InfoForm): Promise<void> {
  await ask("set_clinic_info", { info });
  say(t("clinic.saved"));
}
