/** A patient's page (W8): summary, trend, check-ins, items, forms, infusions, and the printed report. */
import { useEffect, useState } from "preact/hooks";
import { Checkins } from "../chart/checkins";
import { type FormRequest, Forms } from "../chart/forms";
import { InfusionTable } from "../chart/infusions";
import { SafetyItems } from "../chart/safety-items";
import { ItemTable, TakenBackTable, TrendTable } from "../chart/table";
import { Trend } from "../chart/trend";
import { go, type Place } from "../route";
import { showFirst, signedIn } from "../state";
import { t } from "../text";
import { localMoment, momentText } from "../time";
import type { Chart } from "../types";
import { Banner } from "../ui/banner";
import { OutcomeText, SeriesStrip } from "../ui/outcome";
import { Owner } from "../ui/owner";
import { Button, Notice, PageTitle, Shape } from "../ui/parts";
import { PlannedList } from "../ui/plan-infusion";
import { UnsavedRatings } from "../ui/unsaved";
import { useChart } from "../ui/use-chart";
import { Nowhere } from "./nowhere";

export function PatientPage({ place }: { place: Place }) {
  const patient = place.view === "patient" ? place.patient : "";
  const [instrument, setInstrument] = useState<string | null>(() => {
    const first = showFirst.peek();
    return first?.patient === patient ? first.instrument : null;
  });
  useEffect(() => {
    showFirst.value = null;
  }, []);
  const loaded = useChart(patient, instrument);
  switch (loaded.kind) {
    case "loading":
      return <PageTitle tab={t("patient.tab")}>{t("patient.loading")}</PageTitle>;
    case "nowhere":
      return <Nowhere />;
    case "failed":
      return (
        <>
          <PageTitle tab={t("patient.tab")}>{t("patient.tab")}</PageTitle>
          <Notice kind="fault" role="alert">
            {loaded.text}
          </Notice>
        </>
      );
    case "chart":
      return <Page chart={loaded.chart} onInstrument={setInstrument} />;
  }
}

function Page({ chart, onInstrument }: { chart: Chart; onInstrument: (id: string) => void }) {
  const [request, setRequest] = useState<FormRequest | null>(null);
  const toForm = (id: string): void => setRequest((before) => ({ record: id, number: (before?.number ?? 0) + 1 }));
  const record = (): void => go({ view: "infusion", patient: chart.patient, record: null });
  return (
    <article class="patient" data-testid="patient" data-patient={chart.patient}>
      <Banner chart={chart} heading>
        <Button kind="main" onClick={record} data-testid="start-infusion">
          {t("patient.record")}
        </Button>
        <Button onClick={() => go({ view: "rate", patient: chart.patient })} data-testid="start-rating">
          {t("patient.rate")}
        </Button>
        <Button onClick={() => go({ view: "treatment", patient: chart.patient })} data-testid="go-treatment">
          {t("patient.treatment")}
        </Button>
        <Button onClick={() => window.print()}>{t("patient.report")}</Button>
        <Button onClick={() => go({ view: "profile", patient: chart.patient })} data-testid="correct-profile">
          {t("patient.correct")}
        </Button>
      </Banner>
      <UnsavedRatings patient={chart.patient} />
      {chart.outcome === null ? (
        <p class="summary" data-testid="summary">
          {chart.summary}
        </p>
      ) : (
        <OutcomeText outcome={chart.outcome} />
      )}
      {chart.late_text !== null && (
        <Notice kind="fault" data-testid="late">
          {chart.late_text}
        </Notice>
      )}
      {chart.instrument.sex_text !== null && (
        <p class="sub" data-testid="sex">
          {chart.instrument.sex_text}
        </p>
      )}
      {chart.safety_text !== null && (
        <Notice kind="attention" data-testid="safety">
          {chart.safety_text}
        </Notice>
      )}
      {chart.safety_unanswered_text !== null && (
        <p class="open-item" data-testid="safety-unanswered">
          <Shape name="ring" /> {chart.safety_unanswered_text} {t("safety.notAnsweredIsNotNo")}
        </p>
      )}
      {chart.unreadable_text !== null && <Unreadable chart={chart} />}
      {chart.unknown_text !== null && (
        <Notice kind="fault" data-testid="unknown">
          {chart.unknown_text}
        </Notice>
      )}
      {chart.episode !== null && (
        <p data-testid="episode-text">
          {chart.episode.text} {chart.episode.goals !== "" && t("treatment.goalsAre", { goals: chart.episode.goals })}
        </p>
      )}
      <Owner key={chart.owner?.id} chart={chart} />
      <PlannedList chart={chart} />
      <Trend chart={chart} onInstrument={onInstrument} onForm={toForm} />
      {chart.outcome !== null && <SeriesStrip outcome={chart.outcome} />}
      <div class="report-only">
        <h2>{t("report.lastScores")}</h2>
        <TrendTable chart={chart} last={8} />
      </div>
      <div class="columns">
        <Checkins chart={chart} />
        <ItemTable chart={chart} />
      </div>
      <SafetyItems chart={chart} />
      <Forms key={chart.instrument.id} chart={chart} request={request} />
      <InfusionTable chart={chart} />
      <TakenBackTable chart={chart} />
      <Source chart={chart} />
      <ReportSource chart={chart} />
      <ReportFoot />
    </article>
  );
}

function Unreadable({ chart }: { chart: Chart }) {
  const kinds = [
    ["damaged", chart.counts.damaged],
    ["unopened", chart.counts.unopened],
    ["late", chart.counts.late],
    ["unknown_author", chart.counts.unknown_author],
    ["not_allowed", chart.counts.not_allowed],
    ["contested", chart.counts.contested],
    ["newer", chart.counts.newer],
  ] as const;
  return (
    <Notice kind="fault" data-testid="unreadable">
      <p>{chart.unreadable_text}</p>
      <details class="noprint">
        <summary>{t("unreadable.details")}</summary>
        <ul class="plain">
          {kinds
            .filter(([, count]) => count > 0)
            .map(([kind, count]) => (
              <li key={kind}>{t(`unreadable.${kind}`, { count })}</li>
            ))}
        </ul>
      </details>
    </Notice>
  );
}

/** Title, version, citation and licence of the instrument. */
function Source({ chart }: { chart: Chart }) {
  const { instrument } = chart;
  return (
    <details class="source noprint">
      <summary>{t("source.title", { instrument: instrument.short })}</summary>
      <p>{instrument.title}</p>
      <p>{t("source.version", { version: instrument.version, scorer: instrument.scorer })}</p>
      {instrument.citation !== null && <p>{instrument.citation}</p>}
      <p>{instrument.licence}</p>
    </details>
  );
}

/** The same for the printed report. */
function ReportSource({ chart: { instrument } }: { chart: Chart }) {
  const version = t("source.version", { version: instrument.version, scorer: instrument.scorer });
  const parts = [`${instrument.short}: ${instrument.title}`, version, instrument.citation, instrument.licence];
  return (
    <p class="report-only report-source" data-testid="report-source">
      {parts.filter((part) => part !== null).join(" · ")}
    </p>
  );
}

function ReportFoot() {
  const who = signedIn.value;
  return (
    <footer class="report-only report-foot">
      <p>{t("report.caution")}</p>
      <p>
        {t("report.printed", {
          when: momentText(localMoment(new Date())),
          name: who?.me.name ?? "",
          clinic: who?.clinic_name ?? "",
        })}
      </p>
    </footer>
  );
}
