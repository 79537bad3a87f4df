import { button, el, notice } from './dom.js';
import { isNewer, useNewer } from './install.js';
import { phone } from './phone.js';
import { hasUnkept, isUnkept, others, own, records } from './queue.js';
import { isWithoutKey, line } from './sending.js';
import { waitingPhotos } from './photos.js';
import { isLasting } from './store.js';
import { hasWord, word } from './words.js';

/** How it is with what was recorded: of each record, in the line above every screen, and what somebody has to know at once. */

/** The one line about the queue: `{text, kind}`. */
export function stateLine() {
  const rows = own();
  const waiting = rows.filter((row) => row.state === 'waiting').length;
  const refused = rows.filter((row) => row.state === 'refused').length;
  if (refused > 0) {
    return { text: word('state-refused', refused), kind: 'is-refused' };
  }
  if (hasUnkept()) {
    return { text: word('state-unkept'), kind: 'is-refused' };
  }
  if (waiting > 0 && line.full) {
    return { text: word('state-full', waiting), kind: 'is-refused' };
  }
  if (waiting > 0) {
    return line.sending ? { text: word('state-sending', waiting), kind: 'is-waiting' }
      : { text: word('state-waiting', waiting), kind: 'is-waiting' };
  }
  if (waitingPhotos() > 0) {
    return { text: word('state-photos', waitingPhotos()), kind: 'is-waiting' };
  }
  if (line.open === false && phone() !== null) {
    return { text: word('state-no-line'), kind: 'is-quiet' };
  }
  return rows.length > 0 ? { text: word('state-all-sent'), kind: 'is-sent' } : { text: '', kind: 'is-quiet' };
}

/** What has become of a record, in a sentence. */
export function rowState(row) {
  if (row.state === 'waiting') {
    return word(isUnkept(row.id) ? 'row-unkept' : 'row-waiting');
  }
  if (row.state === 'refused') {
    return row.reason || word('row-refused');
  }
  const toMatch = 'row-to-match-' + row.record.kind;
  return row.status === 'TO_MATCH' || row.status === 'KEPT'
    ? word(hasWord(toMatch) ? toMatch : 'row-to-match', row.receipt, row.reason || '')
    : word('row-sent', row.receipt);
}

/** Says it of the worker's record of this id, where the screen has a place for it. */
export function showState(root, id) {
  const row = own().find((one) => one.id === id);
  const receipt = root.querySelector('#receipt');
  if (row !== undefined && receipt !== null) {
    receipt.textContent = rowState(row);
    receipt.className = 'state-' + row.state;
  }
}

/** The warnings, the worst first. */
export function warnings() {
  const shown = [];
  if (!isLasting()) {
    shown.push(notice('error', { id: 'not-lasting', role: 'alert' }, word('not-lasting')));
  }
  if (hasUnkept()) {
    shown.push(notice('error', { id: 'unkept', role: 'alert' }, word('unkept')));
  }
  if (line.full && own().some((row) => row.state === 'waiting')) {
    shown.push(notice('', { id: 'server-full', role: 'status' }, word('server-full')));
  }
  const keyless = new Map();
  for (const row of records()) {
    if (row.state === 'waiting' && isWithoutKey(row.person)) {
      keyless.set(row.person, row.worker);
    }
  }
  for (const worker of keyless.values()) {
    shown.push(notice('error', { role: 'alert' }, el('p', {}, word('keyless', worker)),
      el('p', {}, el('a', { href: '#start' }, word('register-again')))));
  }
  for (const other of others()) {
    shown.push(notice('', { class: 'notice others' }, word('others-wait', other.count, other.worker)));
  }
  // Beginning anew would lose what only this page has.
  const fleeting = hasUnkept() || (!isLasting() && records().some((row) => row.state === 'waiting'));
  if (isNewer() && !fleeting) {
    shown.push(notice('', { id: 'newer' }, el('p', {}, word('newer')), button(word('use-newer'), useNewer)));
  }
  return shown;
}
