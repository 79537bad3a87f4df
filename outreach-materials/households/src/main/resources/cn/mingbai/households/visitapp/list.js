import { el, fill } from './dom.js';
import { door, found, groupsOf, isLeft, isReached, summary, villageOf, villages } from './households.js';
import { screen } from './router.js';
import { word } from './words.js';

/** The households in the order of their groups; whichever is looked for by number, name or group is found at once. */
const MOST_FOUND = 60;
const SHOWN = {
  all: () => true,
  left: isLeft,
  away: (household) => household.state === 'AWAY' && !isReached(household),
};

/** A household as a line of a list. */
export function line(household, from) {
  return el('li', {}, el('a', { class: 'line', href: '#household&id=' + household.id + (from ? '&from=' + from : '') },
    el('span', { class: 'door' }, door(household), isReached(household) ? el('b', { class: 'reached' }, word('reached')) : null),
    el('span', { class: 'quiet number' }, household.number, ' ', summary(household))));
}

/** A choice of villages for those who serve several; nothing for the others. */
export function villageChoice(chosen, change) {
  return villages().length < 2 ? null : el('div', { class: 'field' }, el('label', { for: 'village' }, word('village')),
    el('select', { id: 'village', change: (event) => change(Number(event.target.value)) },
      villages().map((one) => el('option', { value: one.id, selected: one.id === chosen.id }, one.name))));
}

screen('list', (root, { params, go }) => {
  let village = villageOf(params.village);
  const show = SHOWN[params.show] === undefined ? 'all' : params.show;
  const open = new Set(params.group ? [params.group] : []);
  const search = el('input', { type: 'text', id: 'search', autocomplete: 'off', spellcheck: 'false', maxlength: '40',
    inputmode: 'search', input: () => draw() });
  const results = el('div', { id: 'results' });

  function group(one) {
    const fitting = one.households.filter(SHOWN[show]);
    if (fitting.length === 0) {
      return null;
    }
    const left = one.households.filter(isLeft).length;
    const lines = el('ul', { class: 'lines' });
    const whole = el('details', { class: 'group', open: open.has(one.name), toggle: (event) => {
      if (event.target.open) {
        open.add(one.name);
        fill(lines, fitting.map((household) => line(household, 'list')));
      } else {
        open.delete(one.name);
      }
    } }, el('summary', {}, el('b', {}, one.name), el('span', { class: 'quiet' },
      word(left > 0 ? 'group-left' : 'group-done', one.households.length, left))), lines);
    if (open.has(one.name)) {
      fill(lines, fitting.map((household) => line(household, 'list')));
    }
    return whole;
  }

  function draw() {
    // The list may have been fetched anew meanwhile.
    village = villageOf(village.id);
    const text = search.value.trim();
    if (text === '') {
      const groups = groupsOf(village).map(group).filter((one) => one !== null);
      fill(results, groups.length === 0 ? el('p', { class: 'notice notice-done' }, word('list-none')) : groups);
      return;
    }
    const fitting = found(village, text);
    fill(results,
      el('p', { id: 'found', role: 'status' }, fitting.length === 0 ? word('search-none', text)
        : fitting.length > MOST_FOUND ? word('search-many', fitting.length, MOST_FOUND) : word('search-some', fitting.length)),
      el('ul', { class: 'lines' }, fitting.slice(0, MOST_FOUND).map((household) => line(household, 'list'))));
  }

  const choice = (name) => el('a', { class: 'tab', href: '#list&show=' + name + '&village=' + village.id,
    'aria-current': name === show ? 'page' : null }, word('show-' + name));

  fill(root,
    el('h1', {}, word('list-title', village.name)),
    villageChoice(village, (id) => go('list', { village: id, show })),
    el('div', { class: 'field' }, el('label', { for: 'search' }, word('search')), search),
    el('nav', { class: 'tabs' }, Object.keys(SHOWN).map(choice)),
    results);
  if (params.find) {
    search.value = params.find;
  }
  draw();
  return { update: draw };
});
