// Times as people of this browser's language write them.

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const whole = new Intl.DateTimeFormat(undefined, {
  dateStyle: "full",
  timeStyle: "medium",
});
const weekday = new Intl.DateTimeFormat(undefined, {
  weekday: "long",
  day: "numeric",
  month: "long",
});
const withYear = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });
const moment = new Intl.DateTimeFormat(undefined, {
  dateStyle: "medium",
  timeStyle: "short",
});
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const day = 86_400_000;

export function clockOf(at: number): string {
  return clock.format(at);
}

export function wholeTimeOf(at: number): string {
  return whole.format(at);
}

/** Day and time, short. */
export function momentOf(at: number): string {
  return moment.format(at);
}

/** How long a ban, a mute or a token lasts. */
export function untilWhen(
  until: number | undefined,
  endless = "for good",
): string {
  return until ? `until ${momentOf(until)}` : endless;
}

/** The local day that a time falls in: equal for times of one day. */
export function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** "today", "yesterday", "Monday, 3 August" or "3 August 2024". */
export function dayName(at: number, now: number): string {
  const days = Math.round((dayOf(now) - dayOf(at)) / day);
  if (days === 0 || days === 1) return capital(relative.format(-days, "day"));
  return (days < 300 ? weekday : withYear).format(at);
}

function capital(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
