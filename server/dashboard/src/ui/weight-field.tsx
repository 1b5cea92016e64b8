/** A weight in kilograms or pounds. Core converts it, and what is stored is in kilograms. */
import { t } from "../text";
import type { WeightUnit } from "../types";
import { TextField } from "./form";

const UNITS: WeightUnit[] = ["kg", "lb"];

type Props = {
  value: string;
  unit: WeightUnit;
  hint: string;
  /** The conversion, such as "180 lb = 81.6 kg". */
  converted: string | null;
  error: string | undefined;
  onInput: (value: string) => void;
  onUnit: (unit: WeightUnit) => void;
};

export function WeightField({ value, unit, hint, converted, error, onInput, onUnit }: Props) {
  return (
    <TextField
      name="weight"
      label={t("infusion.weight")}
      hint={hint}
      inputMode="decimal"
      width="short"
      value={value}
      onInput={onInput}
      error={error}
      after={
        <>
          <fieldset class="units">
            <legend class="vh">{t("infusion.unit")}</legend>
            {UNITS.map((each) => (
              <label key={each} class="radio">
                <input type="radio" name="weight_unit" value={each} checked={each === unit} onChange={() => onUnit(each)} />
                <span>{t(`unit.${each}`)}</span>
              </label>
            ))}
          </fieldset>
          <output data-testid="converted">{converted ?? ""}</output>
        </>
      }
    />
  );
}
