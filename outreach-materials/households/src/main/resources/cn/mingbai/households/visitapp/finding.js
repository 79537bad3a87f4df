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
  } else if (found.blank !== undefined && found.token !== undefined) {
    go('blank', { token: found.token }, replace);
  } else {
    return false;
  }
  return true;
}

const label = ({ household, other, village }, withVillage) => [
  withVillage ? village.name : '',
  household === undefined ? word('door-other') : word('door', household.group, household.head),
  (household || other).number,
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

/** A field for a household's number; `chosen` is told of the door that it leads to. */
export function numberField(context, chosen) {
  const input = el('input', { type: 'text', id: 'number', class: 'code-input', autocomplete: 'off', maxlength: '30',
    autocapitalize: 'characters', spellcheck: 'false', enterkeyhint: 'go', 'aria-describedby': 'number-said' });
  const said = el('div', { id: 'number-said', role: 'alert' });
  async function look() {
    fill(said);
    const found = await doorFor(context.pack, { number: input.value });
    if (!chosen(found)) {
      fill(said, notice('error', {}, noDoor(found, chosen)));
      said.scrollIntoView({ block: 'nearest' });
    }
  }
  return el('form', { id: 'by-number', submit: (event) => {
    event.preventDefault();
    look();
  } }, el('div', { class: 'field' }, el('label', { for: 'number' }, word('number-label')), input, said),
  el('button', { type: 'submit', id: 'number-go', class: 'button-second' }, word('number-go')));
}
