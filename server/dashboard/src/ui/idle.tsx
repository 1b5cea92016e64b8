/** Locks an unattended page after a warning. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { lock, reportActivity } from "../actions";
import { IDLE_MINUTES, idleState } from "../idle";
import { clock } from "../state";
import { t } from "../text";
import { Button } from "./parts";

const ACTIVITY = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

export function IdleLock() {
  const last = useRef(Date.now());
  const dialog = useRef<HTMLDialogElement>(null);
  const [warning, setWarning] = useState(false);

  useLayoutEffect(() => {
    // During the warning only its button counts, so that an accidental movement does not end it.
    const act = (): void => {
      if (idleState(last.current, Date.now()).kind !== "active") return;
      last.current = Date.now();
      reportActivity();
    };
    const tick = (): void => {
      clock.value = Date.now();
      const state = idleState(last.current, Date.now());
      setWarning(state.kind === "warning");
      if (state.kind === "lock") void lock(t("locked.idle", { minutes: IDLE_MINUTES }));
    };
    for (const name of ACTIVITY) addEventListener(name, act, { passive: true });
    const timer = setInterval(tick, 1000);
    return () => {
      for (const name of ACTIVITY) removeEventListener(name, act);
      clearInterval(timer);
    };
  }, []);

  useLayoutEffect(() => {
    if (warning) dialog.current?.showModal();
    else dialog.current?.close();
  }, [warning]);

  const stay = (): void => {
    last.current = Date.now();
    setWarning(false);
  };

  return (
    <dialog ref={dialog} aria-labelledby="idle-title" onCancel={stay}>
      <h2 id="idle-title">{t("idle.title")}</h2>
      <p>{t("idle.text")}</p>
      <Button kind="main" onClick={stay} data-testid="stay">
        {t("idle.stay")}
      </Button>
    </dialog>
  );
}
