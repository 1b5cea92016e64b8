/** What core asks before an infusion is signed, and the reason that confirms all of it. */
import { useEffect, useRef } from "preact/hooks";
import { t } from "../text";
import { TextField } from "./form";
import { Notice } from "./parts";

export function Doubts({ texts, error }: { texts: string[]; error: string | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  const all = texts.join("\n");
  // The reason has the focus, and the banner would cover the first lines above it.
  useEffect(() => box.current?.scrollIntoView({ block: "center" }), [all]);
  if (texts.length === 0) return null;
  return (
    <div class="doubts" ref={box}>
      <Notice kind="attention" role="status" data-testid="doubts">
        <p>{t("infusion.doubts")}</p>
        <ul class="plain">
          {texts.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Notice>
      <TextField name="reason" label={t("infusion.reason")} hint={t("infusion.reasonHint")} error={error} />
    </div>
  );
}
