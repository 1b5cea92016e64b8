/** An invite, which ends with this page: QR code and text, state, and the six digits. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ask, catchUp, codeOf, textOf } from "../actions";
import { go, guardLeaving } from "../route";
import { announce, clock } from "../state";
import { t, tn } from "../text";
import { minutesUntil } from "../time";
import type { Invite, InviteState } from "../types";
import type { NewPatient } from "../types";
import { type Errors, Form, TextField } from "./form";
import { Button, PageTitle } from "./parts";
import { QrCode } from "./qr";

const ALIVE: ReadonlySet<InviteState> = new Set(["waiting", "claimed"]);
const DEAD: ReadonlySet<InviteState> = new Set(["expired", "burnt"]);

type Now = { state: InviteState; text: string };

/** Reads the state once a second until the phone is enrolled or the invite has ended. */
function usePairing(invite: Invite): [Now, (now: Now) => void] {
  const [now, setNow] = useState<Now>({ state: "waiting", text: t("pair.waiting") });
  const over = DEAD.has(now.state) || now.state === "enrolled";
  // A layout effect, so that pending replies are ignored as soon as the invite has ended.
  useLayoutEffect(() => {
    if (over) return;
    let active = true;
    const poll = async (): Promise<void> => {
      try {
        const next = await ask("pairing_state");
        if (active) setNow(next);
      } catch (cause) {
        if (active) setNow((before) => ({ ...before, text: textOf(cause) }));
      }
      if (active) timer = setTimeout(() => void poll(), 1000);
    };
    let timer = setTimeout(() => void poll(), 1000);
    return () => {
      active = false;
      clearTimeout(timer);
    };
  }, [invite, over]);
  return [now, setNow];
}

type Props = { person: NewPatient; invite: Invite; onAgain: () => void };

export function Pairing({ person, invite, onAgain }: Props) {
  const [now, setNow] = usePairing(invite);
  const alive = ALIVE.has(now.state);
  useLayoutEffect(() => {
    if (!alive) return;
    const stay = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", stay);
    guardLeaving(() => confirm(t("pair.leave")));
    return () => {
      removeEventListener("beforeunload", stay);
      guardLeaving(null);
    };
  }, [alive]);
  const open = useRef(true);
  open.current = alive;
  useEffect(() => {
    // Leaving the page in any way ends an unconfirmed invite.
    return () => {
      if (open.current) ask("cancel_invite").catch(() => undefined);
    };
  }, [invite]);
  useEffect(() => announce(now.text), [now.text]);
  useEffect(() => {
    if (now.state === "enrolled") void catchUp().catch(() => undefined);
  }, [now.state]);

  return (
    <>
      <div class="page-head">
        <PageTitle tab={t("add.tab")}>{t("pair.title", { name: person.name })}</PageTitle>
      </div>
      <div class="pairing" data-testid="pairing" data-state={now.state}>
        {now.state === "waiting" && <InviteCard invite={invite} onCancel={onAgain} />}
        <div class="card">
          <p class="pair-state" data-testid="pair-text">
            {now.text}
          </p>
          {now.state === "claimed" && (
            <Digits
              onCancel={onAgain}
              onDone={() => setNow({ state: "confirmed", text: t("pair.confirmed") })}
              onWrong={(text) => setNow({ state: "burnt", text })}
            />
          )}
          {now.state === "waiting" && <p class="sub">{t("pair.next")}</p>}
          {DEAD.has(now.state) && (
            <Button kind="main" onClick={onAgain} data-testid="invite-again">
              {t("pair.again")}
            </Button>
          )}
          {now.state === "enrolled" && (
            <Button kind="main" onClick={() => go({ view: "panel" })} data-testid="pair-done">
              {t("pair.toPanel")}
            </Button>
          )}
        </div>
      </div>
    </>
  );
}

function InviteCard({ invite, onCancel }: { invite: Invite; onCancel: () => void }) {
  const [copied, setCopied] = useState(false);
  const minutes = minutesUntil(invite.expires_at, Math.max(clock.value, Date.now()));
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(invite.text).then(
      () => setCopied(true),
      () => document.querySelector<HTMLTextAreaElement>("#invite-text")?.select(),
    );
  };
  return (
    <div class="card invite">
      <h2>{t("pair.invite")}</h2>
      <p class="sub">{tn("pair.ends", minutes)}</p>
      <QrCode qr={invite.qr} label={t("pair.qr")} />
      <label for="invite-text">{t("pair.text")}</label>
      <textarea id="invite-text" readOnly rows={6} data-testid="invite-text" value={invite.text} />
      <div class="acts">
        <Button onClick={() => void copy()}>{copied ? t("pair.copied") : t("pair.copy")}</Button>
        <Button kind="quiet" onClick={onCancel}>
          {t("pair.cancel")}
        </Button>
      </div>
    </div>
  );
}

type DigitsProps = { onDone: () => void; onWrong: (text: string) => void; onCancel: () => void };

function Digits({ onDone, onWrong, onCancel }: DigitsProps) {
  const [errors, setErrors] = useState<Errors>({});
  const [busy, setBusy] = useState(false);
  const submit = async (values: Record<string, string>): Promise<void> => {
    const digits = (values.digits ?? "").replace(/\s/g, "");
    if (!/^\d{6}$/.test(digits)) {
      setErrors({ digits: t("pair.needDigits") });
      return;
    }
    if (busy) return;
    setErrors({});
    setBusy(true);
    try {
      await ask("confirm", { digits });
      onDone();
    } catch (cause) {
      if (codeOf(cause) === "wrong-digits") onWrong(textOf(cause));
      else setErrors({ digits: textOf(cause) });
      setBusy(false);
    }
  };
  return (
    <Form errors={errors} onSubmit={submit} data-testid="digits">
      <TextField
        name="digits"
        label={t("pair.digits")}
        hint={t("pair.digitsHint")}
        inputMode="numeric"
        maxLength={7}
        width="mid"
        error={errors.digits}
      />
      <p class="sub">{t("pair.burn")}</p>
      <div class="acts">
        <Button kind="main" type="submit" busy={busy} data-testid="digits-submit">
          {t("pair.confirm")}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {t("pair.cancel")}
        </Button>
      </div>
    </Form>
  );
}
