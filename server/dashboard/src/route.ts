/** Addresses of the page, `/c/<clinic>/…`. They contain opaque ids and no names. */
import { signal } from "@preact/signals";

export type Place =
  | { view: "panel" }
  | { view: "patient"; patient: string }
  /** `record`: the infusion to correct; null for a new one. */
  | { view: "infusion"; patient: string; record: string | null }
  | { view: "profile"; patient: string }
  | { view: "treatment"; patient: string }
  | { view: "rate"; patient: string }
  | { view: "cohort" }
  | { view: "add" }
  | { view: "library" }
  | { view: "instrument"; instrument: string }
  | { view: "clinic" }
  | { view: "nowhere" };

export type Address = { clinic: string | null; place: Place };

const ID = /^[0-9a-f]{32}$/;
const INSTRUMENT = /^[a-z][a-z0-9_]{0,63}$/;

export function parseAddress(path: string): Address {
  const parts = path.split("/").filter((part) => part !== "");
  const [c, clinic, view, id, more, record, ...rest] = parts;
  if (c === undefined) return { clinic: null, place: { view: "panel" } };
  if (c !== "c" || clinic === undefined || !ID.test(clinic)) {
    return { clinic: null, place: { view: "nowhere" } };
  }
  return { clinic, place: rest.length > 0 ? { view: "nowhere" } : inside(view, id, more, record) };
}

function inside(view?: string, id?: string, more?: string, record?: string): Place {
  if (view === undefined) return { view: "panel" };
  if (record !== undefined && view !== "p") return { view: "nowhere" };
  if (id === undefined) {
    if (view === "p") return { view: "panel" };
    if (view === "cohort") return { view: "cohort" };
    if (view === "new") return { view: "add" };
    if (view === "library") return { view: "library" };
    if (view === "clinic") return { view: "clinic" };
    return { view: "nowhere" };
  }
  if (view === "library" && more === undefined && INSTRUMENT.test(id)) return { view: "instrument", instrument: id };
  if (view !== "p" || !ID.test(id)) return { view: "nowhere" };
  if (more === undefined) return { view: "patient", patient: id };
  if (more === "infusion" && (record === undefined || ID.test(record))) {
    return { view: "infusion", patient: id, record: record ?? null };
  }
  if (record !== undefined) return { view: "nowhere" };
  if (more === "profile" || more === "treatment") return { view: more, patient: id };
  // The address does not name the form: it must not contain health data.
  return more === "rate" ? { view: "rate", patient: id } : { view: "nowhere" };
}

/** The path of a place, or of the clinic itself. */
export function addressOf(clinic: string, place: Place = { view: "nowhere" }): string {
  const root = `/c/${clinic}`;
  switch (place.view) {
    case "panel":
      return `${root}/p`;
    case "patient":
      return `${root}/p/${place.patient}`;
    case "infusion":
      return `${root}/p/${place.patient}/infusion${place.record === null ? "" : `/${place.record}`}`;
    case "treatment":
      return `${root}/p/${place.patient}/treatment`;
    case "profile":
      return `${root}/p/${place.patient}/profile`;
    case "rate":
      return `${root}/p/${place.patient}/rate`;
    case "cohort":
      return `${root}/cohort`;
    case "add":
      return `${root}/new`;
    case "library":
      return `${root}/library`;
    case "instrument":
      return `${root}/library/${place.instrument}`;
    case "clinic":
      return `${root}/clinic`;
    case "nowhere":
      return root;
  }
}

export const address = signal<Address>({ clinic: null, place: { view: "panel" } });

/** Called before leaving a place; false prevents it. */
let mayLeave: (() => boolean) | null = null;

export function guardLeaving(guard: (() => boolean) | null): void {
  mayLeave = guard;
}

/** Starts to follow the browser's back and forward buttons. */
export function startRouting(): void {
  address.value = parseAddress(location.pathname);
  addEventListener("popstate", () => {
    const guarded = mayLeave !== null && !mayLeave();
    if (guarded) history.pushState(null, "", pathOf(address.value));
    else address.value = parseAddress(location.pathname);
  });
}

function pathOf({ clinic, place }: Address): string {
  return clinic === null ? "/" : addressOf(clinic, place);
}

/** Opens a place, scrolled to the top. For the current place, neither the history nor the scroll position changes. */
export function go(place: Place): void {
  const { clinic } = address.value;
  if (clinic === null || (mayLeave !== null && !mayLeave())) return;
  const path = addressOf(clinic, place);
  const other = path !== location.pathname;
  if (other) history.pushState(null, "", path);
  address.value = { clinic, place };
  if (other) scrollTo(0, 0);
}

/** Writes the clinic into the address without a new history entry. */
export function settleClinic(clinic: string): void {
  const place = address.value.clinic === clinic ? address.value.place : ({ view: "panel" } as const);
  history.replaceState(null, "", addressOf(clinic, place));
  address.value = { clinic, place };
}
