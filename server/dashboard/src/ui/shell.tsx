/** The frame of an unlocked page: top bar, navigation, and messages of all pages. */
import { computed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { lock, openRecords, signOut } from "../actions";
import { found } from "../panel-rows";
import { address, go } from "../route";
import { announcement, clock, link, notice, opening, openingFailed, panel, progress, search, signedIn, turnNotice } from "../state";
import { t } from "../text";
import { clockText } from "../time";
import { places } from "../views";
import { helpOpen } from "./keys";
import { Button, Notice, PageLink, Shape } from "./parts";

const STALE_MS = 5 * 60_000;

const stale = computed(() => link.value.kind === "away" && clock.value - link.value.since >= STALE_MS);

function LinkState() {
  const now = link.value;
  if (openingFailed.value !== null) return null;
  if (opening.value) return <span class="state">{t("link.opening")}</span>;
  if (now.kind === "up-to-date") {
    return (
      <span class="state">
        <Shape name="check" /> {t("link.upToDate", { time: clockText(now.at) })}
      </span>
    );
  }
  if (now.kind === "partly") {
    return (
      <span class="state fault-text">
        <Shape name="bang" /> {t("link.partly", { time: clockText(now.at) })}
      </span>
    );
  }
  if (now.kind === "working") return <span class="state">{t("link.working")}</span>;
  return (
    <span class="state fault-text">
      <Shape name="bang" /> {t("link.away")}
    </span>
  );
}

function Search() {
  const find = (event: SubmitEvent): void => {
    event.preventDefault();
    const hits = search.value.trim() === "" ? [] : found(panel.value?.rows ?? [], search.value);
    const [only] = hits;
    if (only !== undefined && hits.length === 1) go({ view: "patient", patient: only.patient });
    else if (address.value.place.view !== "panel") go({ view: "panel" });
  };
  return (
    <form role="search" class="search" onSubmit={find}>
      <label class="vh" for="search">
        {t("top.search")}
      </label>
      <input
        id="search"
        type="search"
        name="search"
        placeholder={t("top.search")}
        autocomplete="off"
        value={search.value}
        onInput={(event) => (search.value = event.currentTarget.value)}
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}

function Top() {
  const who = signedIn.value;
  return (
    <header class="top">
      <span class="wordmark">{t("app.name")}</span>
      <span class="clinic-name">{who?.clinic_name}</span>
      <Search />
      <LinkState />
      <Button kind="plain" onClick={() => void lock(t("locked.byHand"))} data-testid="lock">
        {t("top.lock")}
      </Button>
      <details class="menu">
        <summary>{who?.me.name}</summary>
        <div class="menu-body">
          <Button kind="quiet" onClick={() => (helpOpen.value = true)}>
            {t("top.keys")}
          </Button>
          <Button kind="quiet" onClick={() => void signOut()} data-testid="sign-out">
            {t("top.signOut")}
          </Button>
        </div>
      </details>
    </header>
  );
}

function Rail() {
  const at = address.value.place.view;
  return (
    <nav class="rail" aria-label={t("rail.label")}>
      <ul>
        {places.map((place) => (
          <li key={place.view}>
            <PageLink
              to={{ view: place.view }}
              current={place.views.includes(at)}
              data-testid={`go-${place.view}`}
            >
              <span>{t(place.label)}</span>
              {place.view === "panel" && panel.value !== null && (
                <span class="count">{panel.value.patients}</span>
              )}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Bars() {
  const away = link.value;
  const seen = progress.value;
  return (
    <>
      {stale.value && (
        <Notice kind="fault" role="status">
          {away.kind === "away" && away.at !== null
            ? t("link.staleSince", { time: clockText(away.at) })
            : t("link.stale")}
        </Notice>
      )}
      {openingFailed.value !== null && (
        <Notice kind="fault" role="alert">
          {openingFailed.value} <Button onClick={() => void openRecords()}>{t("opening.again")}</Button>
        </Notice>
      )}
      {opening.value && seen !== null && (
        <Notice kind="info" role="status">
          {t("link.openingBar", { opened: seen.opened, total: seen.total })}
        </Notice>
      )}
      {notice.value !== null && (
        <Notice kind="info" role="status" onClose={() => (notice.value = null)} closeLabel={t("notice.close")}>
          {notice.value.text}
        </Notice>
      )}
    </>
  );
}

export function Shell({ children }: { children: ComponentChildren }) {
  useEffect(turnNotice, [address.value.place]);
  return (
    <div class="app">
      <a class="skip" href="#main">
        {t("top.skip")}
      </a>
      <Top />
      <div class="body">
        <Rail />
        <main id="main" tabIndex={-1}>
          <Bars />
          {children}
        </main>
      </div>
      <div class="vh" aria-live="polite" data-testid="said">
        {announcement}
      </div>
    </div>
  );
}
