/** The Worker: loads core, holds all keys, and answers the page's calls. */
import init, { ClinicianSession } from "interlude-core";
import wasmUrl from "interlude-core.wasm?url";
import { loadStore, saveRatings, saveStore } from "./store";
import { type CallResult, type Event, type Failure, type FromWorker, type ToWorker, answerTo } from "./types";

const post = (message: FromWorker): void => self.postMessage(message);

async function open(): Promise<ClinicianSession> {
  await init({ module_or_path: wasmUrl });
  const kept = await loadStore();
  return new ClinicianSession(self.location.origin, kept.memory, JSON.stringify(kept.ratings), (event) =>
    post({ event: JSON.parse(event) as Event }),
  );
}

const session = open();
// Each call reports a failed start; this only prevents an unhandled rejection.
session.catch(() => undefined);

/** Converts any thrown value to a failure that the page can show. */
function failure(cause: unknown): Failure {
  if (typeof cause === "object" && cause !== null && "code" in cause && "text" in cause) {
    return cause as Failure;
  }
  return {
    code: "internal",
    text: "This page stopped working. Nothing was lost. Load it again.",
    retry_after: null,
  };
}

async function answer({ id, call }: ToWorker): Promise<void> {
  try {
    const core = await session;
    const outcome = JSON.parse(await core.call(JSON.stringify(call))) as CallResult;
    // The answer may be crisis help, which must not wait for the disk.
    const atOnce = call.call === "rate" || "error" in outcome;
    if (atOnce) post(answerTo(id, outcome));
    await keep(core);
    if (!atOnce) post(answerTo(id, outcome));
  } catch (cause) {
    post({ id, error: failure(cause) });
  }
}

/** Stores what changed since the last call. */
async function keep(core: ClinicianSession): Promise<void> {
  const ratings = core.ratings_to_keep();
  if (ratings !== undefined) await saveRatings(JSON.parse(ratings) as Record<string, string | null>);
  const changed = core.store();
  if (changed !== undefined) await saveStore(changed);
}

self.onmessage = (message: MessageEvent<ToWorker>): void => void answer(message.data);
