/** What the page shows now. Everything here is gone when the page locks or closes. */
import { signal } from "@preact/signals";
import { t } from "./text";
import type { Event, Ok, Panel, SignedIn } from "./types";

export type Made = Ok<"set_up"> & { login: string; clinic_name: string };

export type Phase =
  | { at: "starting" }
  | { at: "set-up" }
  | { at: "kit"; made: Made }
  | { at: "passphrase"; made: Made }
  | { at: "sign-in"; login: string; notice: string | null }
  | { at: "opening" }
  | { at: "unlocked" }
  | { at: "locked"; reason: string }
  | { at: "key-changed"; text: string }
  | { at: "broken"; text: string };

export type Link =
  | { kind: "up-to-date"; at: string }
  /** The server answered, and did not give all that it names. */
  | { kind: "partly"; at: string }
  | { kind: "working" }
  | { kind: "away"; since: number; at: string | null };

export const phase = signal<Phase>({ at: "starting" });
/** Clinic key that this browser remembers, before anyone has signed in. */
export const rememberedKey = signal<string | null>(null);
export const build = signal("");
export const signedIn = signal<SignedIn | null>(null);
export const progress = signal<Event | null>(null);
/** True until all records that the server has are open. */
export const opening = signal(false);
export const openingFailed = signal<string | null>(null);
export const panel = signal<Panel | null>(null);
/** Grows whenever new records were opened, so that open pages ask core again. */
export const edition = signal(0);
export const link = signal<Link>({ kind: "working" });
/** Milliseconds now, moved on by the page's one timer. */
export const clock = signal(Date.now());
export const search = signal("");
/** What is typed on the instruments page; it stays while one of them is read. */
export const librarySearch = signal("");
/** A sentence such as "Saved." that stays until it is closed or the page changes. */
export const notice = signal<{ text: string; forNext: boolean } | null>(null);

/** The form to show first on the next page of a patient, after it was filled in there. */
export const showFirst = signal<{ patient: string; instrument: string } | null>(null);

/** The rating to go on with on the next page, of which there may be several. */
export const resumeFirst = signal<{ patient: string; instrument: string } | null>(null);

/** Called on every change of page: what was meant for the next page stays for this one. */
export function turnNotice(): void {
  const now = notice.peek();
  if (now !== null) notice.value = now.forNext ? { ...now, forNext: false } : null;
}
/** What screen readers are told politely. */
export const said = signal("");

/** Says `text` to screen readers, also when it is the same as before. */
export function say(text: string): void {
  said.value = said.value === text ? `${text}\u00a0` : text;
}

/** Forgets everything that was decrypted. */
export function forget(): void {
  panel.value = null;
  progress.value = null;
  opening.value = false;
  openingFailed.value = null;
  search.value = "";
  librarySearch.value = "";
  notice.value = null;
  showFirst.value = null;
  resumeFirst.value = null;
  said.value = "";
  link.value = { kind: "working" };
}

export const title = (view: string | null): string =>
  view === null ? t("app.name") : `${view} · ${t("app.name")}`;
