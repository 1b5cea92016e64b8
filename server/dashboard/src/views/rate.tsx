/** Rates a patient: a clinician chooses a form, fills it in and signs it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, textOf } from "../actions";
import type { RatingView } from "../types";
import type { Place } from "../route";
import { resumeFirst } from "../state";
import { t, tn } from "../text";
import { localMoment } from "../time";
import type { Chart, Ok } from "../types";
import { Banner } from "../ui/banner";
import { Button, Notice, PageLink, PageTitle } from "../ui/parts";
import { RatingForm } from "../ui/rating-form";
import { UnsavedRatings } from "../ui/unsaved";
import { useChart } from "../ui/use-chart";
import { Nowhere } from "./nowhere";

export function RatePage({ place }: { place: Place }) {
  const patient = place.view === "rate" ? place.patient : "";
  const loaded = useChart(patient, null);
  // The form stays open if the chart cannot be read again.
  const last = useRef<Chart | null>(null);
  if (loaded.kind === "chart") last.current = loaded.chart;
  if (loaded.kind === "nowhere") return <Nowhere />;
  if (last.current !== null) return <Rate chart={last.current} />;
  return (
    <>
      <PageTitle tab={t("rate.tab")}>{t("rate.choose")}</PageTitle>
      {loaded.kind === "failed" && <Notice kind="fault">{loaded.text}</Notice>}
    </>
  );
}

function Rate({ chart }: { chart: Chart }) {
  const [opened, setOpened] = useState<RatingView | null>(null);
  if (opened !== null) {
    return <RatingForm key={opened.rating} chart={chart} opened={opened} onBack={() => setOpened(null)} />;
  }
  return <Choose chart={chart} onOpen={setOpened} />;
}

type Rateable = Ok<"rateable">;

function Choose({ chart, onOpen }: { chart: Chart; onOpen: (rating: RatingView) => void }) {
  const [list, setList] = useState<Rateable | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    ask("rateable").then(setList, (cause: unknown) => setFailed(textOf(cause)));
    const first = resumeFirst.peek();
    resumeFirst.value = null;
    if (first?.patient === chart.patient) open(first.instrument);
  }, []);
  const open = (instrument: string): void => {
    const at = localMoment(new Date());
    ask("open_rating", { patient: chart.patient, instrument, at }).then(onOpen, (cause: unknown) =>
      setFailed(textOf(cause)),
    );
  };
  return (
    <>
      <Banner chart={chart} />
      <div class="page-head">
        <PageTitle tab={t("rate.tab")}>{t("rate.choose")}</PageTitle>
        <p class="lead">{t("rate.chooseLead")}</p>
      </div>
      {failed !== null && (
        <Notice kind="fault" role="alert">
          {failed}
        </Notice>
      )}
      <UnsavedRatings patient={chart.patient} onOpen={open} />
      {list !== null && <Forms list={list} onOpen={open} />}
      <p>
        <PageLink to={{ view: "patient", patient: chart.patient }} class="back">
          {t("rate.toPatient")}
        </PageLink>
      </p>
    </>
  );
}

function Forms({ list, onOpen }: { list: Rateable; onOpen: (instrument: string) => void }) {
  return (
    <>
      {list.forms.length === 0 && <p>{t("rate.none")}</p>}
      <ul class="plain rateable" data-testid="rateable">
        {list.forms.map((form) => (
          <li key={form.id} class="card">
            <h2>{form.title}</h2>
            <p>{tn("rate.about", form.items, { recall: form.recall_text })}</p>
            <p class="sub">{form.source_text}</p>
            <Button onClick={() => onOpen(form.id)} data-testid={`rate-${form.id}`}>
              {t("rate.open", { instrument: form.short })}
            </Button>
          </li>
        ))}
      </ul>
      {list.without_wording.length > 0 && (
        <p class="sub">
          {t("rate.withoutWording", { instruments: list.without_wording.join(", ") })}{" "}
          <PageLink to={{ view: "library" }}>{t("rate.toLibrary")}</PageLink>
        </p>
      )}
    </>
  );
}
