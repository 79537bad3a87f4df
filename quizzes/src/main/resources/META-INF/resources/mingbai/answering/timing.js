import { ServerClock, clockTime } from './clock.js';
import { answered } from './line.js';
import { say } from './news.js';
import { page } from './page.js';
import { word } from './words.js';

/** How long after the deadline the server takes what comes late. */
export const GRACE_MS = 120000;
const MINUTE_MS = 60000;
const WARNINGS_MIN = [5, 1];

export const clock = new ServerClock();

let warned = new Set();

/** Milliseconds until the deadline, or null when there is none or the time is not known. */
export function left() {
  return page.paper === null || !page.paper.deadline || clock.now() === null
    ? null : Date.parse(page.paper.deadline) - clock.now();
}

/** Whether the time is over, so that nothing can be changed. */
export function locked() {
  return page.paper.state === 'OPEN' && left() !== null && left() <= 0;
}

/** Takes what every answer of the server tells: that it is there, the time, and a deadline that was moved. */
export function hear(answer) {
  const body = answer.body;
  if (body.now) {
    clock.hear(body.now, answer.sentAt);
  }
  if (answer.kind !== 'busy') {
    answered();
  }
  if (page.paper !== null && body.deadline && body.deadline !== page.paper.deadline) {
    const before = page.paper.deadline;
    page.paper.deadline = body.deadline;
    if (before) {
      warnAnew();
      say('deadline', word('deadline-moved', clockTime(Date.parse(body.deadline), clock.now())));
    }
  }
}

/** What was passed already is not warned of. */
export function warnAnew() {
  warned = new Set(WARNINGS_MIN.filter((minutes) => left() !== null && left() <= minutes * MINUTE_MS));
}

/** Says once that five minutes are left, and one. */
export function warn() {
  const rest = left();
  for (const minutes of WARNINGS_MIN) {
    if (rest !== null && rest > 0 && rest <= minutes * MINUTE_MS && !warned.has(minutes)) {
      warned.add(minutes);
      say('warning', word('warning-' + minutes));
    }
  }
}
