// What the measurements of the page have in common.

/** Runs in the page first: `window.seen` records when the Worker answers and when rows appear. */
export function watch(row) {
  const seen = { worker: null, answers: [], first: null };
  window.seen = seen;
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      seen.worker = this;
      const calls = new Map();
      this.send = this.postMessage.bind(this);
      this.postMessage = (message) => {
        calls.set(message.id, { call: message.call.call, from: performance.now() });
        this.send(message);
      };
      this.addEventListener("message", ({ data }) => {
        const known = calls.get(data.id);
        if (known) seen.answers.push({ ...known, to: performance.now(), ok: data.ok?.ok });
      });
    }
  };
  window.painted = () =>
    new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
  addEventListener("click", (event) => {
    if (event.target.closest("[data-testid=sign-in-submit]")) seen.pressed = performance.now();
  }, true);
  new MutationObserver(async () => {
    if (seen.first !== null || document.querySelector(row) === null) return;
    seen.first = 0;
    seen.first = await window.painted();
  }).observe(document, { childList: true, subtree: true });
}
