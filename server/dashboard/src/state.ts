/** The state of the page, in memory only: locking or closing the page erases it. */
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
  /** The server is reachable, but some of its records could not be fetched. */
  | { kind: "partly"; at: string }
  | { kind: "working" }
  | { kind: "away"; since: number; at: string | null };

export const phase = signal<Phase>({ at: "starting" });
/** The clinic key that this browser remembers, before sign-in. */
export const rememberedKey = signal<string | null>(null);
export const build = signal("");
export const signedIn = signal<SignedIn | null>(null);
export const progress = signal<Event | null>(null);
/** True until all records of the server are open. */
export const opening = signal(false);
export const openingFailed = signal<string | null>(null);
export const panel = signal<Panel | null>(null);
/** Grows when new records were opened, so that open pages read core again. */
export const edition = signal(0);
export const link = signal<Link>({ kind: "working" });
/** The current time in milliseconds, updated by the page's only timer. */
export const clock = signal(Date.now());
export const search = signal("");
/** The search text of the library; it is kept while an instrument is open. */
export const librarySearch = signal("");
/** A sentence such as "Saved.", shown until it is closed or the page changes. */
export const notice = signal<{ text: string; forNext: boolean } | null>(null);

/** The instrument that the patient's page shows first after a rating was saved. */
export const showFirst = signal<{ patient: string; instrument: string } | null>(null);

/** The unsaved rating that the next page resumes. */
export const resumeFirst = signal<{ patient: string; instrument: string } | null>(null);

/** Called on every change of page: keeps a notice for the next page, drops others. */
export function turnNotice(): void {
  const now = notice.peek();
  if (now !== null) notice.value = now.forNext ? { ...now, forNext: false } : null;
}
/** The text of the live region for screen readers. */
export const announcement = signal("");

/** Announces `text` to screen readers, even if it repeats the last one. */
export function announce(text: string): void {
  announcement.value = announcement.value === text ? `${text}\u00a0` : text;
}

/** Erases decrypted data. */
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
  announcement.value = "";
  link.value = { kind: "working" };
}

export const title = (view: string | null): string =>
  view === null ? t("app.name") : `${view} · ${t("app.name")}`;
