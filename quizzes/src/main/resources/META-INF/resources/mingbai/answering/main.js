import './asking.js';
import './checking.js';
import './header.js';
import { Away } from './away.js';
import { chose } from './choosing.js';
import { goOnHere } from './elsewhere.js';
import { arrive, backToQuestions, blur, go, keys, next } from './going.js';
import { handIn, isHandingDue, notYet, timeIsOver } from './handing.js';
import { store } from './keeping.js';
import { atOnce, isOffline, lost, mayTry } from './line.js';
import { open, start } from './opening.js';
import { $, isPractice, page } from './page.js';
import { whenTold } from './refusals.js';
import { changed, explain, pump } from './saving.js';
import { draw, fill, focusHeading, show, shown } from './screens.js';
import { askStanding, askWhenDue } from './standing.js';
import { tidy } from './store.js';
import { GRACE_MS, clock, left, warn } from './timing.js';

/** Puts the page together: what is pressed, what the browser tells, and what happens by itself twice a second. */
const TICK_MS = 500;

const isAnswering = () => page.paper !== null && page.paper.state === 'OPEN' && !page.elsewhere && page.handing === null
  && shown() !== 'gone';

function tick() {
  askWhenDue();
  if (isAnswering()) {
    warn();
    // Who is choosing between two answers, and a page that woke up and cannot ask for the time, have half the grace.
    const over = shown() === 'choosing' || clock.isDoubtful() ? -GRACE_MS / 2 : 0;
    if (left() !== null && left() <= over) {
      timeIsOver();
    }
  }
  if (mayTry()) {
    tryAgain();
  }
  draw();
}

/** Goes on with whatever is not answered yet. */
function tryAgain() {
  if (page.paper === null) {
    if (shown() === 'opening' && isOffline()) {
      open();
    }
  } else if (page.starting) {
    start();
  } else if (isHandingDue()) {
    handIn(page.handing);
  } else {
    pump();
  }
}

/** Whatever may have brought the line back: ask for the time, and try at once. */
function wake() {
  atOnce();
  if (page.paper === null) {
    if (shown() === 'opening') {
      open();
    }
    return;
  }
  askStanding();
  tryAgain();
}

function listen() {
  window.addEventListener('popstate', arrive);
  $('start').addEventListener('click', start);
  $('previous').addEventListener('click', () => go(page.current - 1));
  $('to-check').addEventListener('click', () => {
    blur();
    go(0);
  });
  $('back').addEventListener('click', backToQuestions);
  $('clear').addEventListener('click', () => {
    changed(page.current, '', undefined, false);
    fill();
    draw();
    focusHeading('question');
  });
  $('check').addEventListener('click', () => {
    blur();
    explain(page.current);
  });
  $('answer').addEventListener('submit', (event) => {
    event.preventDefault();
    next();
  });
  $('hand-in').addEventListener('click', () => handIn('person'));
  $('not-yet').addEventListener('click', notYet);
  $('go-on-here').addEventListener('click', goOnHere);
  $('choosing-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    await chose();
    wake();
  });
  document.addEventListener('keydown', keys);
  window.addEventListener('online', wake);
  window.addEventListener('offline', () => {
    lost();
    draw();
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) {
      clock.doubt();
      wake();
    }
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      blur();
      pump();
    } else {
      clock.doubt();
      wake();
    }
  });
}

whenTold('gone', () => show('gone'));
listen();
new Away(() => isAnswering() && !isPractice(), (one) => {
  page.away.times++;
  page.away.seconds += one.seconds;
  page.away.left.push(one);
  store();
  draw();
  pump();
});
$('scripted').hidden = false;
show('opening');
tidy().then(open);
setInterval(tick, TICK_MS);
