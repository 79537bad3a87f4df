import { button, el, fill, notice, toHeading } from './dom.js';
import { doorOf } from './door.js';
import { doorFor, enter, numberField } from './finding.js';
import { door, found as fitting } from './households.js';
import { screen } from './router.js';
import { word } from './words.js';

/** A blank sheet in the worker's hand: for which household is it? It is bound on the spot, also without a line. */
const MOST_LISTED = 20;

screen('blank', (root, context) => {
  const { params, go, put } = context;
  let left = false;

  function ask({ blank, village, token }) {
    const list = el('ul', { class: 'lines', id: 'fitting' });
    const search = el('input', { type: 'text', id: 'search', maxlength: '40', autocomplete: 'off', spellcheck: 'false',
      inputmode: 'search', input: () => {
        const some = search.value.trim() === '' ? [] : fitting(village, search.value);
        fill(list, some.length > MOST_LISTED ? el('li', { class: 'quiet' }, word('search-many', some.length, MOST_LISTED)) : null,
          some.slice(0, MOST_LISTED).map((household) => el('li', {}, button(`${door(household)} ${household.number}`,
            () => sure(household), { class: 'button-second answer' }))));
      } });

    function sure(household) {
      fill(root,
        el('p', { class: 'quiet' }, village.name),
        el('h1', { id: 'ask' }, word('blank-right', blank.number, household.group, household.head)),
        el('p', { class: 'number' }, word('number', household.number)),
        button(word('right'), async () => {
          await put({ kind: 'bind', village: village.id, household: household.id,
            ...(token !== undefined ? { code: token } : { number: blank.number }) });
          go('household', { id: household.id, from: 'scan', right: '1' }, true);
        }, { id: 'right' }),
        button(word('wrong'), () => ask({ blank, village, token }), { id: 'wrong', class: 'button-second' }));
      toHeading(root);
    }

    fill(root,
      el('p', { class: 'quiet' }, village.name),
      el('h1', {}, word('blank-title', blank.number)),
      el('p', {}, word('blank-why')),
      numberField(context, (found) => {
        if (found.household === undefined || found.village.id !== village.id) {
          return false;
        }
        sure(found.household);
        return true;
      }),
      el('div', { class: 'field' }, el('label', { for: 'search' }, word('search')), search),
      list,
      el('a', { class: 'button button-second', href: '#scan' }, word('to-scan')));
    toHeading(root);
  }

  async function look() {
    const door_ = params.number !== undefined ? { number: params.number } : doorOf(params.token);
    let found = door_?.token === undefined && door_?.number === undefined ? { elsewhere: true }
      : await doorFor(context.pack, door_);
    // Of the same number in two villages it is the one that was chosen.
    if (found.several !== undefined) {
      found = found.several.find((one) => one.village.id === Number(params.village)) ?? { elsewhere: true };
    }
    if (left) {
      return;
    }
    if (found.blank !== undefined) {
      ask(found);
    } else if (!enter(found, go, true)) {
      fill(root, el('h1', {}, word('door-none')), notice('error', { id: 'elsewhere', role: 'alert' }, word('door-elsewhere')),
        el('a', { class: 'button', href: '#scan' }, word('to-scan')));
    }
  }

  root.append(el('h1', {}, word('door-looking')));
  look();
  return () => {
    left = true;
  };
});
