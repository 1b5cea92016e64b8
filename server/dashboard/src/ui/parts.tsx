/** Basic components of all views. */
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { address, addressOf, go, type Place } from "../route";
import { title } from "../state";

type Children = { children: ComponentChildren };

/** The only `h1` of a page. It takes the focus when the page is drawn, and names the tab. */
export function PageTitle({ children, tab, quiet }: Children & { tab: string; quiet?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    document.title = title(tab);
    if (!quiet) heading.current?.focus({ preventScroll: true });
  }, [tab, quiet]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

type LinkProps = Children & {
  to: Place;
  class?: string;
  current?: boolean;
  tabIndex?: number;
  "data-testid"?: string;
};

/** A link to another view: a real address, opened without loading the page again. */
export function PageLink({ to, current, children, ...rest }: LinkProps) {
  const { clinic } = address.value;
  const open = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a
      href={clinic === null ? "/" : addressOf(clinic, to)}
      onClick={open}
      aria-current={current ? "page" : undefined}
      {...rest}
    >
      {children}
    </a>
  );
}

type ButtonProps = Children & {
  kind?: "main" | "plain" | "quiet";
  type?: "button" | "submit";
  onClick?: () => void;
  busy?: boolean;
  pressed?: boolean;
  label?: string;
  "data-testid"?: string;
};

/** A button. It is never disabled; while busy it ignores presses. */
export function Button(props: ButtonProps) {
  const { kind = "plain", type = "button", onClick, busy = false, pressed, label, children } = props;
  const press = (event: MouseEvent): void => {
    if (busy) event.preventDefault();
    else onClick?.();
  };
  return (
    <button
      type={type}
      class={`button ${kind}`}
      onClick={press}
      aria-busy={busy || undefined}
      aria-pressed={pressed}
      aria-label={label}
      data-testid={props["data-testid"]}
    >
      {children}
    </button>
  );
}

type NoticeProps = Children & {
  kind: "fault" | "attention" | "info";
  role?: "alert" | "status";
  onClose?: () => void;
  closeLabel?: string;
  "data-testid"?: string;
};

const SIGNS: Record<NoticeProps["kind"], ShapeName> = {
  fault: "bang",
  attention: "diamond",
  info: "check",
};

/** A permanent message: `!` for a technical fault, ◆ for open work, ✓ for done. */
export function Notice({ kind, role, onClose, closeLabel, children, ...rest }: NoticeProps) {
  return (
    <div class={`notice ${kind}`} role={role} {...rest}>
      <Shape name={SIGNS[kind]} />
      <div class="notice-body">{children}</div>
      {onClose && (
        <button type="button" class="button quiet" onClick={onClose}>
          {closeLabel}
        </button>
      )}
    </div>
  );
}

export type ShapeName =
  | "diamond"
  | "diamond-open"
  | "triangle"
  | "ring"
  | "bang"
  | "hatch"
  | "mark"
  | "mark-open"
  | "check"
  | "dot"
  | "half"
  | "limit"
  | "key"
  | "none";

const PATHS: Record<ShapeName, JSX.Element | null> = {
  diamond: <path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" class="solid" />,
  "diamond-open": <path d="M8 2.5 13.5 8 8 13.5 2.5 8Z" />,
  triangle: <path d="M8 2 14.5 13.5h-13Z" class="solid" />,
  ring: <circle cx="8" cy="8" r="5.2" />,
  bang: <path d="M8 2v7.6M8 13.2v.6" class="heavy" />,
  hatch: <path d="M2 2h12v12H2ZM2 10 10 2M6 14l8-8M2 6l4-4M10 14l4-4" />,
  mark: <path d="M2.5 3h11L8 13Z" class="solid" />,
  "mark-open": <path d="M2.5 3h11L8 13Z" />,
  check: <path d="m2.5 8.5 3.6 4L13.5 4" class="heavy" />,
  dot: <circle cx="8" cy="8" r="4" class="solid" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.2" />
      <path d="M8 2.8a5.2 5.2 0 0 0 0 10.4Z" class="solid" />
    </>
  ),
  limit: <path d="M2.8 8a5.2 5.2 0 1 0 10.4 0A5.2 5.2 0 1 0 2.8 8M5.2 8h5.6" />,
  key: <path d="M2 8a2.6 2.6 0 1 0 5.2 0A2.6 2.6 0 1 0 2 8M7.2 8H14M11.4 8v2.8" />,
  none: null,
};

/** A sign beside a word. The word has the meaning, so screen readers skip the sign. */
export function Shape({ name }: { name: ShapeName }) {
  const drawn = PATHS[name];
  if (drawn === null) return <span class="shape" aria-hidden="true" />;
  return (
    <svg class={`shape ${name}`} viewBox="0 0 16 16" aria-hidden="true">
      {drawn}
    </svg>
  );
}
