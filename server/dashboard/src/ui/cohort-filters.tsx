/** The filters of the cohort. They are part of the definitions, so they print with every figure. */
import { ROUTES } from "../dose";
import { t } from "../text";
import type { CohortFilter } from "../types";
import { useChoices } from "./use-choices";

export const FIRST_FILTER: CohortFilter = {
  instrument: "phq9",
  condition: null,
  route: null,
  least_infusions: null,
  most_infusions: null,
  window_days: null,
};

const COURSES = [
  { value: "any", least: null, most: null },
  { value: "1-3", least: 1, most: 3 },
  { value: "4-8", least: 4, most: 8 },
  { value: "6", least: 6, most: 6 },
  { value: "9", least: 9, most: null },
] as const;

const WINDOWS = [
  { value: "latest", days: null },
  { value: "1-7", days: [1, 7] },
  { value: "8-13", days: [8, 13] },
  { value: "14-31", days: [14, 31] },
  { value: "32-90", days: [32, 90] },
] as const;

type Props = { filter: CohortFilter; onFilter: (filter: CohortFilter) => void };

export function CohortFilters({ filter, onFilter }: Props) {
  const choices = useChoices();
  const instruments = choices?.instruments ?? [];
  const conditions = choices?.conditions ?? [];
  const course = COURSES.find((it) => it.least === filter.least_infusions && it.most === filter.most_infusions);
  const window = WINDOWS.find((it) => String(it.days) === String(filter.window_days));
  return (
    <div class="cohort-filters" role="group" aria-label={t("cohort.filters")}>
      <Choice
        label={t("cohort.instrument")}
        value={filter.instrument}
        options={instruments.map((each) => ({ value: each.id, label: each.short }))}
        onChoose={(instrument) => onFilter({ ...filter, instrument })}
      />
      <Choice
        label={t("cohort.condition")}
        value={filter.condition ?? "all"}
        options={[
          { value: "all", label: t("cohort.condition.all") },
          ...conditions.map((each) => ({ value: each.condition, label: each.label })),
        ]}
        onChoose={(value) => {
          const chosen = conditions.find((each) => each.condition === value)?.condition ?? null;
          onFilter({ ...filter, condition: chosen });
        }}
      />
      <Choice
        label={t("cohort.course")}
        value={course?.value ?? "any"}
        options={COURSES.map(({ value }) => ({ value, label: t(`cohort.course.${value}`) }))}
        onChoose={(value) => {
          const chosen = COURSES.find((it) => it.value === value) ?? COURSES[0];
          onFilter({ ...filter, least_infusions: chosen.least, most_infusions: chosen.most });
        }}
      />
      <Choice
        label={t("cohort.window")}
        value={window?.value ?? "latest"}
        options={WINDOWS.map(({ value }) => ({ value, label: t(`cohort.window.${value}`) }))}
        onChoose={(value) => {
          const days = WINDOWS.find((it) => it.value === value)?.days ?? null;
          onFilter({ ...filter, window_days: days === null ? null : [days[0], days[1]] });
        }}
      />
      <Choice
        label={t("cohort.route")}
        value={filter.route ?? "all"}
        options={[
          { value: "all", label: t("cohort.route.all") },
          ...ROUTES.map((value) => ({ value, label: t(`route.${value}`) })),
        ]}
        onChoose={(value) => onFilter({ ...filter, route: ROUTES.find((route) => route === value) ?? null })}
      />
    </div>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChoose: (value: string) => void;
};

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  return (
    <label class="choice">
      <span class="sub">{label}</span>
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
