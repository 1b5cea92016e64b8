import { expect, it } from "vitest";
import { CallError, type Port, Session } from "./session";
import type { Event, FromWorker, ToWorker } from "./types";

function pair(): { session: Session; sent: ToWorker[]; answer: (message: FromWorker) => void; port: Port; seen: Event[] } {
  const sent: ToWorker[] = [];
  const seen: Event[] = [];
  const port: Port = { postMessage: (message) => void sent.push(message), onmessage: null, onerror: null };
  const session = new Session(port, (progress) => seen.push(progress));
  const answer = (data: FromWorker): void => port.onmessage?.({ data } as MessageEvent<FromWorker>);
  return { session, sent, answer, port, seen };
}

it("answers match their calls in any order", async () => {
  const { session, sent, answer } = pair();
  const slow = session.call("watch");
  const quick = session.call("patients");
  expect(sent.map((message) => message.call.call)).toEqual(["watch", "patients"]);
  answer({ id: 2, ok: { reply: "patients", ok: { patients: [] } } });
  answer({ id: 1, ok: { reply: "watch", ok: { changed: true } } });
  await expect(quick).resolves.toEqual({ patients: [] });
  await expect(slow).resolves.toEqual({ changed: true });
});

it("a failure keeps its code, its text and its wait", async () => {
  const { session, answer } = pair();
  const call = session.call("sign_in", { clinic: "", login: "", passphrase: "" });
  answer({ id: 1, error: { code: "busy", text: "Wait a minute.", retry_after: 60 } });
  await expect(call).rejects.toEqual(new CallError("busy", "Wait a minute.", 60));
  await expect(call).rejects.toMatchObject({ code: "busy", retryAfter: 60 });
});

it("progress is reported while a call runs, and a stray answer is ignored", () => {
  const { answer, seen } = pair();
  answer({ event: { kind: "progress", opened: 1, total: 2, unreadable: 0 } });
  answer({ id: 99, ok: { reply: "lock" } });
  expect(seen).toEqual([{ kind: "progress", opened: 1, total: 2, unreadable: 0 }]);
});

it("a Worker that dies fails every pending call", async () => {
  const { session, port } = pair();
  const call = session.call("sync");
  port.onerror?.({} as ErrorEvent);
  await expect(call).rejects.toMatchObject({ code: "worker-failed" });
});
