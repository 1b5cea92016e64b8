/** The types of the boundary, which are generated, and what the page makes of them. */
import type { Call, Event, Failure, Outcome, Reply } from "./generated";

export type * from "./generated";

export type CallName = Call["call"];

/** The arguments of a call; `undefined` where it has none. */
export type Args<K extends CallName> = Extract<Call, { call: K }> extends { args: infer A } ? A : undefined;

/** The answer to a call; `undefined` where there is nothing to answer. */
export type Ok<K extends CallName> = Extract<Reply, { reply: K }> extends { ok: infer O } ? O : undefined;

/** How a call is written: its name, and its arguments if it has any. */
export type Asked<K extends CallName> = Args<K> extends undefined ? [call: K, args?: undefined] : [call: K, args: Args<K>];

export type Country = "US" | "CA" | "GB" | "AU";

export type ToWorker = { id: number; call: Call };

/** `Outcome` with the number of its call, or what is heard while one runs. */
export type FromWorker = { id: number; ok: Reply } | { id: number; error: Failure } | { event: Event };

/** An outcome with the number of its call. */
export const answerTo = (id: number, outcome: Outcome): FromWorker => ({ id, ...outcome });
