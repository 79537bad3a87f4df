import { button, el, fill, notice, toHeading } from './dom.js';
import { door, groupsOf, outcome, villageOf } from './households.js';
import { uuid } from './ids.js';
import { villageChoice } from './list.js';
import { offersAfter, screen } from './router.js';
import { showState } from './state.js';
import { word } from './words.js';

/** A household that is there and on no list: it counts as due from the moment it is found. */
const OUTCOMES = ['IN_PERSON', 'LEFT_SHEET', 'REFUSED', 'NOT_FOUND'];

const masked = (name) => (name.length < 2 ? '' : name[0] + '*' + (name.length > 2 ? name[name.length - 1] : ''));

screen('found', (root, context) => {
  const { params, go, put } = context;
  const village = villageOf(params.village);
  const id = uuid();
  const text = (name, most, attributes) => el('input', { type: 'text', id: name, maxlength: String(most), autocomplete: 'off',
    ...attributes });
  const group = text('group', 40, { list: 'groups' });
  const head = text('head', 60);
  const members = text('members', 2, { inputmode: 'numeric', pattern: '[0-9]*' });
  const evidence = text('evidence', 200);
  const said = el('div', { id: 'said', role: 'alert' });
  const alike = el('div', { id: 'alike' });
  const results = OUTCOMES.map((one) => el('label', { class: 'choice' },
    el('input', { type: 'radio', name: 'outcome', value: one }), el('span', {}, outcome(one))));
  let begun = Date.now();

  const field = (input, hint) => el('div', { class: 'field' }, el('label', { for: input.id }, word('found-' + input.id)), input,
    hint ? el('p', { class: 'quiet' }, word('found-' + input.id + '-hint')) : null);

  // One that is on the list already is most often meant: the names there are masked, so likeness is all there is.
  function compare() {
    const name = head.value.trim();
    const some = name.length < 2 ? [] : village.households.filter((one) => one.head === masked(name)
      && (group.value.trim() === '' || one.group === group.value.trim())).slice(0, 3);
    fill(alike, some.length === 0 ? null : notice('', {}, el('p', {}, word('found-alike')),
      some.map((one) => el('a', { class: 'button button-second', href: '#household&id=' + one.id }, `${door(one)} ${one.number}`))));
  }

  async function keep() {
    const many = members.value.trim() === '' ? undefined : Number(members.value.normalize('NFKC'));
    if (group.value.trim() === '' && head.value.trim() === '') {
      fill(said, notice('error', {}, word('found-missing')));
      said.scrollIntoView({ block: 'center' });
      return;
    }
    if (many !== undefined && !(Number.isInteger(many) && many >= 1 && many <= 99)) {
      fill(said, notice('error', {}, word('found-members-form')));
      said.scrollIntoView({ block: 'center' });
      return;
    }
    const record = {
      id,
      kind: 'found',
      at: new Date().toISOString(),
      village: village.id,
      group: group.value.trim() || undefined,
      head: head.value.trim() || undefined,
      members: many,
      evidence: evidence.value.trim() || undefined,
      outcome: root.querySelector('input[name=outcome]:checked')?.value,
      seconds: Math.min(3600, Math.max(0, Math.round((Date.now() - begun) / 1000))),
    };
    const lasting = await put(record);
    fill(root,
      el('h1', { id: 'kept' }, word(lasting ? 'kept' : 'not-kept')),
      lasting ? null : notice('error', { id: 'not-kept', role: 'alert' }, word('not-kept-hint')),
      el('p', { class: 'big' }, word('door', record.group || '', record.head || '').trim()),
      el('p', { id: 'receipt', role: 'status' }),
      offersAfter(record, context),
      el('a', { id: 'next', class: 'button', href: '#home' }, word('to-home')));
    update();
    toHeading(root);
  }

  const update = () => showState(root, id);

  for (const input of [group, head, members]) {
    input.addEventListener('input', () => {
      compare();
      fill(said);
    });
  }
  fill(root,
    el('h1', {}, word('found-title')),
    el('p', {}, word('found-why')),
    villageChoice(village, (to) => go('found', { village: to })),
    el('datalist', { id: 'groups' }, groupsOf(village).map((one) => el('option', { value: one.name }))),
    field(group), field(head), alike, field(members), field(evidence, true),
    el('fieldset', {}, el('legend', {}, word('found-outcome')), results),
    said,
    button(word('keep'), keep, { id: 'found-keep' }));
  begun = Date.now();
  return { update };
});
