/** Selects the page by phase; only the unlocked phase has places. */
import { address } from "./route";
import { phase } from "./state";
import { t } from "./text";
import { IdleLock } from "./ui/idle";
import { KeyHelp, useKeys } from "./ui/keys";
import { Shell } from "./ui/shell";
import { views } from "./views";
import { Kit } from "./views/kit";
import { Locked } from "./views/locked";
import { Opening } from "./views/opening";
import { Passphrase } from "./views/passphrase";
import { SetUp } from "./views/setup";
import { SignIn } from "./views/signin";
import { Broken, KeyChanged } from "./views/stopped";

function Unlocked() {
  useKeys();
  const { place } = address.value;
  const View = views[place.view];
  const of = "patient" in place ? place.patient : "instrument" in place ? place.instrument : "";
  const key = `${place.view} ${of}`;
  return (
    <>
      <Shell>
        <View key={key} place={place} />
      </Shell>
      <KeyHelp />
      <IdleLock />
    </>
  );
}

export function App() {
  const now = phase.value;
  switch (now.at) {
    case "starting":
      return <p class="vh">{t("app.starting")}</p>;
    case "set-up":
      return <SetUp />;
    case "kit":
      return <Kit made={now.made} />;
    case "passphrase":
      return <Passphrase made={now.made} />;
    case "sign-in":
      return <SignIn login={now.login} notice={now.notice} />;
    case "opening":
      return (
        <>
          <Opening />
          <IdleLock />
        </>
      );
    case "unlocked":
      return <Unlocked />;
    case "locked":
      return <Locked reason={now.reason} />;
    case "key-changed":
      return <KeyChanged text={now.text} />;
    case "broken":
      return <Broken text={now.text} />;
  }
}
