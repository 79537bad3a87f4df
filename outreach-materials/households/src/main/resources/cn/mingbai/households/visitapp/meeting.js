import { button, el, fill, notice, toHeading } from './dom.js';
import { door, found, groupsOf, isReached, villageOf } from './households.js';
import { uuid } from './ids.js';
import { villageChoice } from './list.js';
import { phone } from './phone.js';
import { own } from './queue.js';
import { offersAfter, screen } from './router.js';
import { rowState } from './state.js';
import { word } from './words.js';

/** A meeting (集中宣讲): one record, the households ticked that were there. What is ticked survives closing the page. */
const MOST_TICKED = 900;

screen('meeting', (root, context) => {
  const { params, go, put, settings } = context;
  const village = villageOf(params.village);
  const kept = 'meeting-' + phone().person + '-' + village.id;
  const ticked = new Set();
  const ids = [];
  const known = new Set(village.households.map((one) => one.id));
  const place = el('input', { type: 'text', id: 'place', maxlength: '60', autocomplete: 'off', change: () => remember() });
  const search = el('input', { type: 'text', id: 'search', maxlength: '40', autocomplete: 'off', spellcheck: 'false',
    input: () => filter() });
  const count = el('p', { id: 'count', class: 'big', role: 'status' });
  const groups = groupsOf(village).map(group);
  let draft = uuid();
  let done = null;

  function remember() {
    settings.set(kept, { id: draft, place: place.value, ticked: [...ticked] }).catch(() => {
      // The draft is a comfort; the record itself is kept, or told not to be.
    });
  }

  function group({ name, households }) {
    const boxes = households.map((household) => {
      const box = el('input', { type: 'checkbox', value: household.id, change: () => {
        set(household.id, box.checked);
        told();
        remember();
      } });
      return { household, box, line: el('label', { class: 'choice' }, box, el('span', {}, door(household), ' ',
        el('span', { class: 'quiet number' }, household.number, isReached(household) ? ' ' + word('reached') : ''))) };
    });
    const whole = el('input', { type: 'checkbox', class: 'whole', change: () => {
      boxes.forEach(({ household, box }) => {
        box.checked = whole.checked;
        set(household.id, whole.checked);
      });
      told();
      remember();
    } });
    const number = el('span', { class: 'quiet' });
    const lines = el('div', {});
    // A community of thousands is drawn group by group, as they are opened.
    const details = el('details', { class: 'group', toggle: () => {
      if (details.open && lines.childElementCount === 0) {
        fill(lines, boxes.map((one) => one.line));
      }
    } }, el('summary', {}, el('b', {}, name), number),
    el('label', { class: 'choice choice-all' }, whole, el('b', {}, word('whole-group', name, households.length))), lines);
    return { name, boxes, whole, number, details, lines };
  }

  function set(id, on) {
    if (on) {
      ticked.add(id);
    } else {
      ticked.delete(id);
    }
  }

  function told() {
    count.textContent = word('ticked', ticked.size);
    for (const { boxes, whole, number } of groups) {
      const on = boxes.filter(({ household }) => ticked.has(household.id)).length;
      boxes.forEach(({ household, box }) => {
        box.checked = ticked.has(household.id);
      });
      whole.checked = on === boxes.length;
      whole.indeterminate = on > 0 && on < boxes.length;
      number.textContent = word('group-ticked', boxes.length, on);
    }
    submit.disabled = ticked.size === 0;
    submit.textContent = word('meeting-keep', ticked.size);
  }

  function filter() {
    const text = search.value.trim();
    const fitting = new Set(text === '' ? village.households : found(village, text));
    for (const { boxes, details, lines } of groups) {
      const hits = boxes.filter(({ household }) => fitting.has(household));
      details.hidden = hits.length === 0;
      if (text !== '' && hits.length > 0) {
        fill(lines, hits.map((one) => one.line));
        details.open = true;
      } else if (text === '' && lines.childElementCount > 0) {
        fill(lines, boxes.map((one) => one.line));
      }
    }
  }

  async function keep() {
    const all = [...ticked];
    let lasting = true;
    for (let start = 0; start < all.length; start += MOST_TICKED) {
      const id = start === 0 ? draft : uuid();
      ids.push(id);
      lasting = await put({ id, kind: 'meeting', village: village.id, place: place.value.trim() || undefined,
        households: all.slice(start, start + MOST_TICKED) }, { hold: false }) && lasting;
    }
    await settings.set(kept, null).catch(() => {});
    done = { households: all.length, lasting };
    fill(root,
      el('h1', { id: 'kept' }, word(lasting ? 'kept' : 'not-kept')),
      lasting ? null : notice('error', { id: 'not-kept', role: 'alert' }, word('not-kept-hint')),
      el('p', { class: 'big' }, word('meeting-kept', village.name, all.length)),
      el('p', { id: 'receipt', role: 'status' }),
      offersAfter({ id: draft, kind: 'meeting' }, context),
      el('a', { id: 'next', class: 'button', href: '#home' }, word('to-home')));
    update();
    toHeading(root);
  }

  function update() {
    if (done !== null) {
      const rows = own().filter((row) => ids.includes(row.id));
      root.querySelector('#receipt').textContent = rows.map(rowState).join(' ');
    }
  }

  const submit = button('', keep, { id: 'meeting-keep' });
  fill(root,
    el('h1', {}, word('meeting-title', village.name)),
    el('p', { class: 'quiet' }, word('meeting-hint')),
    villageChoice(village, (id) => go('meeting', { village: id })),
    el('div', { class: 'field' }, el('label', { for: 'place' }, word('meeting-place')), place),
    el('div', { class: 'field' }, el('label', { for: 'search' }, word('search')), search),
    groups.map((one) => one.details),
    el('div', { class: 'stuck' }, count, submit),
    button(word('meeting-clear'), () => {
      ticked.clear();
      told();
      remember();
    }, { class: 'link', id: 'clear' }));
  told();
  settings.get(kept).then((before) => {
    if (before !== null && done === null && ticked.size === 0) {
      draft = before.id;
      place.value = place.value || before.place;
      before.ticked.filter((id) => known.has(id)).forEach((id) => ticked.add(id));
      told();
    }
  }).catch(() => {});
  return { update };
});
