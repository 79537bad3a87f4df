import { button, el, fill, notice, toHeading } from './dom.js';
import { door } from './households.js';
import { uuid } from './ids.js';
import { pack, placeOf } from './pack.js';
import { own } from './queue.js';
import { afterRecord, screen } from './router.js';
import { showState } from './state.js';
import { word } from './words.js';

/**
 * The three short questions at the door. The phone has no key: the server marks. After the answers the passages are there
 * to be read out, whatever was answered.
 */
const CONFIRMED = ['CONFIRMED', 'CHECKED'];
const BACK = ['list', 'evening', 'scan'];

/** The questions drawn for a household; none when there is nothing to ask. */
export function questionsOf(household, questions) {
  return questions === undefined || questions === null ? []
    : (household.ask || []).map((place) => questions.list[place]).filter((one) => one !== undefined);
}

/** Whether somebody of the household is known to know this version, by what the list says or this phone recorded. */
export function isConfirmed(household, version, rows) {
  return (CONFIRMED.includes(household.level) && household.policy === version)
    || rows.some(({ record }) => record.kind === 'confirm' && record.household === household.id
      && record.version === version && record.way === 'FACE');
}

/** The record: the way it was asked, and the key chosen of each question. */
export function confirmRecord(id, village, household, version, way, chosen) {
  return {
    id,
    kind: 'confirm',
    at: new Date().toISOString(),
    village: village.id,
    household: household.id,
    way,
    version,
    answers: chosen.map(({ question, choice }) => ({ question, choice })),
  };
}

afterRecord({
  when: (record, list) => {
    const place = record.kind === 'visit' && record.outcome === 'IN_PERSON' ? placeOf(record.household) : null;
    return place !== null && list !== null && questionsOf(place.household, list.questions).length > 0
      && !isConfirmed(place.household, list.questions.version, own());
  },
  mount: (root, record, { go }) => {
    const from = new URLSearchParams(location.hash.slice(1)).get('from');
    fill(root, button(word('questions-offer'), () => go('questions', { id: record.household, from }),
      { id: 'ask-questions', class: 'button-second' }),
    el('p', { class: 'quiet' }, word('questions-offer-hint')));
  },
});

screen('questions', (root, { params, go, put }) => {
  const place = placeOf(params.id);
  const asked = place === null || pack() === null ? [] : questionsOf(place.household, pack().questions);
  if (asked.length === 0) {
    fill(root, el('h1', {}, word('questions-none')), el('a', { class: 'button', href: '#list' }, word('to-list')));
    return null;
  }
  const { household, village } = place;
  const { version } = pack().questions;
  const id = uuid();
  const from = BACK.includes(params.from) ? params.from : 'list';
  const open = el('div', { id: 'questions-open', role: 'alert' });
  let lasting = true;

  const radio = (name, value, text) => el('label', { class: 'choice' },
    el('input', { type: 'radio', name, value }), el('span', {}, text));

  const chosen = (name) => root.querySelector('input[name="' + name + '"]:checked')?.value;

  async function keep() {
    const answers = asked.map((one) => ({ question: one.code, choice: chosen(one.code) }));
    const way = chosen('way');
    if (way === undefined || answers.some((one) => one.choice === undefined)) {
      fill(open, notice('error', {}, word('questions-open')));
      open.scrollIntoView({ block: 'center' });
      return;
    }
    lasting = await put(confirmRecord(id, village, household, version, way, answers), { hold: false });
    kept();
  }

  function kept() {
    fill(root,
      el('h1', { id: 'kept' }, word(lasting ? 'kept' : 'not-kept')),
      lasting ? null : notice('error', { id: 'not-kept', role: 'alert' }, word('not-kept-hint')),
      el('p', { class: 'big' }, door(household)),
      el('p', { id: 'receipt', role: 'status' }),
      el('h2', {}, word('questions-read')),
      asked.map((one) => el('section', { class: 'box passage' },
        el('p', { class: 'quiet' }, one.stem), el('p', {}, el('b', {}, one.heading)), el('p', {}, one.paragraph))),
      button(word(from === 'scan' ? 'next-scan' : 'next-household'),
        () => (from === 'list' ? go('list', { village: village.id, group: household.group }) : go(from)), { id: 'next' }),
      el('a', { class: 'button button-second', href: '#home' }, word('to-home')));
    tell();
    toHeading(root);
  }

  const tell = () => showState(root, id);

  fill(root,
    el('p', { class: 'quiet' }, village.name),
    el('h1', {}, word('questions-title', household.group, household.head)),
    el('p', {}, word('questions-hint')),
    asked.map((one) => el('fieldset', {}, el('legend', {}, one.stem),
      one.choices.map((choice) => radio(one.code, choice.key, choice.text)))),
    el('fieldset', {}, el('legend', {}, word('questions-who')),
      radio('way', 'FACE', word('questions-face')), radio('way', 'PROXY', word('questions-proxy'))),
    open,
    button(word('questions-keep'), keep, { id: 'questions-keep' }),
    el('p', {}, el('a', { href: '#' + from }, word('questions-not-now'))));
  return { update: tell };
});
