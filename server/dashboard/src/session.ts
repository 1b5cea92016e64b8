/** Typed calls to the Worker that holds the keys. */
import workerUrl from "./worker?worker&url";
import type { Asked, Call, CallName, Event, Failure, FailureCode, FromWorker, Ok, ToWorker } from "./types";

/** A call that did not succeed; `message` is ready to show. */
export class CallError extends Error {
  constructor(
    readonly code: FailureCode,
    text: string,
    readonly retryAfter: number | null = null,
  ) {
    super(text);
  }
}

type Waiting = { resolve: (ok: never) => void; reject: (error: CallError) => void };

/** What a Worker offers, so that tests can stand in for one. */
export type Port = {
  postMessage(message: ToWorker): void;
  onmessage: ((message: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
};

/** Matches answers to calls by number; answers may come in any order. */
export class Session {
  #next = 1;
  readonly #waiting = new Map<number, Waiting>();

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

  call<K extends CallName>(...[call, args]: Asked<K>): Promise<Ok<K>> {
    const id = this.#next++;
    return new Promise<Ok<K>>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (ok: never) => void, reject });
      this.port.postMessage({ id, call: { call, args } as Call });
    });
  }

  #receive(message: FromWorker): void {
    if ("event" in message) {
      this.onProgress(message.event);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (!waiting) return;
    if ("error" in message) waiting.reject(asError(message.error));
    else waiting.resolve(("ok" in message.ok ? message.ok.ok : undefined) as never);
  }

  #failAll(failure: Failure): void {
    for (const { reject } of this.#waiting.values()) reject(asError(failure));
    this.#waiting.clear();
  }
}

function asError(failure: Failure): CallError {
  return new CallError(failure.code, failure.text, failure.retry_after);
}

type Policy = { createScriptURL(url: string): string };
type Factory = { createPolicy(name: string, rules: Policy): Policy };

/** Starts the Worker; its address passes the one Trusted Types policy of this page. */
export function startWorker(): Worker {
  const factory = (window as { trustedTypes?: Factory }).trustedTypes;
  const sameAddress: Policy = {
    createScriptURL(url) {
      if (url !== workerUrl) throw new TypeError("only the page's own worker may be started");
      return url;
    },
  };
  const policy = factory?.createPolicy("interlude", sameAddress) ?? sameAddress;
  return new Worker(policy.createScriptURL(workerUrl), { type: "module", name: "core" });
}
