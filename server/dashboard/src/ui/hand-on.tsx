/** Crisis help for an answer about a patient, to be read out or handed on. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../text";
import type { CrisisAction, CrisisDirective } from "../types";
import { Shape } from "./parts";

type Props = { help: CrisisDirective; changed: string | null };

export function HandOn({ help, changed }: Props) {
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => box.current?.scrollIntoView({ block: "nearest" }), []);
  const first = [help.emergency, ...(help.primary === null ? [] : [help.primary]), ...help.others];
  return (
    <section ref={box} class="hand-on" aria-label={help.heading} data-testid="hand-on">
      <div role="alert">
        <h2>
          <Shape name="diamond" /> {help.heading}
        </h2>
        {help.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <Lines of={first} />
      {help.more.length > 0 && (
        <details>
          <summary>{t("rate.more")}</summary>
          <Lines of={help.more} />
        </details>
      )}
      <p class="sub">{help.checked_text}</p>
      {changed !== null && <p role="status">{changed}</p>}
    </section>
  );
}

/** Crisis lines as text, because this computer cannot call. */
function Lines({ of }: { of: CrisisAction[] }) {
  return (
    <ul class="plain help-lines">
      {of.map((line) => (
        <li key={`${line.label} ${line.detail ?? ""}`}>
          <strong>{line.label}</strong>
          {line.detail !== null && <span>{line.detail}</span>}
          {line.url !== null && <span class="address">{line.url}</span>}
        </li>
      ))}
    </ul>
  );
}
