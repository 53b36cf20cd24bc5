/** A moment as it is typed: day and time of the desk; both may be nothing yet, or wrong. */
export interface TypedMoment {
  /** `2026-12-01` once it is a day. */
  day: string;
  /** `8`, `8:30`, `08.30`. */
  time: string;
}

export const FARTHEST_DAYS = 365;
const DAY_MS = 86_400_000;

/** `8`, `8:30`, `08.30` and `0830` → hours and minutes; `null` for what is no time. */
export function readTime(entered: string): [number, number] | null {
  const parts = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(entered.trim().replace(/\s*Uhr$/i, ''));
  if (!parts) return null;
  const [hours, minutes] = [Number(parts[1]), Number(parts[2] ?? 0)];
  return hours < 24 && minutes < 60 ? [hours, minutes] : null;
}

/** The moment in the zone of the desk; `null` for what is none. */
export function readMoment({ day, time }: TypedMoment): Date | null {
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const clock = readTime(time);
  if (!date || !clock) return null;
  const [year, month, dayOfMonth] = date.slice(1).map(Number) as [number, number, number];
  return new Date(year, month - 1, dayOfMonth, ...clock);
}

/** A moment as somebody at the desk would type it. */
export function typedMoment(at: string): TypedMoment {
  const moment = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  return {
    day: `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`,
    time: `${two(moment.getHours())}:${two(moment.getMinutes())}`,
  };
}

/** What is wrong with it as a time to send at; `null` when nothing is. */
export function faultOf(typed: TypedMoment, now: number): 'unreadable' | 'past' | 'far' | null {
  const moment = readMoment(typed)?.getTime();
  if (moment === undefined) return 'unreadable';
  if (moment <= now) return 'past';
  return moment > now + FARTHEST_DAYS * DAY_MS ? 'far' : null;
}
