import { call } from './calls.js';
import { store } from './keeping.js';
import { atOnce, failed, mayTry } from './line.js';
import { $, isPractice, page } from './page.js';
import { stopped } from './refusals.js';
import { draw, fill, show, shown } from './screens.js';
import { hear } from './timing.js';
import { word } from './words.js';

/** Answers on their way to the server: kept in the browser first, then sent, one at a time. */

const TYPING_MS = 700;

let sending = null;
let typing = null;
/** The question in which somebody is typing just now: what is half typed is not sent. */
let typingIn = 0;
/** The question that was sent last: the others come before it again, should the server not manage this one. */
let sentLast = 0;

/** Resolves when nothing is on its way. */
export const underWay = () => sending || Promise.resolve();

/** What is being typed is no longer waited for. */
export function stopTyping() {
  clearTimeout(typing);
  typingIn = 0;
}

export function changed(number, answer, draft, isTyping) {
  stopTyping();
  const before = page.sheet.draft(number);
  page.sheet.setDraft(number, draft);
  const is = page.sheet.change(number, answer);
  if (!is && before === draft) {
    // Leaving the field ends typing without a change.
    if (!isTyping) {
      pump();
    }
    return;
  }
  delete page.marked[number];
  store();
  draw();
  if (isTyping) {
    typingIn = number;
    typing = setTimeout(() => {
      typingIn = 0;
      pump();
    }, TYPING_MS);
  } else {
    atOnce();
    pump();
  }
}

/** Asks for the explanation of a question in a practice. */
export function explain(number) {
  page.checked.add(number);
  if (!page.sheet.waiting().includes(number)) {
    const answer = page.sheet.answer(number);
    page.sheet.change(number, '');
    page.sheet.change(number, answer);
  }
  atOnce();
  pump();
}

/** In a practice an answer is sent when the person asks for the explanation, not before. */
function next() {
  const ready = page.sheet.waiting()
    .filter((number) => number !== typingIn && (!isPractice() || page.checked.has(number)));
  return ready.find((number) => number > sentLast) || ready[0];
}

/** Sends what is waiting, if this is a moment to send. */
export async function pump() {
  while (sending === null && page.sheet !== null && page.paper.state === 'OPEN' && page.handing === null
      && !page.elsewhere && !['choosing', 'gone', 'ended'].includes(shown()) && mayTry()) {
    const number = next();
    if (number === undefined && (page.away.left.length === 0 || isPractice())) {
      return;
    }
    sending = number === undefined ? sendAway() : send(number);
    let more = false;
    try {
      more = await sending;
    } finally {
      sending = null;
    }
    draw();
    if (!more) {
      return;
    }
  }
}

async function send(number) {
  sentLast = number;
  const sent = page.sheet.send(number);
  await store();
  const answer = await call('PUT', '/answers/' + number, sent);
  hear(answer);
  if (answer.kind === 'ok' && typeof answer.body.seq === 'number') {
    page.expired = null;
    page.sheet.settled(number, sent.seq);
    if (answer.body.marked && isPractice()) {
      explained(number, answer.body.marked);
    }
    store();
    return true;
  }
  if (answer.kind !== 'refused') {
    failed(answer.waitMs);
    return false;
  }
  if ([400, 413, 422].includes(answer.status) || answer.body.problem === 'no-question') {
    page.sheet.unreadable(number, sent.seq, answer.body.message || word('unreadable'));
    store();
    return true;
  }
  if (stopped(answer)) {
    return false;
  }
  if (answer.status === 409 && typeof answer.body.seq === 'number') {
    return met(number, answer.body.answer || '', answer.body.seq);
  }
  failed(answer.waitMs);
  return false;
}

function explained(number, marked) {
  page.marked[number] = marked;
  page.checked.delete(number);
  if (page.current === number && shown() === 'question') {
    fill();
    $('marked').querySelector('h2').focus();
  }
}

/** The server has another answer than this page thought. */
function met(number, answer, seq) {
  if (!page.sheet.meet(number, answer, seq)) {
    store();
    return true;
  }
  page.choices = [{ number, server: { answer, seq }, others: [page.sheet.answer(number)] }];
  page.handing = null;
  store();
  show('choosing');
  return false;
}

/** Tells the server once that the page was left. */
async function sendAway() {
  const answer = await call('POST', '/away', page.away.left[0]);
  hear(answer);
  if (answer.kind === 'busy') {
    failed(answer.waitMs);
    return false;
  }
  if (answer.kind === 'refused' && stopped(answer)) {
    return false;
  }
  page.away.left.shift();
  store();
  return true;
}
