import { button, el, fill, notice } from './dom.js';
import { asFile, asText, said, save, whose } from './export.js';
import { dayOf, timeOf } from './pack.js';
import { phone, phonesOf } from './phone.js';
import { photosState } from './photos.js';
import { own, receivedOn, records } from './queue.js';
import { askStanding, takeNotes } from './report.js';
import { screen } from './router.js';
import { line, sendNow } from './sending.js';
import { rowState } from './state.js';
import { word } from './words.js';

/** What was recorded: what waits, what needs somebody, what the server has; and how phone and server agree. */
const SHOWN_SENT = 200;

const time = (at) => dayOf(at).slice(5) + ' ' + timeOf(at);

function entry(row) {
  return el('li', { class: 'record', 'data-state': row.state }, el('b', {}, whose(row)), el('br', {}), said(row), el('br', {}),
    el('span', { class: 'quiet' }, time(row.at), ' '), el('span', { class: 'state-' + row.state }, rowState(row)),
    photosState(row.id) === '' ? null : el('span', { class: 'quiet photos' }, ' ', photosState(row.id)));
}

const listed = (id, title, rows) => (rows.length === 0 ? null
  : el('section', { id }, el('h2', {}, title), el('ul', { class: 'lines' }, rows.map(entry))));

const needs = (row) => row.state === 'refused' || (row.state === 'sent' && ['TO_MATCH', 'KEPT'].includes(row.status));

screen('records', (root) => {
  const shown = el('textarea', { id: 'as-text', readonly: true, rows: '10', hidden: true, 'aria-label': word('export-text') });

  function draw() {
    // Without a registration, what waits is nobody's to read here: it is counted above, and can only be carried away whole.
    const rows = own();
    const waiting = rows.filter((row) => row.state === 'waiting');
    const left = records().filter((row) => row.state !== 'sent' && (phone() === null || row.person === phone().person));
    const sent = rows.filter((row) => row.state === 'sent' && !needs(row));
    fill(root,
      el('h1', {}, word('records-title')),
      rows.length === 0 ? el('p', { id: 'none' }, word('records-none')) : el('p', { id: 'sums', class: 'big' },
        word('records-sums', waiting.length, sent.length + rows.filter((row) => needs(row) && row.state === 'sent').length)),
      waiting.length > 0 ? button(word('send-now'), sendNow, { id: 'send-now' }) : null,
      waiting.length > 0 && line.open === false ? notice('', { id: 'no-line' }, word('no-line-hint')) : null,
      phone() === null ? null : el('p', {}, el('a', { id: 'compare', href: '#standing' }, word('to-standing'))),
      listed('needs', word('records-needs'), rows.filter(needs)),
      listed('waiting', word('records-waiting'), waiting),
      left.length > 0 && phone() !== null ? el('section', { id: 'export', class: 'box' },
        el('h2', {}, word('export-title')), el('p', {}, word('export-why')),
        button(word('export-list'), () => {
          shown.value = asText(left);
          shown.hidden = false;
          shown.focus();
          shown.select();
          save('mingbai-' + dayOf(new Date()) + '.txt', 'text/plain;charset=utf-8', '\ufeff' + shown.value);
        }, { id: 'export-list', class: 'button-second' }),
        button(word('export-file'), () => save('mingbai-' + dayOf(new Date()) + '.json', 'application/json', asFile(left)),
          { id: 'export-file', class: 'button-second' }), shown) : null,
      listed('sent', word('records-sent'), sent.slice(0, SHOWN_SENT)));
  }

  draw();
  return { update: draw };
});

/** Visits and meetings that the server has, by day of receipt: `Map(day, {visits, meetings})`. */
function counted(rows) {
  const days = new Map();
  for (const row of rows) {
    const day = receivedOn(row);
    if (row.state === 'sent' && ['RECEIVED', 'AGAIN'].includes(row.status) && ['visit', 'meeting'].includes(row.record.kind)) {
      const sum = days.get(day) || { visits: 0, meetings: 0 };
      sum[row.record.kind + 's']++;
      days.set(day, sum);
    }
  }
  return days;
}

/** Sums of what the server says of several registrations of one person on this phone. */
function summed(answers) {
  const days = new Map();
  for (const answer of answers) {
    for (const one of answer.body.days || []) {
      const sum = days.get(one.day) || { visits: 0, meetings: 0 };
      days.set(one.day, { visits: sum.visits + one.visits, meetings: sum.meetings + one.meetings });
    }
  }
  return days;
}

screen('standing', (root) => {
  const place = el('div', {}, el('p', {}, word('standing-asking')));
  let left = false;
  fill(root, el('h1', {}, word('standing-title')), place);

  async function ask() {
    if (phone() === null) {
      fill(place, el('p', {}, word('standing-nobody')));
      return;
    }
    const answers = [];
    const asked = new Set();
    for (const one of phonesOf(phone().person)) {
      const answer = await askStanding(one);
      if (answer.kind === 'ok' && Array.isArray(answer.body.days)) {
        answers.push(answer);
        asked.add(one.device);
      } else if (one.device === phone().device) {
        if (!left) {
          fill(place, notice('error', { id: 'refused', role: 'alert' },
            answer.kind === 'refused' ? answer.body.message : word('standing-no-line')),
          button(word('try-again'), ask));
        }
        return;
      }
    }
    if (left) {
      return;
    }
    const rows = own();
    const theirs = summed(answers);
    const mine = counted(rows.filter((row) => asked.has(row.sentWith)));
    const days = [...new Set([...theirs.keys(), ...mine.keys()])].sort().reverse().slice(0, 14);
    const none = { visits: 0, meetings: 0 };
    const waiting = rows.filter((row) => row.state === 'waiting').length;
    const refused = rows.filter((row) => row.state === 'refused').length;
    const toMatch = answers.flatMap((answer) => answer.body.waiting || []);
    const differ = days.some((day) => (mine.get(day) || none).visits !== (theirs.get(day) || none).visits
      || (mine.get(day) || none).meetings !== (theirs.get(day) || none).meetings);
    const more = days.some((day) => (mine.get(day) || none).visits > (theirs.get(day) || none).visits);
    const why = [
      waiting > 0 ? word('why-waiting', waiting) : null,
      refused > 0 ? word('why-refused', refused) : null,
      toMatch.length > 0 ? word('why-to-match', toMatch.length) : null,
      differ ? word(more ? 'why-more' : 'why-fewer') : null,
    ].filter((one) => one !== null);
    const flags = takeNotes(answers);
    fill(place,
      why.length === 0 ? notice('done', { id: 'same' }, word('standing-same'))
        : el('div', { id: 'differ', class: 'notice' }, el('p', {}, word('standing-why')),
          el('ul', {}, why.map((one) => el('li', {}, one)))),
      days.length === 0 ? el('p', {}, word('standing-none')) : el('table', { class: 'facts' },
        el('thead', {}, el('tr', {}, [word('day'), word('phone-has'), word('server-has')]
          .map((one) => el('th', { scope: 'col' }, one)))),
        el('tbody', {}, days.map((day) => {
          const here = mine.get(day) || none;
          const there = theirs.get(day) || none;
          return el('tr', { 'data-day': day }, el('td', {}, day), el('td', {}, word('counts', here.visits, here.meetings)),
            el('td', {}, word('counts', there.visits, there.meetings)));
        }))),
      flags.length === 0 ? null : el('section', { id: 'flags' }, el('h2', {}, word('flags-title')),
        el('p', { class: 'quiet' }, word('flags-hint')), el('ul', {}, flags.map((flag) => el('li', {}, flag)))),
      el('p', { class: 'quiet' }, word('standing-note')));
  }

  ask();
  return () => {
    left = true;
  };
});
