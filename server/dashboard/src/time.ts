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

/**
 * Local date and time fields → RFC 3339 with this computer's offset on that day.
 * Returns null if the fields are no day or time.
 */
export function momentFromFields(day: string, time: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{1,2}:\d{2}$/.test(time)) return null;
  const clock = time.padStart(5, "0");
  const date = new Date(`${day}T${clock}:00`);
  if (Number.isNaN(date.getTime())) return null;
  const text = localMoment(date);
  return text.startsWith(`${day}T${clock}`) ? text : null;
}

/** Minutes until `at`, rounded up, never below 0. */
export function minutesUntil(at: string, from: number): number {
  return Math.max(0, Math.ceil((Date.parse(at) - from) / 60_000));
}
