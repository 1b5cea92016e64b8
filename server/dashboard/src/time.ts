/** Dates and times as text, with the month in letters. */

export const MONTHS = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

const two = (n: number): string => String(n).padStart(2, "0");

/** "2026-05-12" or a longer RFC 3339 text → "12 May 2026", its local date. */
export function dayText(day: string): string {
  return `${shortDay(day)} ${day.slice(0, 4)}`;
}

/** "2026-05-12" → "12 May". */
export function shortDay(day: string): string {
  return `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1] ?? "?"}`;
}

/** RFC 3339 → "12 May 2026, 14:02", its local time. */
export function momentText(at: string): string {
  return `${dayText(at)}, ${at.slice(11, 16)}`;
}

/** RFC 3339 → "14:02", its local time. */
export function clockText(at: string): string {
  return at.slice(11, 16);
}

/** `date` as RFC 3339 in this computer's zone, whole seconds. */
export function localMoment(date: Date): string {
  const offset = -date.getTimezoneOffset();
  const sign = offset < 0 ? "-" : "+";
  const zone = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  const day = `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}${zone}`;
}

/** The current time, as an argument of core's calls. */
export function now(): { now: string } {
  const date = new Date();
  return { now: localMoment(date) };
}

/** This computer's IANA zone. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * Returns YYYY-MM-DD, or null if the three parts are no day of the calendar.
 */
export function dayFromParts(day: string, month: string, year: string): string | null {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return null;
  const text = `${year}-${two(Number(month))}-${two(Number(day))}`;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null;
}

/** A typed time of day: hours, perhaps minutes after a colon, a point or an h, perhaps am or pm; or four digits. */
const CLOCK = /^(?:(\d{1,2})(?:\s?[:.h]\s?(\d{2}))?|(\d{2})(\d{2}))\s?(?:([ap])\.?\s?m\.?)?$/i;

/**
 * Reads a time of day as people write it: "8:29 pm", "8.29pm", "20:29", "2029", "8 am". Returns "20:29", or null if the
 * whole text is no time. An hour alone needs am or pm, and with these it is from 1 to 12.
 */
export function readClock(text: string): string | null {
  const [, hour = "", minute, hours, minutes, half] = CLOCK.exec(text.trim()) ?? [];
  const typed = Number(hour || (hours ?? "99"));
  const past = Number(minute ?? minutes ?? "0");
  if (typed > 23 || past > 59) return null;
  if (half === undefined) return minute === undefined && minutes === undefined ? null : `${two(typed)}:${two(past)}`;
  if (typed < 1 || typed > 12) return null;
  return `${two((typed % 12) + (half.toLowerCase() === "p" ? 12 : 0))}:${two(past)}`;
}

/** Whether the browser's language counts twelve hours. */
export function countsTwelve(locale?: string): boolean {
  return new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions().hour12 === true;
}

/** "20:29" as the browser's language writes it: "8:29 pm" or "20:29". */
export function clockHere(clock: string, twelve = countsTwelve()): string {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  if (!twelve) return clock;
  return `${hour % 12 === 0 ? 12 : hour % 12}:${two(minute)} ${hour < 12 ? "am" : "pm"}`;
}

/** Whether two names stand for one time zone, as US/Eastern and America/New_York do. Unknown names are no zone. */
export function sameZone(one: string, other: string): boolean {
  const canonical = (zone: string): string => {
    try {
      return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone;
    } catch {
      return zone;
    }
  };
  return one === other || canonical(one) === canonical(other);
}

/**
 * Local date and time fields → RFC 3339 with this computer's offset on that day.
 * Returns null if the fields are no day or time, or if the clocks skipped that time.
 */
export function momentFromFields(day: string, time: string): string | null {
  const clock = readClock(time);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || clock === null) return null;
  const date = new Date(`${day}T${clock}:00`);
  if (Number.isNaN(date.getTime())) return null;
  const text = localMoment(date);
  return text.startsWith(`${day}T${clock}`) ? text : null;
}

/** Minutes until `at`, rounded up, never below 0. */
export function minutesUntil(at: string, from: number): number {
  return Math.max(0, Math.ceil((Date.parse(at) - from) / 60_000));
}
