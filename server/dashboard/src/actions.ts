/** The user's actions: they call the Worker and set the signals that views draw. */
import { batch } from "@preact/signals";
import { address, go, settleClinic } from "./route";
import { CallError, Session, startWorker } from "./session";
import {
  announce,
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
  signedIn,
} from "./state";
import { t } from "./text";
import { localMoment, now } from "./time";
import type { Args, CallName, CallTuple, Event, FailureCode, InfoForm, Ok } from "./types";
import { waitMs, waitToAsk } from "./wait";

let session: Session | null = null;
/** Number of the current unlock; loops of an earlier unlock compare it and end. */
let unlock = 0;

export function ask<K extends CallName>(...call: CallTuple<K>): Promise<Ok<K>> {
  if (session === null) return Promise.reject(new CallError("not-started", t("error.notStarted")));
  return session.call(...call);
}

/** The text to show for a failure. */
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

/** Signs in and opens records. Rejects if the passphrase does not open the keys. */
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

/** Fetches, verifies and opens all records; "Try again" calls it too. */
export async function openRecords(mine = unlock): Promise<void> {
  opening.value = true;
  openingFailed.value = null;
  progress.value = null;
  lastDrawn = 0;
  try {
    complete = (await ask("sync")).up_to_date;
    if (mine !== unlock) return;
    await refresh();
    if (mine !== unlock) return;
    batch(() => {
      opening.value = false;
      link.value = linkNow();
      phase.value = { at: "unlocked" };
    });
    reported = Date.now();
    void follow(mine);
  } catch (cause) {
    if (mine !== unlock) return;
    if (isEnded(cause)) await lock(textOf(cause));
    else openingFailed.value = textOf(cause);
  }
}

/** Shows the list before all records are open. */
export async function showListNow(): Promise<void> {
  const mine = unlock;
  await refresh();
  if (mine === unlock && phase.value.at === "opening") phase.value = { at: "unlocked" };
}

/** Reads the list from core again, and makes open pages read theirs. */
export async function refresh(): Promise<void> {
  const rows = await ask("panel", now());
  batch(() => {
    panel.value = rows;
    edition.value += 1;
  });
}

let lastDrawn = 0;

/**
 * Draws rows while records are opened, at most once a second. A patient's page waits until all are
 * open: a patient whose records are not open yet would look like one without answers.
 */
function onProgress(event: Event): void {
  progress.value = event;
  const listed = phase.value.at === "unlocked" || address.value.place.view === "panel";
  if (!listed || !opening.value || Date.now() - lastDrawn < 1000) return;
  lastDrawn = Date.now();
  showListNow().catch(() => undefined);
}

/** Whether the last sync fetched all records of the server; if not, the next watch syncs again. */
let complete = true;
const linkNow = (): Link => ({ kind: complete ? "up-to-date" : "partly", at: localMoment(new Date()) });

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const isEnded = (cause: unknown): boolean => codeOf(cause) === "session-ended";

/** Waits for changes on the server and syncs, until this unlock ends. */
async function follow(mine: number): Promise<void> {
  let failures = 0;
  while (mine === unlock) {
    const started = Date.now();
    try {
      const { changed } = await ask("watch");
      if (mine !== unlock) return;
      if (changed || !complete || link.value.kind === "away") await catchUp();
      link.value = linkNow();
      failures = 0;
      if (Date.now() - started < 1000) await pause(1000);
    } catch (cause) {
      if (mine !== unlock) return;
      if (isEnded(cause)) return void (await lock(textOf(cause)));
      const before = link.value;
      if (before.kind !== "away") {
        const at = before.kind === "working" ? null : before.at;
        link.value = { kind: "away", since: Date.now(), at };
      }
      const asked = cause instanceof CallError ? cause.retryAfter : null;
      await waitToAsk(waitMs(failures, asked, document.visibilityState === "visible"));
      failures += 1;
    }
  }
}

/** Syncs at once and draws the result, for example after saving. */
export async function catchUp(): Promise<void> {
  complete = (await ask("sync")).up_to_date;
  await refresh();
}

/** Wipes keys and decrypted data; the locked page keeps the user's name. */
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

/** The server ends a session after 15 minutes without a user's request; activity that needs no request is reported. */
const REPORT_AFTER = 4 * 60_000;
let reported = 0;

export function reportActivity(): void {
  if (phase.value.at !== "unlocked" || opening.value || Date.now() - reported < REPORT_AFTER) return;
  reported = Date.now();
  catchUp().catch((cause: unknown) => {
    if (isEnded(cause)) void lock(textOf(cause));
  });
}

export async function saveClinicInfo(info: InfoForm): Promise<void> {
  await ask("set_clinic_info", { info });
  announce(t("clinic.saved"));
}
