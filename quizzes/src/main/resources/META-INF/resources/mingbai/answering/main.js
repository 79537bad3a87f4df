import { Away } from './away.js';
import { call, door } from './calls.js';
import { ServerClock, clockTime } from './clock.js';
import { answerFile, download } from './file.js';
import { fields, inWords, make, options } from './questions.js';
import { AnswerSheet } from './sheet.js';
import { all, forget, keep, tidy } from './store.js';
import { word } from './words.js';

const CLOCK_EVERY_MS = 45000;
const LONGEST_WAIT_MS = 15000;
const TYPING_MS = 700;
/** How long after the deadline the server takes what comes late. */
const GRACE_MS = 120000;
const WARNINGS_MIN = [5, 1];

const $ = (id) => document.getElementById(id);
const clock = new ServerClock();

/** What the server says of this attempt, without its answers. */
let paper = null;
/** The answers, or null while there is no paper. */
let sheet = null;
/** The question on screen, from 1; 0 is the overview. */
let current = 1;
let screen = 'opening';
let startKey = null;
/** Records of earlier pages in this browser, kept until what they hold is settled. */
let earlier = [];
let choices = [];
let away = { times: 0, seconds: 0, left: [] };
/** null, or how handing in was asked for: `person` or `time`. */
let handing = null;
let sending = null;
let failures = 0;
let tryAt = 0;
let offline = false;
let expired = null;
let elsewhere = false;
let warned = new Set();
let lastAsked = 0;
let asking = false;
let typing = null;
/** The question in which somebody is typing just now: what is half typed is not sent. */
let typingIn = 0;
let stored = Promise.resolve(true);
/** The explanations of a practice, by the question's number. */
const marked = {};

// ---- what the browser keeps -------------------------------------------------------------------------------------

function record() {
  return {
    key: paper.attempt + ':' + sheet.tab,
    attempt: paper.attempt,
    tab: sheet.tab,
    door,
    keptAt: Date.now(),
    entries: sheet.entries,
    drafts: sheet.drafts,
    away,
    startKey,
    handing,
    current,
    choices,
  };
}

function store() {
  if (sheet !== null && screen !== 'ended') {
    const snapshot = JSON.parse(JSON.stringify(record()));
    stored = stored.then(() => keep(snapshot)).then((kept) => {
      $('unkept').hidden = kept;
      return kept;
    });
  }
  return stored;
}

async function forgetAttempt() {
  await stored;
  await forget((await all()).filter((one) => one.attempt === paper.attempt).map((one) => one.key));
}

// ---- the server's word ------------------------------------------------------------------------------------------

function hear(answer) {
  const body = answer.body || {};
  if (body.now) {
    clock.hear(body.now, answer.sentAt);
  }
  if (answer.kind !== 'busy') {
    offline = false;
    failures = 0;
  }
  if ('deadline' in body && paper !== null && body.deadline && body.deadline !== paper.deadline) {
    const before = paper.deadline;
    paper.deadline = body.deadline;
    if (before) {
      warned = new Set(WARNINGS_MIN.filter((minutes) => left() !== null && left() <= minutes * 60000));
      say('deadline', word('deadline-moved', clockTime(Date.parse(body.deadline), clock.now())));
    }
  }
}

function failed(answer) {
  offline = true;
  failures++;
  const wait = answer.waitMs || Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(failures - 1, 5)) * (0.8 + Math.random() * 0.4);
  tryAt = performance.now() + wait;
}

/** Acts on what cannot be mended by asking again; says whether it was such a thing. */
function stopped(answer) {
  const problem = answer.body.problem;
  if (answer.status === 401) {
    expired = safePath(answer.body.signIn);
    tryAt = performance.now() + LONGEST_WAIT_MS;
    return true;
  }
  if (answer.status === 404 || answer.status === 410) {
    show('gone');
    return true;
  }
  if (problem === 'older-tab') {
    takenOver();
    return true;
  }
  if (problem === 'ended') {
    ended(null);
    return true;
  }
  if (problem === 'not-started') {
    open();
    return true;
  }
  return false;
}

/** Only a path of this server. */
function safePath(path) {
  return typeof path === 'string' && /^\/(?!\/)/.test(path) ? path : '/courses';
}

async function open() {
  const answer = await call('GET', '/paper');
  hear(answer);
  if (answer.kind === 'ok') {
    expired = null;
    await begin(answer.body);
    return;
  }
  if (answer.kind === 'busy') {
    failed(answer);
  } else {
    stopped(answer);
  }
  if (screen === 'opening') {
    const mine = (await all()).filter((one) => one.door === door);
    const waiting = mine.flatMap((one) => Object.values(one.entries)).filter((one) => one.seq > one.base).length;
    $('opening-kept').hidden = waiting === 0;
    $('opening-kept').textContent = word('opening-kept', waiting);
  }
  draw();
}

/** Begins with a paper, from scratch or after another page had it. */
async function begin(body) {
  const before = sheet;
  const known = (await all()).filter((one) => one.attempt === body.attempt && one.tab < body.tab)
    .sort((one, other) => one.tab - other.tab);
  paper = body;
  elsewhere = false;
  const latest = known[known.length - 1];
  if (before === null && latest) {
    away = latest.away || away;
    startKey = latest.startKey || startKey;
    handing = latest.handing || null;
    current = latest.current || 1;
  }
  if (startKey === null) {
    startKey = newKey();
  }
  sheet = new AnswerSheet(body);
  if (body.state === 'WAITING') {
    earlier = known;
    store();
    show('waiting');
  } else if (body.state === 'ENDED') {
    earlier = known;
    choices = [];
    const lost = sheet.adopt(known);
    if (lost.length + sheet.waiting().length > 0) {
      ended(null, true);
    } else {
      await forgetAttempt();
      location.replace(door + '/result');
    }
  } else {
    // This page's own answers in memory are the newest of all, whatever is stored.
    if (before !== null) {
      known.push({ tab: before.tab, entries: before.entries, drafts: before.drafts });
    }
    earlier = known;
    choices = sheet.adopt(known);
    await store();
    if (choices.length === 0) {
      await settleEarlier();
    }
    warned = new Set(WARNINGS_MIN.filter((minutes) => left() !== null && left() <= minutes * 60000));
    fromHash();
    if (choices.length > 0) {
      show('choosing');
    } else if (handing !== null) {
      handIn(handing);
    } else {
      show(current === 0 ? 'checking' : 'question');
    }
    pump();
  }
}

async function settleEarlier() {
  await forget(earlier.map((one) => one.key).filter((key) => key && key !== paper.attempt + ':' + sheet.tab));
  earlier = [];
}

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function askClock() {
  if (asking || paper === null || screen === 'ended' || screen === 'gone') {
    return;
  }
  asking = true;
  lastAsked = performance.now();
  const answer = await call('GET', '/clock');
  asking = false;
  hear(answer);
  if (answer.kind === 'busy') {
    failed(answer);
  } else if (answer.kind === 'refused') {
    stopped(answer);
  } else {
    expired = null;
    if (answer.body.opensAt) {
      paper.opensAt = answer.body.opensAt;
    }
    if (answer.body.state === 'ENDED' && handing === null) {
      ended(null);
    } else if (answer.body.tab > sheet.tab) {
      takenOver();
    } else if (answer.body.state === 'OPEN' && paper.state === 'WAITING') {
      // Started on another device: this page goes on with it.
      await open();
    }
  }
  draw();
}

// ---- saving -----------------------------------------------------------------------------------------------------

function changed(number, answer, draft, isTyping) {
  clearTimeout(typing);
  typingIn = 0;
  const before = sheet.draft(number);
  sheet.setDraft(number, draft);
  const is = sheet.change(number, answer);
  if (!is && before === draft) {
    // Leaving the field ends typing without a change.
    if (!isTyping) {
      pump();
    }
    return;
  }
  delete marked[number];
  store();
  draw();
  if (isTyping) {
    typingIn = number;
    typing = setTimeout(() => {
      typingIn = 0;
      pump();
    }, TYPING_MS);
  } else {
    failures = 0;
    tryAt = 0;
    pump();
  }
}

/** In a practice an answer is sent when the person asks for the explanation, not before. */
function ready() {
  return sheet.waiting()
    .filter((number) => number !== typingIn && (paper.mode !== 'PRACTICE' || checked.has(number)));
}

const checked = new Set();

async function pump() {
  if (sending !== null || sheet === null || paper.state !== 'OPEN' || handing !== null || elsewhere
      || screen === 'choosing' || screen === 'gone' || screen === 'ended' || performance.now() < tryAt) {
    return;
  }
  const number = ready()[0];
  if (number === undefined) {
    sendAway();
    return;
  }
  sending = send(number);
  const more = await sending;
  sending = null;
  draw();
  if (more) {
    pump();
  }
}

async function send(number) {
  const sent = sheet.send(number);
  await store();
  const answer = await call('PUT', '/answers/' + number, sent);
  hear(answer);
  if (answer.kind === 'ok') {
    expired = null;
    sheet.settled(number, sent.seq);
    if (answer.body.marked && paper.mode === 'PRACTICE') {
      marked[number] = answer.body.marked;
      checked.delete(number);
      if (current === number && screen === 'question') {
        ask();
        $('marked').querySelector('h2').focus();
      }
    }
    store();
    return true;
  }
  if (answer.kind === 'busy') {
    failed(answer);
    return false;
  }
  if (answer.status === 422 || answer.status === 400 || answer.status === 413) {
    sheet.unreadable(number, sent.seq, answer.body.message || word('unreadable'));
    store();
    return true;
  }
  if (stopped(answer)) {
    return false;
  }
  if (answer.status === 409 && typeof answer.body.seq === 'number') {
    if (sheet.meet(number, answer.body.answer, answer.body.seq)) {
      choices = [{ number, server: { answer: answer.body.answer || '', seq: answer.body.seq }, others: [sheet.answer(number)] }];
      store();
      show('choosing');
      return false;
    }
    store();
    return true;
  }
  failed(answer);
  return false;
}

async function sendAway() {
  if (away.left.length === 0 || sending !== null || paper.mode === 'PRACTICE') {
    return;
  }
  const one = away.left[0];
  sending = call('POST', '/away', one);
  const answer = await sending;
  sending = null;
  hear(answer);
  if (answer.kind === 'busy') {
    failed(answer);
    return;
  }
  if (answer.kind === 'refused' && stopped(answer)) {
    return;
  }
  away.left.shift();
  store();
  pump();
}

/** Whatever may have brought the line back: ask for the time, and try at once. */
function wake() {
  failures = 0;
  tryAt = 0;
  if (paper === null) {
    if (screen === 'opening') {
      open();
    }
    return;
  }
  askClock();
  if (handing !== null) {
    handIn(handing);
  } else {
    pump();
  }
}

// ---- another page has this attempt ------------------------------------------------------------------------------

function takenOver() {
  if (!elsewhere) {
    elsewhere = true;
    handing = null;
    store();
    show('elsewhere');
  }
}

function drawElsewhere() {
  const waiting = sheet.waiting();
  $('elsewhere-none').hidden = waiting.length > 0;
  $('elsewhere-some').hidden = waiting.length === 0;
  $('elsewhere-list').replaceChildren(...waiting.map((number) => make('li', {},
    word('question', number) + ' ' + inWords(question(number), sheet.answer(number)))));
}

async function goOnHere() {
  $('go-on-here').disabled = true;
  const answer = await call('GET', '/paper');
  $('go-on-here').disabled = false;
  hear(answer);
  if (answer.kind === 'ok') {
    await begin(answer.body);
  } else if (answer.kind === 'busy') {
    failed(answer);
    say('line', word('try-again'));
  } else if (answer.body.problem !== 'older-tab') {
    stopped(answer);
  }
  draw();
}

function drawChoosing() {
  const list = $('choosing-list');
  if (list.childElementCount > 0) {
    return;
  }
  for (const choice of choices) {
    const asked = question(choice.number);
    const rows = choice.others.map((answer) => ({ answer, label: word('choosing-mine') }));
    rows.push({ answer: choice.server.answer, label: word('choosing-server') });
    list.append(make('fieldset', {},
      make('legend', {}, word('question', choice.number) + ' ' + asked.stem),
      ...rows.map((row) => make('label', { className: 'choice' },
        make('input', { type: 'radio', name: 'choice-' + choice.number, value: row.answer, required: true }),
        make('span', {}, make('b', {}, row.label), ' ' + inWords(asked, row.answer))))));
  }
}

async function chose(event) {
  event.preventDefault();
  for (const choice of choices) {
    const picked = $('choosing-list').querySelector(`input[name="choice-${choice.number}"]:checked`);
    sheet.choose(choice.number, picked.value, choice.server.answer, choice.server.seq);
  }
  choices = [];
  $('choosing-list').replaceChildren();
  await store();
  await settleEarlier();
  show(current === 0 ? 'checking' : 'question');
  wake();
}

// ---- handing in -------------------------------------------------------------------------------------------------

let handingNow = false;

async function handIn(how) {
  clearTimeout(typing);
  handing = how;
  if (handingNow || elsewhere) {
    return;
  }
  handingNow = true;
  show('handing');
  if (how === 'time' && failures > 0) {
    await askClock();
    if (paper.state !== 'OPEN' || elsewhere || left() > 0) {
      handingNow = false;
      if (paper.state === 'OPEN' && !elsewhere) {
        handing = null;
        unsay('warning');
        show(current === 0 ? 'checking' : 'question');
      }
      return;
    }
  }
  if (sending !== null) {
    await sending;
  }
  await store();
  const left_ = sheet.waiting().map((number) => {
    const { answer, seq, typedAt } = sheet.send(number);
    return { number, answer, seq, typedAt };
  });
  const answer = await call('POST', '/hand-in', { tab: sheet.tab, answers: left_ });
  handingNow = false;
  hear(answer);
  if (answer.kind === 'ok') {
    const refused = answer.body.refused || [];
    left_.filter((one) => !refused.includes(one.number)).forEach((one) => sheet.settled(one.number, one.seq));
    if (refused.length === 0) {
      await forgetAttempt();
    }
    ended(answer.body.result, refused.length > 0);
    if (refused.length === 0 && how === 'person') {
      location.replace(safePath(answer.body.result));
    }
  } else if (answer.kind === 'busy') {
    failed(answer);
  } else if (!stopped(answer)) {
    failed(answer);
  }
  draw();
}

/** The attempt is over. `lost` says whether answers of this browser did not reach the server. */
function ended(result, lost) {
  if (paper === null) {
    location.replace(door + '/result');
    return;
  }
  const waiting = sheet === null ? [] : sheet.waiting();
  const kept = lost === undefined ? waiting.length > 0 : lost;
  paper.state = 'ENDED';
  $('ended-by-time').hidden = handing !== 'time';
  $('ended-other').hidden = handing !== null;
  $('ended-lost').hidden = !kept;
  $('ended-file').hidden = !kept;
  $('to-result').href = safePath(result || door + '/result');
  handing = null;
  if (!kept) {
    forgetAttempt();
  } else {
    store();
    fillFile('ended-file');
  }
  $('news').replaceChildren();
  screen = '';
  show('ended');
}

function fillFile(id) {
  const box = $(id);
  if (box.childElementCount === 0) {
    box.append($('file-box').content.cloneNode(true));
    box.querySelector('.file-save').addEventListener('click', () => download(fileName(), fileText()));
    box.querySelector('.file-copy').addEventListener('click', async (event) => {
      const area = box.querySelector('textarea');
      area.hidden = false;
      area.value = fileText();
      area.select();
      try {
        await navigator.clipboard.writeText(area.value);
      } catch (refused) {
        document.execCommand('copy');
      }
      event.target.textContent = word('file-copied');
    });
  }
}

const fileName = () => 'mingbai-answers-' + paper.attempt + '.json';
const fileText = () => answerFile(sheet, paper.title, clock.now(), paper.deadline || null);

// ---- the clock --------------------------------------------------------------------------------------------------

/** Milliseconds until the deadline, or null when there is none or the time is not known. */
function left() {
  return paper === null || !paper.deadline || clock.now() === null ? null : Date.parse(paper.deadline) - clock.now();
}

function locked() {
  return paper.state === 'OPEN' && left() !== null && left() <= 0;
}

async function tick() {
  const now = performance.now();
  if (paper !== null && paper.state !== 'ENDED') {
    if (clock.isDoubtful() ? now - lastAsked > 2000 : now - lastAsked > CLOCK_EVERY_MS && now >= tryAt) {
      askClock();
    }
  }
  if (paper !== null && paper.state === 'OPEN' && !elsewhere && handing === null && screen !== 'gone') {
    const rest = left();
    for (const minutes of WARNINGS_MIN) {
      if (rest !== null && rest > 0 && rest <= minutes * 60000 && !warned.has(minutes)) {
        warned.add(minutes);
        say('warning', word('warning-' + minutes));
      }
    }
    // Who is choosing between two answers, and a page that woke up and cannot ask for the time, have half the grace.
    const over = screen === 'choosing' || clock.isDoubtful() ? -GRACE_MS / 2 : 0;
    if (rest !== null && rest <= over) {
      await timeIsOver();
    }
  }
  if (now >= tryAt) {
    if (paper === null && screen === 'opening' && offline) {
      open();
    } else if (handing !== null && !handingNow) {
      handIn(handing);
    } else {
      pump();
    }
  }
  draw();
}

let ending = false;

/** The time may have been extended a moment ago: asks before handing in. */
async function timeIsOver() {
  if (ending) {
    return;
  }
  ending = true;
  blur();
  await askClock();
  ending = false;
  if (paper.state === 'OPEN' && !elsewhere && handing === null && left() !== null && left() <= 0) {
    handIn('time');
  }
}

/** What is being typed counts as typed. */
function blur() {
  if (document.activeElement && document.activeElement.name === 'answer') {
    document.activeElement.blur();
  }
}

function inMinutes(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds > 300) {
    return word('left-minutes', Math.ceil(seconds / 60));
  }
  return word('left-seconds', Math.floor(seconds / 60), String(seconds % 60).padStart(2, '0'));
}

// ---- screens ----------------------------------------------------------------------------------------------------

const SCREENS = ['opening', 'waiting', 'question', 'checking', 'elsewhere', 'choosing', 'handing', 'ended', 'gone'];

const question = (number) => paper.questions.find((one) => one.number === number);

function show(name) {
  const other = screen !== name;
  screen = name;
  document.body.classList.toggle('is-asking', name === 'question');
  for (const one of SCREENS) {
    $(one).hidden = one !== name;
  }
  if (name === 'question') {
    ask();
  }
  draw();
  if (other) {
    focusHeading(name);
  }
}

function focusHeading(name) {
  const heading = $(name).querySelector('h1');
  if (heading) {
    heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
}

function set(id, text) {
  if ($(id).textContent !== text) {
    $(id).textContent = text;
  }
}

/** Something that the person should hear of, without being interrupted. One sentence of each kind. */
function say(kind, text) {
  const news = $('news');
  let line = news.querySelector(`[data-kind="${kind}"]`);
  if (line === null) {
    const close = make('button', { type: 'button', className: 'close', 'aria-label': word('close') }, '×');
    line = make('p', { className: 'notice' }, make('span', {}), close);
    line.dataset.kind = kind;
    close.addEventListener('click', () => {
      line.remove();
      focusHeading(screen);
    });
    news.append(line);
  }
  line.firstChild.textContent = text;
}

function unsay(kind) {
  const line = $('news').querySelector(`[data-kind="${kind}"]`);
  if (line !== null) {
    line.remove();
  }
}

/** Brings everything on screen that changes by itself up to date. */
function draw() {
  const has = paper !== null;
  set('title', has ? paper.title : '');
  drawTime();
  drawState();
  $('expired').hidden = expired === null;
  if (expired !== null) {
    $('sign-in').href = expired;
  }
  $('opening-offline').hidden = !offline;
  if (!has) {
    return;
  }
  if (screen === 'waiting') {
    drawWaiting();
  } else if (screen === 'question') {
    drawSaved();
    drawNumbers($('question-numbers'));
  } else if (screen === 'checking') {
    drawChecking();
  } else if (screen === 'elsewhere') {
    drawElsewhere();
  } else if (screen === 'choosing') {
    drawChoosing();
  } else if (screen === 'handing') {
    drawHanding();
  }
  $('away').hidden = away.times === 0 || paper.mode === 'PRACTICE' || paper.state !== 'OPEN';
  set('away', word('away', away.times));
}

function drawTime() {
  const rest = left();
  const shown = paper !== null && paper.state === 'OPEN' && rest !== null;
  $('time').hidden = !shown;
  if (shown) {
    set('time', rest <= 0 ? word('left-none') : inMinutes(rest));
    $('time').classList.toggle('soon', rest <= 300000);
  }
}

function drawState() {
  const shown = sheet !== null && paper.state === 'OPEN' && paper.mode !== 'PRACTICE';
  $('state').hidden = !shown;
  if (shown) {
    const waiting = sheet.waiting().length;
    const any = Object.values(sheet.entries).some((one) => one.base > 0);
    set('state', waiting === 0 ? (any ? word('all-saved') : '') : word(offline ? 'offline' : 'all-waiting', waiting));
    $('state').classList.toggle('is-waiting', waiting > 0);
  }
}

function drawWaiting() {
  const now = clock.now();
  const opens = paper.opensAt ? Date.parse(paper.opensAt) : null;
  const early = opens !== null && (now === null || now < opens);
  set('waiting-rules', word('waiting-rules', paper.minutes, paper.passMark)
    + (paper.extraMinutes > 0 ? ' ' + word('waiting-extra', paper.extraMinutes) : ''));
  $('waiting-end').hidden = !paper.windowEnd;
  if (paper.windowEnd) {
    set('waiting-end', word('waiting-end', clockTime(Date.parse(paper.windowEnd), now)));
  }
  $('waiting-opens').hidden = opens === null;
  if (opens !== null) {
    set('waiting-opens', early
      ? word('waiting-opens', clockTime(opens, now), now === null ? '…' : countdown(opens - now))
      : word('waiting-open'));
  }
  $('start').disabled = early || starting;
  set('start', word(starting ? 'starting' : 'start'));
  $('start-line').hidden = !(offline && starting);
}

function countdown(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (parts[0] > 0 ? parts : parts.slice(1)).map((part) => String(part).padStart(2, '0')).join(':');
}

let starting = false;

async function start() {
  if (starting) {
    return;
  }
  starting = true;
  draw();
  for (let tries = 0; ; tries++) {
    await store();
    const answer = await call('POST', '/start', { key: startKey, tab: sheet.tab });
    hear(answer);
    if (answer.kind === 'ok') {
      starting = false;
      current = 1;
      await begin(answer.body);
      return;
    }
    if (answer.kind === 'refused') {
      starting = false;
      if (answer.body.problem === 'not-yet') {
        paper.opensAt = answer.body.opensAt || paper.opensAt;
      } else if (!stopped(answer)) {
        say('line', answer.body.message || word('try-again'));
      }
      draw();
      return;
    }
    failed(answer);
    draw();
    await new Promise((resolve) => setTimeout(resolve, Math.max(500, tryAt - performance.now())));
  }
}

function ask() {
  const asked = question(current);
  if (!asked) {
    current = 1;
    return ask();
  }
  set('question-title', word('question-of', current, paper.questions.length));
  set('question-kind', word('input-' + asked.input));
  $('situation').hidden = !asked.situation;
  set('situation-text', asked.situation || '');
  set('stem', asked.stem);
  const given = { answer: sheet.answer(current), draft: sheet.draft(current) };
  const number = current;
  $('fields').replaceChildren(fields(asked, given, (answer, draft, isTyping) => {
    if (!locked() && !elsewhere) {
      changed(number, answer, draft, isTyping);
    }
  }));
  const practice = paper.mode === 'PRACTICE';
  $('check').hidden = !practice || Boolean(marked[current]);
  $('marked').hidden = !marked[current];
  if (marked[current]) {
    drawMarked(marked[current]);
  }
  $('previous').disabled = current === 1;
  set('next', word(current === paper.questions.length ? 'to-check' : 'next'));
  drawSaved();
  drawNumbers($('question-numbers'));
}

function drawMarked(one) {
  const box = $('marked');
  box.replaceChildren(
    make('h2', { className: one.right ? 'is-right' : 'is-wrong', tabIndex: -1 }, word(one.right ? 'marked-right' : 'marked-wrong')),
    one.expected && !one.right ? make('p', {}, word('marked-expected', one.expected)) : '',
    make('p', { className: 'why' }, one.explanation || ''),
    ...(one.lessons || []).map((lesson) => make('p', {}, make('a', { href: safePath(lesson.path) },
      word('marked-lesson', lesson.title)))));
}

function drawSaved() {
  $('fields').disabled = locked() || Boolean(marked[current]);
  const state = sheet.state(current);
  const practice = paper.mode === 'PRACTICE';
  const text = locked() ? word('left-none')
    : state === 'refused' ? sheet.entry(current).refused
      : practice && state !== 'part' ? '' : word('state-' + state);
  set('saved', text);
  $('saved').className = text === '' ? 'saved' : 'saved is-' + state;
  $('clear').hidden = sheet.answer(current) === '' && sheet.draft(current) === undefined || Boolean(marked[current]);
  $('check').disabled = !sheet.isAnswered(current);
}

function drawNumbers(nav) {
  const list = nav.querySelector('ol');
  if (list.childElementCount !== paper.questions.length) {
    list.replaceChildren(...paper.questions.map((one) => make('li', {},
      make('a', { href: '#' + one.number }, String(one.number)))));
  }
  [...list.querySelectorAll('a')].forEach((link, index) => {
    const number = index + 1;
    const state = sheet.state(number);
    const label = word('number-' + state, number);
    if (link.getAttribute('aria-label') !== label) {
      link.setAttribute('aria-label', label);
      link.className = 'is-' + state;
    }
    if (screen === 'question' && number === current) {
      link.setAttribute('aria-current', 'step');
    } else {
      link.removeAttribute('aria-current');
    }
  });
}

function drawChecking() {
  const numbers = paper.questions.map((one) => one.number);
  const open = numbers.filter((number) => !sheet.isAnswered(number));
  const refused = numbers.filter((number) => sheet.state(number) === 'refused');
  $('complete').hidden = open.length > 0;
  $('incomplete').hidden = open.length === 0;
  set('incomplete-text', word('incomplete', open.length));
  const list = $('incomplete-list');
  const shown = open.join(',') + '/' + refused.join(',');
  if (list.dataset.shown !== shown) {
    list.dataset.shown = shown;
    list.replaceChildren(...open.map((number) => make('li', {}, make('a', { href: '#' + number },
      word(refused.includes(number) ? 'incomplete-refused' : sheet.state(number) === 'part' ? 'incomplete-part' : 'question',
        number)))));
  }
  drawNumbers($('checking-numbers'));
  set('checking-warning', word(paper.mode === 'PRACTICE' ? 'hand-in-practice' : 'hand-in-warning'));
}

function drawHanding() {
  const rest = left();
  $('handing-time').hidden = handing !== 'time';
  $('handing-line').hidden = !offline;
  const over = rest !== null && rest <= -GRACE_MS;
  $('handing-late').hidden = !(offline && over);
  $('handing-file').hidden = !(offline && over);
  if (offline && over) {
    fillFile('handing-file');
  }
  $('not-yet').hidden = handing !== 'person' || locked() || handingNow;
}

// ---- going about ------------------------------------------------------------------------------------------------

function fromHash() {
  const hash = location.hash.slice(1);
  if (hash === 'check') {
    current = 0;
  } else if (/^\d{1,3}$/.test(hash) && question(Number(hash))) {
    current = Number(hash);
  }
}

function go(number) {
  history.pushState(null, '', number === 0 ? '#check' : '#' + number);
  arrive();
}

/** Shows what the address names: after a link, a button, or the browser's own way back. */
function arrive() {
  if (paper === null || paper.state !== 'OPEN' || (screen !== 'question' && screen !== 'checking')) {
    return;
  }
  fromHash();
  store();
  screen = '';
  show(current === 0 ? 'checking' : 'question');
  pump();
}

function next() {
  blur();
  go(current === paper.questions.length ? 0 : current + 1);
}

function listen() {
  window.addEventListener('popstate', arrive);
  $('start').addEventListener('click', start);
  $('previous').addEventListener('click', () => go(current - 1));
  $('to-check').addEventListener('click', () => {
    blur();
    go(0);
  });
  $('back').addEventListener('click', () => {
    const open = paper.questions.map((one) => one.number).find((number) => !sheet.isAnswered(number));
    go(open || paper.questions.length);
  });
  $('clear').addEventListener('click', () => {
    changed(current, '', undefined, false);
    ask();
    focusHeading('question');
  });
  $('check').addEventListener('click', () => {
    blur();
    checked.add(current);
    if (!sheet.waiting().includes(current)) {
      const answer = sheet.answer(current);
      sheet.change(current, '');
      sheet.change(current, answer);
    }
    failures = 0;
    tryAt = 0;
    pump();
  });
  $('answer').addEventListener('submit', (event) => {
    event.preventDefault();
    next();
  });
  $('hand-in').addEventListener('click', () => handIn('person'));
  $('not-yet').addEventListener('click', () => {
    handing = null;
    store();
    show('checking');
    pump();
  });
  $('go-on-here').addEventListener('click', goOnHere);
  $('choosing-form').addEventListener('submit', chose);
  document.addEventListener('keydown', keys);
  window.addEventListener('online', wake);
  window.addEventListener('offline', () => {
    offline = true;
    draw();
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) {
      clock.doubt();
      wake();
    }
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      blur();
      pump();
    } else {
      clock.doubt();
      wake();
    }
  });
}

/** Numbers and letters choose, Enter goes on, the arrows turn pages where no field needs them. */
function keys(event) {
  if (screen !== 'question' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return;
  }
  const target = event.target;
  const field = target.matches('input[type=text], input[type=date], select, textarea');
  const choice = target.matches('input[type=radio], input[type=checkbox]');
  if (event.key === 'Enter' && target.name === 'answer' && target.tagName === 'INPUT') {
    event.preventDefault();
    next();
    return;
  }
  if (field) {
    return;
  }
  if (!choice && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
    event.preventDefault();
    if (event.key === 'ArrowRight') {
      next();
    } else if (current > 1) {
      go(current - 1);
    }
    return;
  }
  const inputs = $('fields').querySelectorAll('input[type=radio], input[type=checkbox]');
  const letters = options(question(current)).map((option) => (option.letter || '').toLowerCase());
  const index = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : letters.indexOf(event.key.toLowerCase());
  if (index >= 0 && inputs[index] && !$('fields').disabled) {
    event.preventDefault();
    inputs[index].focus();
    inputs[index].click();
  }
}

listen();
new Away(() => paper !== null && paper.state === 'OPEN' && paper.mode !== 'PRACTICE' && !elsewhere && handing === null,
  (one) => {
    away.times++;
    away.seconds += one.seconds;
    away.left.push(one);
    store();
    draw();
    pump();
  });
$('scripted').hidden = false;
show('opening');
tidy().then(open);
setInterval(tick, 500);
