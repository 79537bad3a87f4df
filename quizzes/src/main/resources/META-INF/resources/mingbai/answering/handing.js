import { call, door } from './calls.js';
import { clockTime } from './clock.js';
import { answerFile, download } from './file.js';
import { blur } from './going.js';
import { forgetAttempt, store } from './keeping.js';
import { failed, isFailing, isOffline } from './line.js';
import { unsay, unsayAll } from './news.js';
import { $, page, safePath } from './page.js';
import { stopped, whenTold } from './refusals.js';
import { pump, stopTyping, underWay } from './saving.js';
import { draw, drawn, set, show, showCurrent, shown } from './screens.js';
import { askStanding } from './standing.js';
import { GRACE_MS, clock, hear, left, locked } from './timing.js';
import { word } from './words.js';

/** Handing in, by the person or because the time is over, and what is left to do afterwards. */

/** When time is over for thousands in the same second, their pages hand in one after the other. */
const SPREAD_MS = 4000;
const MINUTE_MS = 60000;

let handingNow = false;
let ending = false;

/** Whether handing in was asked for and is not on its way. */
export const isHandingDue = () => page.handing !== null && !handingNow;

/** Hands in with whatever the server does not have yet. */
export async function handIn(how) {
  stopTyping();
  page.handing = how;
  if (handingNow || page.elsewhere) {
    return;
  }
  handingNow = true;
  show('handing');
  try {
    if (how === 'time' && isFailing()) {
      await askStanding();
    }
    if (how !== 'time' || page.paper.state !== 'OPEN' || !(left() > 0)) {
      await underWay();
      await handInNow();
    } else if (!page.elsewhere) {
      await goOn();
    }
  } finally {
    handingNow = false;
  }
  draw();
}

/** Somebody gave more time: answering goes on. */
async function goOn() {
  page.handing = null;
  unsay('warning');
  await store();
  showCurrent();
  pump();
}

async function handInNow() {
  await store();
  // What was on its way may have told that this page must not hand in any more.
  if (page.handing === null || page.paper.state !== 'OPEN' || page.elsewhere || shown() !== 'handing') {
    return;
  }
  const how = page.handing;
  const late = page.sheet.waiting().map((number) => {
    const { answer, seq, typedAt } = page.sheet.send(number);
    return { number, answer, seq, typedAt };
  });
  const answer = await call('POST', '/hand-in', { tab: page.sheet.tab, answers: late });
  hear(answer);
  if (answer.kind === 'ok' && answer.body.state === 'ENDED') {
    const refused = answer.body.refused || [];
    late.filter((one) => !refused.includes(one.number)).forEach((one) => page.sheet.settled(one.number, one.seq));
    if (refused.length === 0) {
      await forgetAttempt();
    }
    ended(answer.body.result, refused.length > 0, answer.body.told);
    if (refused.length === 0 && how === 'person' && !answer.body.told) {
      location.replace(safePath(answer.body.result));
    }
  } else if (answer.kind !== 'refused' || !stopped(answer)) {
    failed(answer.waitMs);
  }
}

/** Not yet: goes back to the overview, unless it is on its way. */
export function notYet() {
  page.handing = null;
  store();
  show('checking');
  pump();
}

/** The time may have been extended a moment ago: asks before handing in. */
export async function timeIsOver() {
  if (ending) {
    return;
  }
  ending = true;
  blur();
  await new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD_MS));
  await askStanding();
  ending = false;
  if (page.paper.state === 'OPEN' && !page.elsewhere && page.handing === null && left() !== null && left() <= 0) {
    handIn('time');
  }
}

/**
 * The attempt is over. `lost` says whether answers of this browser did not reach the server, `told` from when the result is
 * told when it is not yet.
 */
export function ended(result, lost, told) {
  if (page.paper === null) {
    location.replace(door + '/result');
    return;
  }
  const waiting = page.sheet === null ? [] : page.sheet.waiting();
  const kept = lost === undefined ? waiting.length > 0 : lost;
  page.paper.state = 'ENDED';
  $('ended-by-time').hidden = page.handing !== 'time';
  $('ended-other').hidden = page.handing !== null;
  $('ended-told').hidden = !told;
  $('to-result').hidden = Boolean(told);
  $('to-courses').hidden = !told;
  if (told) {
    // To the minute that has certainly come.
    set('ended-told', word('ended-told', clockTime(Date.parse(told) + MINUTE_MS - 1000, clock.now())));
  }
  $('ended-lost').hidden = !kept;
  $('ended-file').hidden = !kept;
  $('to-result').href = safePath(result || door + '/result');
  page.handing = null;
  if (!kept) {
    forgetAttempt();
  } else {
    store();
    fillFile('ended-file');
  }
  unsayAll();
  show('ended', true);
}

function drawHanding() {
  const rest = left();
  $('handing-time').hidden = page.handing !== 'time';
  $('handing-line').hidden = !isOffline();
  const tooLate = isOffline() && rest !== null && rest <= -GRACE_MS;
  $('handing-late').hidden = !tooLate;
  $('handing-file').hidden = !tooLate;
  if (tooLate) {
    fillFile('handing-file');
  }
  $('not-yet').hidden = page.handing !== 'person' || locked() || handingNow;
}

/** The last resort: the answers as a file. */
function fillFile(id) {
  const box = $(id);
  if (box.childElementCount > 0) {
    return;
  }
  box.append($('file-box').content.cloneNode(true));
  box.querySelector('.file-save').addEventListener('click',
    () => download('mingbai-answers-' + page.paper.attempt + '.json', fileText()));
  box.querySelector('.file-copy').addEventListener('click', async (event) => {
    const area = box.querySelector('textarea');
    area.hidden = false;
    area.value = fileText();
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
    } catch (refused) {
      document.execCommand('copy');
    }
    event.target.textContent = word('file-copied');
  });
}

const fileText = () => answerFile(page.sheet, page.paper.title, clock.now(), page.paper.deadline || null);

drawn('handing', drawHanding);
whenTold('ended', () => ended(null));
