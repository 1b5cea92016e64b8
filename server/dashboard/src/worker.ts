/** The module Worker: loads the core, keeps every key, and answers the page with plain objects. */
import init, { ClinicianSession } from "interlude-core";
import wasmUrl from "interlude-core.wasm?url";
import { loadStore, saveRatings, saveStore } from "./store";
import type { CallName, Failure, FromWorker, ToWorker } from "./types";

const CALLS: ReadonlySet<CallName> = new Set<CallName>([
  "start",
  "set_up",
  "confirm_kit",
  "sign_in",
  "sync",
  "watch",
  "panel",
  "chart",
  "clinic_info",
  "set_clinic_info",
  "invite",
  "pairing_state",
  "confirm",
  "cancel_invite",
  "record_infusion",
  "correct_profile",
  "dose_text",
  "rateable",
  "open_rating",
  "rate",
  "rating",
  "sign_rating",
  "discard_rating",
  "unsaved_ratings",
  "take_back",
  "patients",
  "library",
  "library_item",
  "set_forms",
  "check_upload",
  "upload_instrument",
  "brought_files",
  "take_file_back",
  "lock",
  "sign_out",
]);

const post = (message: FromWorker): void => self.postMessage(message);

async function open(): Promise<ClinicianSession> {
  await init({ module_or_path: wasmUrl });
  const kept = await loadStore();
  return new ClinicianSession(self.location.origin, kept.memory, JSON.stringify(kept.ratings), (event) =>
    post({ event } as FromWorker),
  );
}

const session = open();
// A failed start is told to whoever calls; without this line it would also be unhandled.
session.catch(() => undefined);

/** Makes a failure of any shape one that the page can show. */
function failure(cause: unknown): Failure {
  if (typeof cause === "object" && cause !== null && "code" in cause && "text" in cause) {
    return cause as Failure;
  }
  return {
    code: "internal",
    text: "This page stopped working. Nothing was lost. Load it again.",
  };
}

async function answer({ id, call, args }: ToWorker): Promise<void> {
  try {
    const core = await session;
    if (!CALLS.has(call)) throw { code: "unknown-call", text: `There is no call ${call}.` };
    const act = core[call] as (args: object) => Promise<unknown>;
    const ok = await act.call(core, args);
    // The answer to a tap may be crisis help, which waits for no disk.
    if (call === "rate") post({ id, ok });
    const ratings = core.ratings_to_keep();
    if (ratings !== undefined) await saveRatings(JSON.parse(ratings) as Record<string, string | null>);
    const changed = core.store();
    if (changed !== undefined) await saveStore(changed);
    if (call !== "rate") post({ id, ok });
  } catch (cause) {
    post({ id, error: failure(cause) });
  }
}

self.onmessage = (message: MessageEvent<ToWorker>): void => void answer(message.data);
