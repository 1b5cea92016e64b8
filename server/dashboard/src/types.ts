/** The generated types of calls and replies, and types derived from them. */
import type { Call, Event, Failure, CallResult, Reply } from "./generated";

export type * from "./generated";

export type CallName = Call["call"];

/** The arguments of a call; `undefined` if it has none. */
export type Args<K extends CallName> = Extract<Call, { call: K }> extends { args: infer A } ? A : undefined;

/** The reply to a call; `undefined` if it is empty. */
export type Ok<K extends CallName> = Extract<Reply, { reply: K }> extends { ok: infer O } ? O : undefined;

/** A call as parameters: its name, and its arguments if it has any. */
export type CallTuple<K extends CallName> = Args<K> extends undefined ? [call: K, args?: undefined] : [call: K, args: Args<K>];

export type Country = "US" | "CA" | "GB" | "AU";

export type ToWorker = { id: number; call: Call };

/** An outcome with the number of its call, or an event. */
export type FromWorker = { id: number; ok: Reply } | { id: number; error: Failure } | { event: Event };

export const answerTo = (id: number, outcome: CallResult): FromWorker => ({ id, ...outcome });
