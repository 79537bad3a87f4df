import { find } from './door.js';
import { button, el, fill, notice } from './dom.js';
import { own } from './queue.js';
import { word } from './words.js';

/** What the screens share that look for a door: by a code or a number, in the list and in what this phone recorded. */

/** The blank sheets that this phone gave to households. */
const binds = () => own().map((row) => row.record).filter((record) => record.kind === 'bind');

/** Finds a door for `{token}` or `{number}`; see door.js. */
export const doorFor = (pack, sought) => find(pack, sought, binds());

/**
 * Goes through a door that was found. Resolves to whether there is one; `replace` leaves no way back to the screen before.
 */
export function enter(found, go, replace) {
  if (found.household !== undefined) {
    go('household', { id: found.household.id, from: 'scan' }, replace);
  } else if (found.other !== undefined) {
    go('household', { number: found.other.number, village: found.village.id, from: 'scan' }, replace);
  } else if (found.blank !== undefined) {
    go('blank', found.token !== undefined ? { token: found.token } : { number: found.blank.number, village: found.village.id },
      replace);
  } else {
    return false;
  }
  return true;
}

const label = ({ household, other, blank, village }, withVillage) => [
  withVillage ? village.name : '',
  household !== undefined ? word('door', household.group, household.head) : blank !== undefined ? '' : word('door-other'),
  (household || other || blank).number,
].join(' ').trim();

/** What somebody is told who stands before no door: a sentence, and a button for each household that may be meant. */
export function noDoor(found, choose) {
  if (found.several !== undefined) {
    return [el('p', {}, word('number-several')), found.several.map((one) => button(label(one, true), () => choose(one),
      { class: 'button-second answer several' }))];
  }
  const sentence = found.blank !== undefined ? word('number-blank', found.blank.number)
    : found.wrong === 'form' ? word('number-form')
      : found.wrong === 'check' ? word('number-check')
        : found.unknown !== undefined ? word('number-unknown', found.unknown) : word('door-elsewhere');
  const near = found.near || [];
  return [el('p', {}, sentence), near.length === 0 ? null : [
    el('p', {}, near.length === 1 ? word('number-near', near[0].place) : word('number-near-some')),
    near.map((one) => button(near.length === 1 ? label(one, false) : word('number-near-which', label(one, false), one.place),
      () => choose(one), { class: 'button-second answer near' }))]];
}

const VISITS = { find: doorFor, enter, noDoor, list: '#list' };
/** Asked for by somebody whose phone has nothing of that part. */
const ABSENT = { find: async () => ({}), enter: () => false, noDoor: () => [el('p', {}, word('part-absent')),
  el('p', {}, el('a', { href: '#start' }, word('register-again')))], list: '#home' };
const finders = new Map();

/**
 * Lets a part of the app lead from a code or a number to a screen of its own: `find(pack, {token} | {number})` resolves to a
 * door or to what there is instead, `enter(found, go, replace)` goes through it and tells whether there is one,
 * `noDoor(found, choose)` gives what to say if not, `list` is where its doors are listed; `title` and `otherWays` name the words
 * above and below the camera.
 */
export const doorsFor = (part, finder) => finders.set(part, finder);

/** Who finds doors: the part that is asked for; the phone's only business; visits. */
export function finderFor(asked, pack) {
  const parts = Object.keys(pack?.parts ?? {}).filter((name) => finders.has(name));
  if (asked !== undefined) {
    return parts.includes(asked) ? finders.get(asked) : ABSENT;
  }
  return parts.length > 0 && pack.villages.length === 0 ? finders.get(parts[0]) : VISITS;
}

/** A field for a household's number; `chosen` is told of the door that it leads to. */
export function numberField(context, chosen, finder = VISITS) {
  const input = el('input', { type: 'text', id: 'number', class: 'code-input', autocomplete: 'off', maxlength: '30',
    autocapitalize: 'characters', spellcheck: 'false', enterkeyhint: 'go', 'aria-describedby': 'number-said' });
  const said = el('div', { id: 'number-said', role: 'alert' });
  async function look() {
    fill(said);
    const found = await finder.find(context.pack, { number: input.value });
    if (!chosen(found)) {
      fill(said, notice('error', {}, finder.noDoor(found, chosen)));
      said.scrollIntoView({ block: 'nearest' });
    }
  }
  return el('form', { id: 'by-number', submit: (event) => {
    event.preventDefault();
    look();
  } }, el('div', { class: 'field' }, el('label', { for: 'number' }, word('number-label')), input, said),
  el('button', { type: 'submit', id: 'number-go', class: 'button-second' }, word('number-go')));
}
