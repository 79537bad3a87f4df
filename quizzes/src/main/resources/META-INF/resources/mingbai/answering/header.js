import { isOffline } from './line.js';
import { $, isPractice, page } from './page.js';
import { drawnEverywhere, set } from './screens.js';
import { left } from './timing.js';
import { word } from './words.js';

/** What stands on all screens: the title, the time that is left, what is saved, and that the page was left. */
const SOON_MS = 300000;

function inMinutes(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return ms > SOON_MS ? word('left-minutes', Math.ceil(seconds / 60))
    : word('left-seconds', Math.floor(seconds / 60), String(seconds % 60).padStart(2, '0'));
}

function drawTime(isOpen) {
  const rest = left();
  $('time').hidden = !isOpen || rest === null;
  if (!$('time').hidden) {
    set('time', rest <= 0 ? word('left-none') : inMinutes(rest));
    $('time').classList.toggle('soon', rest <= SOON_MS);
  }
}

function drawState(isOpen) {
  $('state').hidden = !isOpen || isPractice();
  if (!$('state').hidden) {
    const waiting = page.sheet.waiting().length;
    const any = Object.values(page.sheet.entries).some((one) => one.base > 0);
    set('state', waiting > 0 ? word(isOffline() ? 'offline' : 'all-waiting', waiting) : any ? word('all-saved') : '');
    $('state').classList.toggle('is-waiting', waiting > 0);
  }
}

drawnEverywhere(() => {
  const isOpen = page.sheet !== null && page.paper.state === 'OPEN';
  set('title', page.paper === null ? '' : page.paper.title);
  drawTime(isOpen);
  drawState(isOpen);
  $('expired').hidden = page.expired === null;
  if (page.expired !== null) {
    $('sign-in').href = page.expired;
  }
  $('opening-offline').hidden = !isOffline();
  $('away').hidden = !isOpen || page.away.times === 0 || isPractice();
  set('away', word('away', page.away.times));
});
