import { button, el, fill, notice, toHeading } from './dom.js';
import { door, isOther, justNow, last, otherOf, outcome, relation } from './households.js';
import { uuid } from './ids.js';
import { placeOf, timeOf } from './pack.js';
import { here, look } from './position.js';
import { HOLD_MS, takeBack } from './queue.js';
import { offersAfter, screen } from './router.js';
import { showState } from './state.js';
import { word } from './words.js';

/** One household: the right one? – how did it end? – who is the informed member? Three taps, and it is kept. */
const OUTCOMES = ['IN_PERSON', 'LEFT_SHEET', 'PHONE', 'REFUSED', 'NOT_FOUND'];
const SPOKE = ['IN_PERSON', 'PHONE'];
const RELATIONS = ['HEAD', 'SPOUSE', 'CHILD', 'OTHER_RELATIVE', 'NEIGHBOUR'];
/** Those of whom the relation does not say who it is. */
const NAMED = ['OTHER_RELATIVE', 'NEIGHBOUR'];
const RECENT_MINUTES = 30;
const MOST_SECONDS = 3600;

/** Where one goes on after a record. */
const BACK = ['list', 'evening', 'scan'];

screen('household', (root, context) => {
  const { params, go, put } = context;
  const place = params.id === undefined ? otherOf(params.number, params.village) : placeOf(params.id);
  if (place === null) {
    fill(root, el('h1', {}, word('household-gone')), el('p', {}, word('household-gone-hint')),
      el('a', { class: 'button', href: '#list' }, word('to-list')));
    return null;
  }
  const { household, village } = place;
  const id = uuid();
  const from = BACK.includes(params.from) ? params.from : 'list';
  let begun = Date.now();
  let record = null;
  let lasting = true;
  let timer = null;

  const back = () => (from === 'list' ? go('list', { village: village.id, group: household.group }) : go(from));
  const head = (name) => [
    el('p', { class: 'quiet' }, village.name),
    el('h1', { id: name }, name !== 'ask' ? door(household)
      : isOther(household) ? word('door-other-right') : word('visit.right-door', household.group, household.head)),
    el('p', { class: 'number' }, word('number', household.number)),
  ];

  function guard() {
    const recent = justNow(household, RECENT_MINUTES);
    const before = last(household);
    fill(root, head('ask'),
      recent !== null ? notice('', { id: 'recent' }, word('recent', timeOf(recent.at), outcome(recent.outcome)))
        : before !== null ? el('p', { id: 'last', class: 'quiet' }, word('last-visit', before.day, outcome(before.outcome)))
          : null,
      household.state === 'DUE' ? null : el('p', { id: 'state-of' }, word('state-of', word('state.' + household.state))),
      button(word('right'), () => {
        begun = Date.now();
        ask();
      }, { id: 'right' }),
      button(word('wrong'), back, { id: 'wrong', class: 'button-second' }));
    toHeading(root);
  }

  function ask() {
    const first = household.state === 'AWAY' ? ['PHONE'] : [];
    const ordered = first.concat(OUTCOMES.filter((one) => !first.includes(one)));
    fill(root, head('door'), el('h2', { id: 'how' }, word('how')),
      context.pack.position === true ? el('p', { id: 'position', class: 'quiet' },
        word('position-why', context.pack.positionWhy || '')) : null,
      ordered.map((one) => button(outcome(one), () => (SPOKE.includes(one) ? who(one) : keep({ outcome: one })),
        { class: 'button-second answer', 'data-outcome': one })),
      el('p', {}, el('a', { href: '#list', click: (event) => {
        event.preventDefault();
        back();
      } }, word('wrong'))));
    toHeading(root, '#how');
  }

  function who(how) {
    fill(root, head('door'), el('p', { id: 'chosen' }, outcome(how)), el('h2', { id: 'who' }, word('who')),
      RELATIONS.map((one) => button(relation(one), () => (NAMED.includes(one) ? name(how, one)
        : keep({ outcome: how, informed: one })), { class: 'button-second answer', 'data-relation': one })),
      button(word('relation.none'), () => keep({ outcome: how }), { class: 'button-second answer', 'data-relation': 'none' }),
      el('p', {}, el('a', { href: '#how', click: (event) => {
        event.preventDefault();
        ask();
      } }, word('back'))));
    toHeading(root, '#who');
  }

  function name(how, one) {
    const input = el('input', { type: 'text', id: 'member', maxlength: '30', autocomplete: 'off' });
    fill(root, head('door'), el('p', { id: 'chosen' }, outcome(how) + ' · ' + relation(one)),
      el('div', { class: 'field' }, el('label', { for: 'member' }, word('member')), input,
        el('p', { class: 'quiet' }, word('member-hint'))),
      button(word('keep'), () => keep({ outcome: how, informed: one, member: input.value.trim() || undefined }), { id: 'keep' }),
      el('p', {}, el('a', { href: '#who', click: (event) => {
        event.preventDefault();
        who(how);
      } }, word('back'))));
    toHeading(root);
  }

  async function keep(answers) {
    record = {
      id,
      kind: 'visit',
      at: new Date().toISOString(),
      village: village.id,
      household: household.id,
      number: isOther(household) ? household.number : undefined,
      ...answers,
      position: context.pack?.position === true && answers.outcome !== 'PHONE' ? here() : undefined,
      seconds: Math.min(MOST_SECONDS, Math.max(0, Math.round((Date.now() - begun) / 1000))),
    };
    lasting = await put(record, { hold: true });
    kept();
  }

  function kept() {
    const until = Date.now() + HOLD_MS;
    const undo = button(word('take-back'), async () => {
      if (await takeBack(id)) {
        go('household', { ...params, right: null }, true);
      } else {
        undo.hidden = true;
      }
    }, { id: 'take-back', class: 'button-second' });
    clearTimeout(timer);
    timer = setTimeout(() => {
      undo.hidden = true;
    }, until - Date.now());
    fill(root,
      el('h1', { id: 'kept' }, word(lasting ? 'kept' : 'not-kept')),
      lasting ? null : notice('error', { id: 'not-kept', role: 'alert' }, word('not-kept-hint')),
      el('p', { class: 'big' }, door(household)),
      el('p', { id: 'chosen' }, [outcome(record.outcome), record.informed ? relation(record.informed) : null]
        .filter((one) => one !== null).join(' · ')),
      el('p', { id: 'receipt', role: 'status' }),
      offersAfter(record, context),
      button(word(from === 'scan' ? 'next-scan' : 'next-household'), back, { id: 'next' }),
      undo,
      el('a', { class: 'button button-second', href: '#home' }, word('to-home')));
    tell();
    toHeading(root);
  }

  const tell = () => showState(root, id);

  if (context.pack.position === true) {
    look();
  }
  if (params.right) {
    ask();
  } else {
    guard();
  }
  return { update: tell, close: () => clearTimeout(timer) };
});
