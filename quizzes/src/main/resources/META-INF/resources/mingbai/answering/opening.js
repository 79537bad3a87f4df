import { call, door } from './calls.js';
import { clockTime } from './clock.js';
import { fromHash } from './going.js';
import { ended, handIn } from './handing.js';
import { earlierPages, forgetAttempt, forgetEarlier, store, waitingHere } from './keeping.js';
import { failed, isOffline } from './line.js';
import { say } from './news.js';
import { $, page } from './page.js';
import { stopped, whenTold } from './refusals.js';
import { pump } from './saving.js';
import { draw, drawn, set, show, showCurrent, shown } from './screens.js';
import { AnswerSheet } from './sheet.js';
import { clock, hear, warnAnew } from './timing.js';
import { word } from './words.js';

/** Opening the paper, waiting for its beginning, and the start. */

let opening = null;

/** Asks for the paper and begins with it. One call at a time: each that the server answers makes older ones stale. */
export function open() {
  if (opening === null) {
    opening = ask().finally(() => {
      opening = null;
    });
  }
  return opening;
}

async function ask() {
  const answer = await call('GET', '/paper');
  hear(answer);
  if (answer.kind === 'ok' && answer.body.attempt) {
    page.expired = null;
    await begin(answer.body);
    return;
  }
  if (answer.kind === 'refused') {
    stopped(answer);
  } else {
    failed(answer.waitMs);
  }
  if (shown() === 'opening') {
    const waiting = await waitingHere();
    $('opening-kept').hidden = waiting === 0;
    $('opening-kept').textContent = word('opening-kept', waiting);
  }
  draw();
}

/** Begins with a paper, from scratch or after another page had it. */
export async function begin(body) {
  const before = page.sheet;
  if (before !== null && body.tab < before.tab) {
    // An answer to an older question than the one whose answer is here already.
    return;
  }
  const known = await earlierPages(body.attempt, body.tab);
  page.paper = body;
  page.elsewhere = false;
  if (before === null && known.length > 0) {
    goOnWith(known[known.length - 1]);
  }
  if (page.startKey === null) {
    page.startKey = newKey();
  }
  page.sheet = new AnswerSheet(body);
  page.earlier = known;
  if (body.state === 'WAITING') {
    store();
    show('waiting');
  } else if (body.state === 'ENDED') {
    await beginEnded();
  } else {
    // This page's own answers in memory are the newest of all, whatever is stored.
    if (before !== null) {
      known.push({ tab: before.tab, entries: before.entries, drafts: before.drafts });
    }
    await beginOpen();
  }
}

function goOnWith(latest) {
  page.away = latest.away || page.away;
  page.startKey = latest.startKey || page.startKey;
  page.handing = latest.handing || null;
  page.current = latest.current || 1;
}

async function beginEnded() {
  page.choices = [];
  const lost = page.sheet.adopt(page.earlier);
  if (lost.length + page.sheet.waiting().length > 0) {
    ended(null, true);
  } else {
    await forgetAttempt();
    location.replace(door + '/result');
  }
}

async function beginOpen() {
  page.choices = page.sheet.adopt(page.earlier);
  await store();
  if (page.choices.length === 0) {
    await forgetEarlier();
  }
  warnAnew();
  fromHash();
  if (page.choices.length > 0) {
    show('choosing');
  } else if (page.handing !== null) {
    handIn(page.handing);
  } else {
    showCurrent();
  }
  pump();
}

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

let startingNow = false;

/** Starts the time; when there is no answer, the same start is tried again until there is one. */
export async function start() {
  if (startingNow) {
    return;
  }
  startingNow = true;
  page.starting = true;
  draw();
  try {
    await store();
    await started(await call('POST', '/start', { key: page.startKey, tab: page.sheet.tab }));
  } finally {
    startingNow = false;
  }
}

async function started(answer) {
  hear(answer);
  if (page.elsewhere || page.paper.state !== 'WAITING') {
    page.starting = false;
  } else if (answer.kind === 'ok' && answer.body.attempt) {
    page.current = 1;
    await begin(answer.body);
    // Not before: until the paper is the started one, an answer that the attempt runs is not about another device.
    page.starting = false;
    return;
  } else if (answer.kind === 'refused') {
    page.starting = false;
    if (answer.body.problem === 'not-yet') {
      page.paper.opensAt = answer.body.opensAt || page.paper.opensAt;
    } else if (!stopped(answer)) {
      say('line', answer.body.message || word('try-again'));
    }
  } else {
    failed(answer.waitMs);
  }
  draw();
}

function drawWaiting() {
  const paper = page.paper;
  const now = clock.now();
  const opens = paper.opensAt ? Date.parse(paper.opensAt) : null;
  const early = opens !== null && (now === null || now < opens);
  set('waiting-rules', word('waiting-rules', paper.minutes, paper.passMark)
    + (paper.extraMinutes > 0 ? ' ' + word('waiting-extra', paper.extraMinutes) : ''));
  $('waiting-end').hidden = !paper.windowEnd;
  if (paper.windowEnd) {
    set('waiting-end', word('waiting-end', clockTime(Date.parse(paper.windowEnd), now)));
  }
  $('waiting-opens').hidden = opens === null;
  if (opens !== null) {
    set('waiting-opens', early
      ? word('waiting-opens', clockTime(opens, now), now === null ? '…' : countdown(opens - now))
      : word('waiting-open'));
  }
  $('start').disabled = early || page.starting;
  set('start', word(page.starting ? 'starting' : 'start'));
  $('start-line').hidden = !(isOffline() && page.starting);
}

function countdown(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (parts[0] > 0 ? parts : parts.slice(1)).map((part) => String(part).padStart(2, '0')).join(':');
}

drawn('waiting', drawWaiting);
whenTold('not-started', open);
