/** The table of the panel: one tab stop, arrow keys between rows, only rows near the viewport drawn. */
import type { TargetedEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { followPaper, onPaper } from "../paper";
import { type Density, type Order, type OrderKey, rowHeight, slice } from "../panel-rows";
import { address, addressOf, go } from "../route";
import { t } from "../text";
import type { PanelRow } from "../types";
import { Row } from "./panel-row";

type Column = { key: string; label: string; order?: OrderKey };

const columns: Column[] = [
  { key: "why", label: t("panel.why"), order: "matters" },
  { key: "who", label: t("panel.patient"), order: "name" },
  { key: "score", label: t("panel.score"), order: "score" },
  { key: "weeks", label: t("panel.weeks") },
  { key: "out", label: t("panel.outcome") },
  { key: "inf", label: t("panel.lastInfusion"), order: "infusion" },
  { key: "ans", label: t("panel.lastAnswer"), order: "answer" },
  { key: "own", label: t("panel.clinician") },
];

type Props = {
  rows: PanelRow[];
  order: Order;
  density: Density;
  onOrder: (by: OrderKey) => void;
};

/** The rows in the viewport; all rows when printing. */
function useWindow(body: { current: HTMLElement | null }, heights: number[]) {
  const [at, setAt] = useState({ top: 0, height: 1200 });
  const [all, setAll] = useState(false);
  useEffect(() => {
    const measure = (): void => {
      const box = body.current?.getBoundingClientRect();
      if (box) setAt({ top: -box.top, height: innerHeight });
    };
    const unfollow = followPaper(() => setAll(onPaper()));
    measure();
    addEventListener("scroll", measure, { passive: true });
    addEventListener("resize", measure);
    return () => {
      removeEventListener("scroll", measure);
      removeEventListener("resize", measure);
      unfollow();
    };
  }, []);
  return all ? { from: 0, to: heights.length, above: 0, below: 0 } : slice(heights, at.top, at.height);
}

export function PanelTable({ rows, order, density, onOrder }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState(0);
  const heights = rows.map((row) => rowHeight(row, density));
  const seen = useWindow(body, heights);
  const stop = Math.min(active, Math.max(0, rows.length - 1));

  const focusRow = (index: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActive(next);
    const shown = body.current?.querySelector<HTMLElement>(`[data-row="${next}"] a`);
    if (shown) shown.focus();
    else scrollBy(0, heights.slice(0, next).reduce((sum, each) => sum + each, 0) - scrollY);
  };

  const onKey = (event: TargetedEvent<HTMLTableSectionElement, KeyboardEvent>): void => {
    const row = rows[stop];
    const moves: Record<string, number> = {
      ArrowDown: stop + 1,
      ArrowUp: stop - 1,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      focusRow(to);
    } else if (row && event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      const { clinic } = address.value;
      if (clinic !== null) open(addressOf(clinic, { view: "patient", patient: row.patient }), "_blank", "noopener");
    } else if (row && event.key === "ArrowRight") go({ view: "patient", patient: row.patient });
  };

  return (
    <table class={`panel ${density}`} aria-rowcount={rows.length + 1} data-testid="panel">
      <caption class="vh">{t("panel.caption")}</caption>
      <thead>
        <tr aria-rowindex={1}>
          {columns.map((column) => (
            <Heading key={column.key} column={column} order={order} onOrder={onOrder} />
          ))}
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={onKey}>
        {seen.above > 0 && <Space height={seen.above} />}
        {rows.slice(seen.from, seen.to).map((row, index) => (
          <Row
            key={row.patient}
            row={row}
            index={seen.from + index}
            stop={seen.from + index === stop}
            height={heights[seen.from + index] ?? 56}
            onFocus={setActive}
          />
        ))}
        {seen.below > 0 && <Space height={seen.below} />}
      </tbody>
    </table>
  );
}

/** Takes the height of rows that are not drawn. */
function Space({ height }: { height: number }) {
  return (
    <tr aria-hidden="true" class="space">
      <td colSpan={columns.length} style={{ height: `${height}px` }} />
    </tr>
  );
}

function Heading({ column, order, onOrder }: { column: Column } & Pick<Props, "order" | "onOrder">) {
  const by = column.order;
  if (by === undefined) return <th class={column.key}>{column.label}</th>;
  const current = by === order.by;
  // Scores begin with the highest.
  const down = (by === "score") !== order.reversed;
  return (
    <th class={column.key} aria-sort={current ? (down ? "descending" : "ascending") : undefined}>
      <button type="button" class="sort" onClick={() => onOrder(by)}>
        {column.label}
        {current && <span aria-hidden="true">{order.reversed ? " ↑" : " ↓"}</span>}
      </button>
    </th>
  );
}
