/** The frame of pages before sign-in: a single column. */
import type { ComponentChildren } from "preact";
import { build } from "../state";
import { t } from "../text";

export function Entry({ children, wide }: { children: ComponentChildren; wide?: boolean }) {
  return (
    <div class="entry">
      <header class="entry-top">
        <span class="wordmark">{t("app.name")}</span>
      </header>
      <main class={wide ? "entry-main wide" : "entry-main"}>{children}</main>
      {build.value !== "" && <footer class="entry-foot">{t("entry.build", { build: build.value })}</footer>}
    </div>
  );
}
