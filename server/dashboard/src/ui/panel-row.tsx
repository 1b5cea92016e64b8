/** A row of the panel: reasons, patient, last score, twelve weeks, last infusion, last answer, clinician. */
import { go } from "../route";
import { t } from "../text";
import type { PanelRow, Reason, ReasonCode } from "../types";
import { PageLink, Shape, type ShapeName } from "./parts";
import { Sparkline } from "./sparkline";

const SHAPES: Record<ReasonCode, ShapeName> = {
  "safety-item": "diamond",
  worse: "triangle",
  "lost-response": "triangle",
  "earlier-losses": "half",
  "not-responded": "dot",
  silent: "ring",
  "infusion-planned": "mark-open",
  "not-answered": "ring",
  unreadable: "bang",
  "unknown-version": "bang",
  none: "none",
};

type Props = {
  row: PanelRow;
  index: number;
  stop: boolean;
  height: number;
  onFocus: (index: number) => void;
};

export function Row({ row, index, stop, height, onFocus }: Props) {
  const to = { view: "patient", patient: row.patient } as const;
  const open = (event: MouseEvent): void => {
    const onLink = event.target instanceof Element && event.target.closest("a") !== null;
    if (!onLink && getSelection()?.isCollapsed !== false) go(to);
  };
  const score = row.score;
  return (
    <tr
      aria-rowindex={index + 2}
      data-row={index}
      data-testid="panel-row"
      data-patient={row.patient}
      style={{ height: `${height}px` }}
      onClick={open}
      onFocusIn={() => onFocus(index)}
    >
      <td class="why">
        {row.reasons.map((reason) => (
          <Why key={reason.code} reason={reason} />
        ))}
        {row.safety_unanswered_text !== null && (
          <span class="reason" data-testid="panel-safety-unanswered">
            <Shape name="ring" />
            <span class="reason-text">{row.safety_unanswered_text}</span>
          </span>
        )}
        {row.late_text !== null && (
          <span class="reason unreadable">
            <Shape name="bang" />
            <span class="reason-text">{row.late_text}</span>
          </span>
        )}
      </td>
      <td class="who">
        <PageLink to={to} class="name" tabIndex={stop ? 0 : -1} data-testid="panel-name">
          {row.name ?? t("person.unnamed")}
        </PageLink>
        <span class="sub">{identity(row)}</span>
      </td>
      <td class="score" data-label={t("panel.score")}>
        {score === null ? (
          <span class="sub">{t("panel.noScore")}</span>
        ) : (
          <>
            <span class="line">
              <span class={score.total === null ? "no-total" : "total"} data-testid="panel-total">
                {score.text}
              </span>
              {score.change_text !== null && <span class="change">{score.change_text}</span>}
              <span class="sub short">{score.short}</span>
            </span>
            <span class="sub">
              {score.baseline_text ?? score.band_label}
              {score.status === "prorated" && <Prorated />}
            </span>
          </>
        )}
      </td>
      <td class="weeks">
        <Sparkline spark={row.spark} now={score?.total === null ? null : (score?.text ?? null)} />
      </td>
      <td class="out" data-label={t("panel.outcome")} data-testid="panel-outcome">
        {row.outcome?.label ?? <span class="sub">{t("panel.noOutcome")}</span>}
      </td>
      <td class="inf" data-label={t("panel.lastInfusion")}>
        {row.last_infusion?.text ?? <span class="sub">{t("panel.noInfusion")}</span>}
        {row.planned_text !== null && <span class="sub">{row.planned_text}</span>}
      </td>
      <td class="ans" data-label={t("panel.lastAnswer")}>
        {row.last_answer?.text ?? <span class="sub">{t("panel.noAnswer")}</span>}
      </td>
      <td class="own" data-label={t("panel.clinician")} data-testid="panel-clinician">
        {row.owner?.text ?? <span class="sub">{t("panel.noClinician")}</span>}
      </td>
    </tr>
  );
}

function Why({ reason }: { reason: Reason }) {
  if (reason.code === "none") return null;
  return (
    <span class={`reason ${reason.code}`}>
      <Shape name={SHAPES[reason.code]} />
      <span class="reason-text">{reason.text}</span>
      {reason.detail !== null && <span class="sub">{reason.detail}</span>}
    </span>
  );
}

function Prorated() {
  return (
    <span class="prorated">
      {" "}
      <Shape name="diamond-open" /> {t("score.prorated")}
    </span>
  );
}

function identity(row: PanelRow): string {
  const parts = [row.born_text, row.clinic_number].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(" · ") : t("person.noIdentity");
}
