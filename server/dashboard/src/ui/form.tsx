/** Form fields with label, hint and error. */
import type { ComponentChildren, HTMLAttributes, TargetedEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Shape } from "./parts";

export type Errors<Name extends string = string> = Partial<Record<Name, string>>;

type Common = { name: string; label: string; hint?: string; error?: string | undefined };

const ids = (name: string) => ({ input: `f-${name}`, hint: `h-${name}`, error: `e-${name}` });

function describedBy({ name, hint, error }: Common): string | undefined {
  const of = ids(name);
  const parts = [hint ? of.hint : "", error ? of.error : ""].filter((part) => part !== "");
  return parts.length > 0 ? parts.join(" ") : undefined;
}

function Hint({ name, hint }: Common) {
  return hint ? (
    <span class="hint" id={ids(name).hint}>
      {hint}
    </span>
  ) : null;
}

function FieldError({ name, error }: Common) {
  return error ? (
    <span class="field-error" id={ids(name).error}>
      <Shape name="bang" /> {error}
    </span>
  ) : null;
}

type TextProps = Common & {
  type?: "text" | "password" | "date" | "time" | "tel";
  value?: string;
  autoComplete?: string;
  inputMode?: "text" | "numeric" | "decimal" | "tel";
  maxLength?: number;
  width?: "short" | "mid";
  after?: ComponentChildren;
  onInput?: (value: string) => void;
};

export function TextField(props: TextProps) {
  const { name, label, error, type = "text", value, width, after, onInput } = props;
  // The element's props are a union over `type`, which is a variable here.
  const attributes = {
    id: ids(name).input,
    name,
    type,
    class: width ?? "wide",
    ...(value === undefined ? {} : { defaultValue: value }),
    autocomplete: props.autoComplete ?? "off",
    autocapitalize: "off",
    spellcheck: false,
    inputMode: props.inputMode,
    maxLength: props.maxLength,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": describedBy(props),
    onInput: (event: TargetedEvent<HTMLInputElement>) => onInput?.(event.currentTarget.value),
  } as Omit<HTMLAttributes<HTMLInputElement>, "role">;
  return (
    <div class="field">
      <label for={ids(name).input}>{label}</label>
      <Hint {...props} />
      <div class="field-row">
        <input {...attributes} />
        {after}
      </div>
      <FieldError {...props} />
    </div>
  );
}

type Option = { value: string; label: string };

type SelectProps = Common & {
  options: Option[];
  value?: string;
  width?: "short" | "mid";
  onChoose?: (value: string) => void;
};

export function SelectField(props: SelectProps) {
  const { name, label, error, options, value, width, onChoose } = props;
  return (
    <div class="field">
      <label for={ids(name).input}>{label}</label>
      <Hint {...props} />
      <select
        id={ids(name).input}
        name={name}
        class={width ?? "wide"}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(props)}
        onChange={(event) => onChoose?.(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
      <FieldError {...props} />
    </div>
  );
}

/** Radio buttons; without `value` none is selected. */
export function RadioField(props: Common & { options: Option[]; value?: string }) {
  const { name, label, error, options, value } = props;
  return (
    <fieldset class="field radios" aria-describedby={describedBy(props)}>
      <legend>{label}</legend>
      <Hint {...props} />
      <div class="radio-row">
        {options.map((option) => (
          <label key={option.value} class="radio">
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === value}
              aria-invalid={error ? true : undefined}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      <FieldError {...props} />
    </fieldset>
  );
}

/** One checkbox; the form has its name only while it is checked. */
export function CheckField(props: Common) {
  const { name, label, error } = props;
  return (
    <div class="field">
      <label class="radio">
        <input
          id={ids(name).input}
          type="checkbox"
          name={name}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(props)}
        />
        <span>{label}</span>
      </label>
      <FieldError {...props} />
    </div>
  );
}

type FormProps = {
  children: ComponentChildren;
  errors: Errors;
  onSubmit: (values: Record<string, string>) => void;
  class?: string;
  label?: string;
  "data-testid"?: string;
};

/** Submits trimmed values, and focuses the first field with an error. */
export function Form({ children, errors, onSubmit, label, ...rest }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    if (Object.keys(errors).length === 0) return;
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors]);
  const submit = (event: TargetedEvent<HTMLFormElement, Event>): void => {
    event.preventDefault();
    const values: Record<string, string> = {};
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === "string") values[name] = value.trim();
    }
    onSubmit(values);
  };
  return (
    <form ref={form} noValidate onSubmit={submit} aria-label={label} {...rest}>
      {children}
    </form>
  );
}
