import { call } from './calls.js';
import { failed, mayTry } from './line.js';
import { page } from './page.js';
import { stopped, told } from './refusals.js';
import { draw, shown } from './screens.js';
import { clock, hear } from './timing.js';

/** How often the server is asked how the attempt stands: spread, so that pages which began together do not ask together. */
const EVERY_MS = 45000;
const WHEN_DOUBTFUL_MS = 2000;

let asking = false;
let lastAsked = 0;
let nextAsk = EVERY_MS;

const isOver = () => page.paper === null || shown() === 'ended' || shown() === 'gone';

/** Asks when it is time to; sooner when the device may have slept. */
export function askWhenDue() {
  const due = clock.isDoubtful() ? lastAsked + WHEN_DOUBTFUL_MS : nextAsk;
  if (page.paper !== null && page.paper.state !== 'ENDED' && performance.now() > due && mayTry()) {
    askStanding();
  }
}

/** Asks for the time, the deadline, and whether another page has the attempt or has ended it. */
export async function askStanding() {
  if (asking || isOver()) {
    return;
  }
  asking = true;
  lastAsked = performance.now();
  nextAsk = lastAsked + EVERY_MS * (0.85 + Math.random() * 0.3);
  const answer = await call('GET', '/clock');
  asking = false;
  hear(answer);
  if (isOver()) {
    return;
  }
  if (answer.kind === 'busy') {
    failed(answer.waitMs);
  } else if (answer.kind === 'refused') {
    stopped(answer);
  } else {
    page.expired = null;
    await compare(answer.body);
  }
  draw();
}

async function compare(standing) {
  if (standing.opensAt) {
    page.paper.opensAt = standing.opensAt;
  }
  if (standing.state === 'ENDED' && page.handing === null) {
    told('ended');
  } else if (standing.tab > page.sheet.tab) {
    told('older-tab');
  } else if (standing.state === 'OPEN' && page.paper.state === 'WAITING' && !page.starting) {
    // Started on another device: this page goes on with it.
    await told('not-started');
  }
}
