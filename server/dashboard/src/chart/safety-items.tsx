/** Each safety item over time: date, day after the infusion, and the answer. Nothing is judged. */
import { t } from "../text";
import type { Chart, SafetyItemView } from "../types";
import { Shape } from "../ui/parts";

export function SafetyItems({ chart }: { chart: Chart }) {
  if (chart.safety_items.length === 0) return null;
  return (
    <section class="card noprint" aria-labelledby="safety-items-title" data-testid="safety-items">
      <h2 id="safety-items-title">{t("safetyItems.title")}</h2>
      <p class="sub">{t("safetyItems.note")}</p>
      {chart.safety_items.map((each) => (
        <Item key={each.item} item={each} />
      ))}
    </section>
  );
}

/** The newest answers come first. */
function Item({ item }: { item: SafetyItemView }) {
  return (
    <details class="safety-item" data-testid={`safety-item-${item.item}`}>
      <summary>{t("safetyItems.item", { label: item.label, n: item.n_text })}</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label={item.label}>
        <table class="data">
          <thead>
            <tr>
              <th scope="col">{t("safetyItems.date")}</th>
              <th scope="col">{t("safetyItems.since")}</th>
              <th scope="col">{t("safetyItems.answer")}</th>
            </tr>
          </thead>
          <tbody>
            {[...item.answers].reverse().map((each) => (
              <tr key={each.record}>
                <th scope="row">{each.date_text}</th>
                <td>{each.since_text ?? t("safetyItems.before")}</td>
                <td>
                  <Shape name={each.is_met ? "diamond" : each.is_answered ? "none" : "ring"} /> {each.text}
                  {each.note !== null && <span class="sub"> {each.note}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
