/** The panel (W5): all patients that the user may read, in core's order. */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../actions";
import {
  CORE_ORDER,
  type Density,
  found,
  ofMine,
  type Order,
  type OrderKey,
  ordered,
  SIGNALS,
  type Signal,
  signals,
  turned,
  withSignal,
} from "../panel-rows";
import { go } from "../route";
import { opening, panel, search } from "../state";
import { t, tn } from "../text";
import type { InfoForm, Panel, PanelRow } from "../types";
import { COUNTRIES } from "../ui/clinic-fields";
import { PanelTable } from "../ui/panel-table";
import { Button, Notice, PageLink, PageTitle, Shape } from "../ui/parts";
import { UnsavedRatings } from "../ui/unsaved";

const DENSITY = "panel-rows";

const ORDERS: OrderKey[] = ["matters", "name", "score", "infusion", "answer"];

function orderText({ by, reversed }: Order): string {
  if (by === "matters") return t("panel.orderMatters");
  return reversed ? t(`panel.reversed.${by}`) : t(`panel.order.${by}`);
}

export function PanelPage() {
  const rows = panel.value;
  const none = rows?.rows.length === 0;
  if (rows === null || (none && opening.value)) {
    return <PageTitle tab={t("panel.tab")}>{t("panel.title")}</PageTitle>;
  }
  return none ? <NoPatients /> : <Filled panel={rows} />;
}

function Filled({ panel: all }: { panel: Panel }) {
  const [order, setOrder] = useState<Order>(CORE_ORDER);
  const [density, setDensity] = useState<Density>(
    localStorage.getItem(DENSITY) === "compact" ? "compact" : "comfortable",
  );
  const [signal, setSignal] = useState<Signal | null>(null);
  const [mine, setMine] = useState(false);
  const query = search.value;
  const searched = ofMine(found(all.rows, query), mine);
  const rows = ordered(withSignal(searched, signal), order);
  const onlyUnreadable = signal === "unreadable";

  const changeDensity = (): void => {
    const next = density === "compact" ? "comfortable" : "compact";
    localStorage.setItem(DENSITY, next);
    setDensity(next);
  };

  return (
    <>
      <div class="page-head">
        <PageTitle tab={t("panel.tab")}>{t("panel.title")}</PageTitle>
        <p class="page-count" role="status" data-testid="panel-count">
          {tn("panel.count", all.patients, { shown: rows.length })}
          {" · "}
          {orderText(order)}
        </p>
        <div class="page-tools noprint">
          {order.by !== "matters" && (
            <Button kind="quiet" onClick={() => setOrder(CORE_ORDER)}>
              {t("panel.backToMatters")}
            </Button>
          )}
          <label class="narrow-only">
            {t("panel.sortBy")}{" "}
            <select
              value={order.by}
              data-testid="panel-order"
              onChange={(event) => setOrder({ by: event.currentTarget.value as OrderKey, reversed: false })}
            >
              {ORDERS.map((by) => (
                <option key={by} value={by}>
                  {t(`panel.by.${by}`)}
                </option>
              ))}
            </select>
          </label>
          {order.by !== "matters" && (
            <span class="narrow-only">
              <Button kind="quiet" pressed={order.reversed} onClick={() => setOrder(turned(order, order.by))}>
                {t("panel.reverse")}
              </Button>
            </span>
          )}
          <Button kind="quiet" pressed={density === "compact"} onClick={changeDensity}>
            {t("panel.compact")}
          </Button>
          <Button kind="quiet" onClick={() => window.print()}>
            {t("panel.print")}
          </Button>
        </div>
      </div>
      <details class="order noprint">
        <summary>{t("panel.orderHow")}</summary>
        <ol>
          {SIGNALS.map((code) => (
            <li key={code}>{t(`panel.sort.${code}`)}</li>
          ))}
          <li>{t("panel.sort.rest")}</li>
        </ol>
      </details>
      <Whose rows={all.rows} mine={mine} setMine={setMine} />
      <Filters panel={all} signal={signal} setSignal={setSignal} />
      {all.late_text !== null && (
        <Notice kind="fault" data-testid="panel-late">
          {all.late_text}
        </Notice>
      )}
      <UnsavedRatings />
      {opening.value && <p class="sub">{t("panel.notFinal")}</p>}
      {rows.length === 0 ? (
        <p data-testid="panel-none">{tn("panel.noneFound", all.patients)}</p>
      ) : (
        <div class="panel-box">
          <PanelTable rows={rows} order={order} density={density} onOrder={(by) => setOrder(turned(order, by))} />
        </div>
      )}
      {all.unreadable_text !== null && (
        <Notice kind="fault" data-testid="panel-unreadable">
          {all.unreadable_text}{" "}
          <Button kind="quiet" pressed={onlyUnreadable} onClick={() => setSignal(onlyUnreadable ? null : "unreadable")}>
            {onlyUnreadable ? t("panel.showAll") : t("panel.showThem")}
          </Button>
        </Notice>
      )}
    </>
  );
}

type WhoseProps = { rows: PanelRow[]; mine: boolean; setMine: (mine: boolean) => void };

/** All patients, or those of the person who reads; it combines with the other filters. */
function Whose({ rows, mine, setMine }: WhoseProps) {
  return (
    <div class="filters noprint" role="group" aria-label={t("panel.whose")}>
      <Button kind="quiet" pressed={!mine} onClick={() => setMine(false)} data-testid="filter-everyone">
        {t("panel.everyone")}
      </Button>
      <Button kind="quiet" pressed={mine} onClick={() => setMine(!mine)} data-testid="filter-mine">
        {t("panel.mine", { count: ofMine(rows, true).length })}
      </Button>
    </div>
  );
}

type FilterProps = { panel: Panel; signal: Signal | null; setSignal: (signal: Signal | null) => void };

/** One filter for each reason that any patient has, with the number of patients. */
function Filters({ panel: { rows }, signal, setSignal }: FilterProps) {
  const counted = signals(rows);
  if (counted.length === 0) return null;
  return (
    <div class="filters noprint" role="group" aria-label={t("panel.filter")}>
      <Button kind="quiet" pressed={signal === null} onClick={() => setSignal(null)} data-testid="filter-all">
        {t("panel.filter.all", { count: rows.length })}
      </Button>
      {counted.map(({ code, count }) => (
        <Button
          key={code}
          kind="quiet"
          pressed={signal === code}
          onClick={() => setSignal(signal === code ? null : code)}
          data-testid={`filter-${code}`}
        >
          {t(`panel.filter.${code}`, { count })}
        </Button>
      ))}
    </div>
  );
}

/** The empty panel (W4): steps before the first patient. */
function NoPatients() {
  const [info, setInfo] = useState<InfoForm | null>(null);
  useEffect(() => {
    ask("clinic_info").then(setInfo, () => setInfo(null));
  }, []);
  return (
    <div class="card narrow" data-testid="no-patients">
      <PageTitle tab={t("panel.tab")}>{t("empty.title")}</PageTitle>
      <ol class="steps">
        <li>
          {t("empty.hours")}{" "}
          {info !== null && (
            <span class="done">
              <Shape name="check" /> {info.hours}
            </span>
          )}
        </li>
        <li>
          {t("empty.country")}{" "}
          {info !== null && (
            <span class="done">
              <Shape name="check" /> {t(`country.${COUNTRIES.find((code) => code === info.country) ?? "other"}`)}
            </span>
          )}{" "}
          <PageLink to={{ view: "clinic" }}>{t("empty.change")}</PageLink>
        </li>
        <li>
          <Button kind="main" onClick={() => go({ view: "add" })} data-testid="add-first">
            {t("empty.add")}
          </Button>
        </li>
      </ol>
    </div>
  );
}
