import { find, marked, route, sums } from './check-doors.js';
import { button, el, fill, notice, toHeading } from './dom.js';
import { doorsFor } from './finding.js';
import { uuid } from './ids.js';
import { dayOf, pack, packFetchedAt, today } from './pack.js';
import { HOLD_MS, own, takeBack } from './queue.js';
import { homePart, screen } from './router.js';
import { showState } from './state.js';
import { word } from './words.js';

/** 督导核查: the inspector's doors, and what was found at one of them. Two screens for a door, the first with one tap. */
const OUTCOMES = ['MET', 'MISSED', 'REFUSED', 'NOT_FOUND'];
const ANSWERED = ['MET', 'MISSED'];
const RELATIONS = ['HEAD', 'SPOUSE', 'CHILD', 'OTHER_RELATIVE'];
const SATISFACTION = ['SATISFIED', 'FAIR', 'DISSATISFIED'];
const MOST_UNLISTED = 20;
const MOST_PROBLEM = 300;
const DEADLINE_DAYS = 7;

const part = () => pack()?.parts?.check ?? null;

/** What this phone recorded of a door and the server did not refuse, the newest first. */
const recorded = (door) => own().find((row) => row.record.kind === 'check' && row.record.item === door.id && row.state !== 'refused');

function told(door) {
  const row = recorded(door);
  return row === undefined ? null
    : { outcome: row.record.outcome, fresh: row.state === 'waiting' || Date.parse(row.sentAt) > (packFetchedAt() || 0) };
}

const villageOf = (door) => part().villages.find((one) => one.id === door.village) || { name: '', phones: [] };

const name = (door) => word(door.head === '' ? 'check-door-bare' : 'door', door.group, door.head);

const outcome = (found) => word('check-outcome-' + found);

const plus = (day, days) => dayOf(Date.parse(day + 'T00:00:00+08:00') + days * 86400000);

function doorOf(id) {
  for (const round of part()?.rounds ?? []) {
    const found = marked(round, told).find((one) => one.door.id === Number(id));
    if (found !== undefined) {
      return { ...found, round };
    }
  }
  return null;
}

const figures = (round) => {
  const { due, checked, left } = sums(marked(round, told));
  return word('check-figures', due, checked, left);
};

homePart({
  when: (list) => Boolean(list.parts?.check),
  mount: (root) => {
    const { rounds } = part();
    fill(root,
      el('h2', {}, word('check-title')),
      rounds.length === 0 ? el('p', { id: 'no-rounds' }, word('check-no-rounds'))
        : rounds.map((round) => [el('p', {}, round.title), el('p', { class: 'figures' }, figures(round))]),
      rounds.length === 0 ? null : [
        el('a', { id: 'check-list', class: 'button', href: '#checks' }, word('check-to-list')),
        el('a', { id: 'check-scan', class: 'button button-second', href: '#scan&for=check' }, word('check-to-scan'))]);
  },
});

const label = (one) => `${villageOf(one.door).name} ${name(one.door)} ${one.door.number}`;

doorsFor('check', {
  list: '#checks',
  title: 'check-scan-title',
  otherWays: 'check-other-ways',
  find: (list, sought) => find(list.parts.check, sought, told),
  enter: (found, go, replace) => {
    const one = found.drawn ?? found.checked ?? (found.door === undefined ? undefined : found);
    if (one === undefined) {
      return false;
    }
    go('check', { id: one.door.id, from: 'scan' }, replace);
    return true;
  },
  noDoor: (found, choose) => {
    const some = found.several ?? found.near ?? [];
    const sentence = found.several !== undefined ? word('check-several')
      : found.early !== undefined ? word('check-early', label(found.early))
        : found.wrong !== undefined ? word(found.wrong === 'blank' ? 'check-blank' : 'number-' + found.wrong)
          : found.notDrawn ? word('check-not-drawn', found.notDrawn) : word('check-not-drawn-code');
    return [el('p', { id: 'not-drawn' }, sentence),
      some.length > 0 && found.several === undefined ? el('p', {}, word('number-near-some')) : null,
      some.map((one) => button(found.several === undefined ? label(one) : `${one.round.title} ${label(one)}`,
        () => choose(one), { class: 'button-second answer near' }))];
  },
});

screen('checks', (root) => {
  const line = (one, said) => el('li', {}, el('a', { class: 'line', href: '#check&id=' + one.door.id },
    el('span', { class: 'door' }, name(one.door), said ? el('b', { class: 'reached' }, said) : null),
    el('span', { class: 'quiet number' }, one.door.number, one.door.replacement ? ' ' + word('check-replacement', one.door.place) : '')));

  function inspection(round) {
    const marks = marked(round, told);
    const stops = route(marks, part().villages);
    const checked = marks.filter((one) => one.found !== null);
    const unused = marks.filter((one) => one.door.replacement && !one.due && one.found === null).length;
    return el('section', { class: 'round' },
      el('h2', {}, round.title),
      el('p', { class: 'figures' }, figures(round)),
      stops.map(({ village, groups }) => [el('h3', {}, village.name), groups.map((group) => [
        group.name === '' ? null : el('p', { class: 'quiet' }, group.name),
        el('ul', { class: 'lines' }, group.doors.map((one) => line(one)))])]),
      stops.length === 0 ? el('p', { class: 'notice notice-done' }, word('check-all-done')) : null,
      unused > 0 ? el('p', { class: 'quiet replacements' }, word('check-replacements', unused)) : null,
      checked.length === 0 ? null : el('details', { class: 'group' }, el('summary', {}, el('b', {}, word('check-checked', checked.length))),
        el('ul', { class: 'lines' }, checked.map((one) => line(one, outcome(one.found))))));
  }

  function draw() {
    const rounds = part()?.rounds ?? [];
    fill(root,
      el('h1', {}, word('check-title')),
      el('a', { class: 'button', href: '#scan&for=check' }, word('check-to-scan')),
      rounds.length === 0 ? el('p', { id: 'no-rounds' }, word('check-no-rounds')) : rounds.map(inspection));
  }

  draw();
  return { update: draw };
});

/** Answers side by side; tapped again, one is taken back. `value()` is undefined while none is chosen. */
function choices(id, legend, options, hint) {
  let value;
  const buttons = options.map(([one, text]) => el('button', { type: 'button', class: 'button-second', 'aria-pressed': 'false',
    'data-value': String(one), click: () => {
      value = value === one ? undefined : one;
      buttons.forEach((each, place) => each.setAttribute('aria-pressed', String(options[place][0] === value)));
    } }, text));
  return {
    value: () => value,
    field: el('fieldset', { id }, el('legend', {}, legend), hint ? el('p', { class: 'quiet' }, hint) : null,
      el('div', { class: options.length === 3 ? 'two three' : 'two' }, buttons)),
  };
}

const yesNo = (id, legend, hint) => choices(id, legend, [[true, word('check-yes')], [false, word('check-no')]], hint);

function informedHint(door) {
  if (door.informed === undefined) {
    return word('check-informed-none');
  }
  const { relation, member } = door.informed;
  return word('check-informed-is', [relation ? word('relation.' + relation) : word('check-informed-unnamed'), member]
    .filter((one) => one).join(' '));
}

screen('check', (root, context) => {
  const { params, go, put } = context;
  const one = doorOf(params.id);
  if (one === null) {
    fill(root, el('h1', {}, word('check-gone')), el('p', {}, word('check-gone-hint')),
      el('a', { class: 'button', href: '#checks' }, word('check-to-list')));
    return null;
  }
  const { door, round } = one;
  const id = uuid();
  const from = params.from === 'scan' ? 'scan' : 'checks';
  let record = null;
  let lasting = true;
  let timer = null;

  const back = () => (from === 'scan' ? go('scan', { for: 'check' }) : go('checks'));
  const head = (heading) => [
    el('p', { class: 'quiet' }, villageOf(door).name + ' · ' + round.title),
    heading,
    el('p', { class: 'number' }, word('number', door.number), door.now === undefined ? null : ' ' + word('check-number-now', door.now),
      door.replacement ? ' · ' + word('check-replacement', door.place) : null),
  ];

  function already() {
    const row = recorded(door);
    fill(root, head(el('h1', { id: 'ask' }, name(door))),
      notice(one.found === null ? '' : 'done', { id: 'already' }, one.found !== null ? word('check-already', outcome(one.found))
        : word('check-early', name(door))),
      row === undefined ? null : el('p', { id: 'receipt', role: 'status' }),
      one.found !== null && (row !== undefined || door.mine === true)
        ? [button(word('check-again'), ask, { id: 'check-again', class: 'button-second' }), el('p', { class: 'quiet' }, word('check-again-hint'))]
        : el('p', { class: 'quiet' }, word(one.found !== null ? 'check-correct-hint' : 'check-replacement-why')),
      el('a', { class: 'button', href: '#checks' }, word('check-to-list')));
    if (row !== undefined) {
      showState(root, row.id);
    }
  }

  function ask() {
    fill(root, head(el('h1', { id: 'ask' }, word('check-right-door', name(door)))),
      el('h2', {}, word('check-how')),
      OUTCOMES.map((each) => button(outcome(each), () => details(each), { class: 'button-second answer', 'data-outcome': each })),
      el('p', { class: 'quiet' }, word('check-later-hint')),
      button(word('wrong'), back, { id: 'wrong', class: 'button-second' }));
    toHeading(root);
  }

  function details(found) {
    const answered = ANSWERED.includes(found);
    const asked = answered && part().questions ? (door.ask || []).map((place) => part().questions.list[place]).filter((each) => each) : [];
    const who = choices('spoke-with', word('check-spoke-with'), RELATIONS.map((each) => [each, word('relation.' + each)]));
    const sheet = yesNo('sheet', word('check-sheet'));
    const informed = door.informed === undefined ? null : yesNo('informed', word('check-informed'), informedHint(door));
    const phones = villageOf(door).phones;
    const phone = yesNo('phone', word('check-phone'), phones.length === 0 ? null : word('check-phone-is', phones.join(word('comma'))));
    const questions = asked.map((each, place) => choices('question-' + (place + 1), (place + 1) + '. ' + each.stem,
      [[true, word('check-right-answer')], [false, word('check-wrong-answer')]],
      each.right === '' ? null : word('check-answer-is', each.right)));
    const satisfied = choices('satisfaction', word('check-satisfaction'), SATISFACTION.map((each) => [each, word('check-' + each)]));
    const signed = yesNo('signed', word('check-signed'));
    const unlisted = el('input', { type: 'number', id: 'unlisted', inputmode: 'numeric', min: '0', max: String(MOST_UNLISTED), value: '0' });
    const problem = el('textarea', { id: 'problem', rows: '3', maxlength: String(MOST_PROBLEM), input: () => {
      until.hidden = problem.value.trim() === '';
    } });
    const deadline = el('input', { type: 'date', id: 'deadline', min: today(), value: plus(today(), DEADLINE_DAYS) });
    const until = el('div', { class: 'field', hidden: true }, el('label', { for: 'deadline' }, word('check-deadline')), deadline);
    const open = el('div', { id: 'check-open', role: 'alert' });

    async function keep() {
      const right = questions.filter((each) => each.value() === true).length;
      const judged = questions.filter((each) => each.value() !== undefined).length;
      const doors = Number(unlisted.value === '' ? 0 : unlisted.value);
      const said = problem.value.replace(/\s+/g, ' ').trim();
      const wrong = judged !== 0 && judged !== questions.length ? 'check-some-questions'
        : !(Number.isInteger(doors) && doors >= 0 && doors <= MOST_UNLISTED) ? 'check-unlisted-form'
          : said !== '' && !(deadline.value >= today() && deadline.value <= plus(today(), 365)) ? 'check-deadline-form' : null;
      if (wrong !== null) {
        fill(open, notice('error', {}, word(wrong, MOST_UNLISTED)));
        open.scrollIntoView({ block: 'center' });
        return;
      }
      record = {
        id,
        kind: 'check',
        at: new Date().toISOString(),
        item: door.id,
        outcome: found,
        ...(answered ? {
          spokeWith: who.value(),
          sheet: sheet.value(),
          informed: informed?.value(),
          answers: judged > 0 ? right : undefined,
          version: judged > 0 ? part().questions.version : undefined,
          phone: phone.value(),
          satisfaction: satisfied.value(),
          signed: signed.value(),
        } : {}),
        unlisted: doors,
        problem: said || undefined,
        deadline: said === '' ? undefined : deadline.value,
      };
      lasting = await put(record, { hold: true, about: {
        village: villageOf(door).name, group: door.group, head: door.head, number: door.number, said: outcome(found) } });
      kept();
    }

    fill(root, head(el('h1', { id: 'door' }, name(door))),
      el('p', { id: 'chosen', class: 'big' }, outcome(found)),
      answered ? [who.field, sheet.field,
        informed === null ? el('p', { id: 'informed-none', class: 'quiet' }, informedHint(door)) : informed.field,
        questions.length === 0 ? el('p', { class: 'quiet' }, word('check-no-questions'))
          : el('section', { class: 'box' }, el('h2', {}, word('check-questions')), el('p', { class: 'quiet' }, word('check-questions-hint')),
            questions.map((each) => each.field)),
        phone.field, satisfied.field, signed.field] : null,
      el('div', { class: 'field' }, el('label', { for: 'unlisted' }, word('check-unlisted')), unlisted,
        el('p', { class: 'quiet' }, word('check-unlisted-hint'))),
      el('div', { class: 'field' }, el('label', { for: 'problem' }, word('check-problem')), problem),
      until,
      open,
      button(word('check-keep'), keep, { id: 'check-keep' }),
      el('p', {}, el('a', { href: '#checks', click: (event) => {
        event.preventDefault();
        ask();
      } }, word('back'))));
    toHeading(root);
  }

  function kept() {
    const undo = button(word('take-back'), async () => {
      if (await takeBack(id)) {
        go('check', params, true);
      } else {
        undo.hidden = true;
      }
    }, { id: 'take-back', class: 'button-second' });
    timer = setTimeout(() => {
      undo.hidden = true;
    }, HOLD_MS);
    const now = doorOf(door.id);
    const opened = now !== null && ['REFUSED', 'NOT_FOUND'].includes(record.outcome)
      ? marked(round, told).find((each) => each.door.replacement && each.door.part === door.part && each.due && each.found === null) : undefined;
    fill(root,
      el('h1', { id: 'kept' }, word(lasting ? 'kept' : 'not-kept')),
      lasting ? null : notice('error', { id: 'not-kept', role: 'alert' }, word('not-kept-hint')),
      el('p', { class: 'big' }, name(door)),
      el('p', { id: 'chosen' }, outcome(record.outcome)),
      el('p', { id: 'receipt', role: 'status' }),
      opened === undefined ? null : notice('', { id: 'opened' }, word('check-opened', label(opened))),
      button(word(from === 'scan' ? 'next-scan' : 'check-next'), back, { id: 'next' }),
      undo,
      el('a', { class: 'button button-second', href: '#home' }, word('to-home')));
    tell();
    toHeading(root);
  }

  const tell = () => (record === null ? null : showState(root, id));

  if (one.found !== null || !one.due) {
    already();
  } else {
    ask();
  }
  return { update: tell, close: () => clearTimeout(timer) };
});
