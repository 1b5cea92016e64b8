/** Typed calls to the Worker that holds the keys. */
import workerUrl from "./worker?worker&url";
import type { Call, CallName, CallTuple, Event, Failure, FailureCode, FromWorker, Ok, ToWorker } from "./types";

/** Why a call failed; `message` is ready to show, `retryAfter` is in seconds. */
export class CallError extends Error {
  constructor(
    readonly code: FailureCode,
    text: string,
    readonly retryAfter: number | null = null,
  ) {
    super(text);
  }
}

type Pending = { resolve: (ok: never) => void; reject: (error: CallError) => void };

/** The part of a Worker that is used, so that tests can replace it. */
export type Port = {
  postMessage(message: ToWorker): void;
  onmessage: ((message: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
};

/** Matches answers to calls by number. */
export class Session {
  #next = 1;
  readonly #pending = new Map<number, Pending>();

  constructor(
    private readonly port: Port,
    private readonly onProgress: (progress: Event) => void,
  ) {
    port.onmessage = (message) => this.#receive(message.data);
    port.onerror = () =>
      this.#failAll({
        code: "worker-failed",
        text: "This page could not start its reader. Nothing was lost. Load the page again.",
        retry_after: null,
      });
  }

  call<K extends CallName>(...[call, args]: CallTuple<K>): Promise<Ok<K>> {
    const id = this.#next++;
    return new Promise<Ok<K>>((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (ok: never) => void, reject });
      this.port.postMessage({ id, call: { call, args } as Call });
    });
  }

  #receive(message: FromWorker): void {
    if ("event" in message) {
      this.onProgress(message.event);
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (!pending) return;
    if ("error" in message) pending.reject(asError(message.error));
    else pending.resolve(("ok" in message.ok ? message.ok.ok : undefined) as never);
  }

  #failAll(failure: Failure): void {
    for (const { reject } of this.#pending.values()) reject(asError(failure));
    this.#pending.clear();
  }
}

function asError(failure: Failure): CallError {
  return new CallError(failure.code, failure.text, failure.retry_after);
}

type Policy = { createScriptURL(url: string): string };
type Factory = { createPolicy(name: string, rules: Policy): Policy };

/** Starts the Worker. Its address passes the only Trusted Types policy of the page. */
export function startWorker(): Worker {
  const factory = (window as { trustedTypes?: Factory }).trustedTypes;
  const sameAddress: Policy = {
    createScriptURL(url) {
      if (url !== workerUrl) throw new TypeError("only the page's own Worker may be started");
      return url;
    },
  };
  const policy = factory?.createPolicy("interlude", sameAddress) ?? sameAddress;
  return new Worker(policy.createScriptURL(workerUrl), { type: "module", name: "core" });
}
