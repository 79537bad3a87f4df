import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import test from 'node:test';

// A phone without a database, as some browsers are: the queue then lives in memory, by the same rules.
delete globalThis.BroadcastChannel;
Object.defineProperty(globalThis, 'navigator', { value: { userAgent: 'test' }, configurable: true });
globalThis.crypto ??= webcrypto;
globalThis.matchMedia = () => ({ matches: false });

const { openStore, add, change, get } = await import('./visitapp/store.js');
const { bind, end, loadPhones, phone, phonesOf, signOut } = await import('./visitapp/phone.js');
const { loadPack, pack } = await import('./visitapp/pack.js');
const { others, own, put, records, takeBack, loadRecords } = await import('./visitapp/queue.js');
const { fetchList, isWithoutKey, line, send, sendNow } = await import('./visitapp/sending.js');

/** What the server was handed, as `[key, id]`, and what it answers. */
const handed = [];
let answers = {};
const JSON_TYPE = { 'Content-Type': 'application/json' };
const json = (body, status = 200) => new Response(JSON.stringify(body), { status, headers: JSON_TYPE });
const received = (key, body) => json({ now: new Date().toISOString(),
  records: body.records.map((one) => ({ id: one.id, status: 'RECEIVED', receipt: '20261126-' + key })) });

globalThis.fetch = async (path, options) => {
  const key = (options.headers.Authorization || '').replace('Bearer ', '');
  const body = options.body === undefined ? null : JSON.parse(options.body);
  if (path === '/V/devices/bound') {
    const person = Number(body.code);
    const device = ++registered;
    return json({ device, key: 'K' + device, expires: '2027-02-24T00:00:00Z', person, worker: 'worker ' + person });
  }
  if (path === '/V/records') {
    const answer = answers[key] || received;
    const response = await answer(key, body);
    if (response.status === 200) {
      body.records.forEach((one) => handed.push([key, one.id]));
    }
    return response;
  }
  if (path.startsWith('/V/pack')) {
    return (answers.pack || (() => json({ now: new Date().toISOString(), villages: [] })))();
  }
  throw new TypeError('unreachable');
};
let registered = 0;

await openStore();
await loadPhones();

const visit = (household) => ({ kind: 'visit', village: 1, household, outcome: 'LEFT_SHEET' });
const waiting = () => records().filter((row) => row.state === 'waiting').length;

test.beforeEach(async () => {
  handed.length = 0;
  answers = {};
  await sendNow();
  handed.length = 0;
});

test('records go out with a key of who made them, whoever holds the phone', async () => {
  await bind('1');
  const first = phone().key;
  await put(visit(1));
  await put(visit(2));
  await bind('2');
  const second = phone().key;
  await put(visit(3));
  assert.deepEqual(others(), [{ worker: 'worker 1', count: 2 }]);
  assert.equal(own().filter((row) => row.state === 'waiting').length, 1);
  await send();
  assert.deepEqual(handed.map(([key]) => key).sort(), [first, first, second].sort());
  assert.equal(waiting(), 0);
  assert.deepEqual(phonesOf(1), [], 'nothing waits for the first any more');
  assert.equal(own().length, 1, 'nor does anything of the first stay');
});

test('an answer that does not name the record is no answer', async () => {
  await bind('3');
  const key = phone().key;
  await put(visit(1));
  for (const foreign of [
    () => new Response('<html>Wi-Fi</html>', { status: 200 }),
    () => new Response('', { status: 200 }),
    () => json({}),
    () => json([]),
    () => json({ records: [{ id: 'another', status: 'RECEIVED' }] }),
    (one, body) => json({ records: [{ id: body.records[0].id, status: 'FINE' }] }),
    () => new Response('busy', { status: 503 }),
    () => json({ problem: 'too-often', message: 'x' }, 429),
    () => Promise.reject(new TypeError('cut')),
  ]) {
    answers[key] = foreign;
    await sendNow();
    assert.equal(waiting(), 1, String(foreign));
    assert.equal(line.open, false, String(foreign));
  }
  delete answers[key];
  await sendNow();
  assert.equal(waiting(), 0);
  assert.equal(line.open, true);
});

test('what waited goes out with another key of the same person when the server lost the first, and with nobody else', async () => {
  await bind('4');
  const lost = phone().key;
  await put(visit(1));
  answers[lost] = () => json({ problem: 'key-unknown', message: 'unknown' }, 401);
  await sendNow();
  assert.equal(waiting(), 1);
  assert.ok(isWithoutKey(4));
  await bind('5');
  await sendNow();
  assert.equal(waiting(), 1, 'not under another name');
  await bind('4');
  const again = phone().key;
  await sendNow();
  assert.deepEqual(handed, [[again, records().find((row) => row.person === 4).id]]);
});

test('a record that the server will not have stays, and holds nothing else back', async () => {
  await bind('6');
  const key = phone().key;
  const bad = crypto.randomUUID();
  await put({ ...visit(1), id: bad });
  await put(visit(2));
  answers[key] = (one, body) => (body.records.some((record) => record.id === bad)
    ? json({ problem: 'unreadable', message: 'cannot be read' }, 422) : received(one, body));
  await sendNow();
  assert.equal(waiting(), 0);
  const refused = own().filter((row) => row.state === 'refused');
  assert.deepEqual(refused.map((row) => [row.id, row.reason]), [[bad, 'cannot be read']]);
});

test('two hundred and fifty records go in three calls', async () => {
  await bind('7');
  const key = phone().key;
  const calls = [];
  answers[key] = () => Promise.reject(new TypeError('cut'));
  for (let household = 1; household <= 250; household++) {
    await put(visit(household));
  }
  answers[key] = (one, body) => {
    calls.push(body.records.length);
    return received(one, body);
  };
  await sendNow();
  assert.deepEqual(calls, [100, 100, 50]);
  assert.equal(new Set(handed.map(([, id]) => id)).size, 250);
});

test('a record can be taken back while it is held, and not once it is on its way', async () => {
  await bind('8');
  const id = crypto.randomUUID();
  await put({ ...visit(1), id }, { hold: true });
  await send();
  assert.deepEqual(handed, []);
  assert.equal(await takeBack(id), true);
  assert.equal(await get('records', id), null);
  await put({ ...visit(1), id });
  await send();
  assert.equal(await takeBack(id), false);
  assert.equal((await get('records', id)).state, 'sent');
});

test('the same id again changes nothing', async () => {
  await bind('9');
  const id = crypto.randomUUID();
  await put({ ...visit(1), id });
  await put({ ...visit(2), id });
  assert.equal(own().length, 1);
  assert.equal(own()[0].record.household, 1);
  assert.equal(await add('records', { id }), false);
  await change('records', id, (row) => ({ ...row, marked: true }));
  await loadRecords();
  assert.equal(own()[0].marked, true);
});

test('a refusal of the list wipes it and keeps the queue; signing off keeps what waits', async () => {
  await bind('10');
  const key = phone().key;
  await fetchList(true);
  assert.notEqual(pack(), null);
  await put(visit(1));
  answers.pack = () => json({ problem: 'withdrawn', message: 'withdrawn' }, 403);
  answers[key] = () => Promise.reject(new TypeError('cut'));
  await fetchList(true);
  assert.equal(pack(), null);
  assert.equal(phone().ended, 'withdrawn');
  assert.equal(waiting(), 1);
  await end(phone().device, 'withdrawn', null);
  await signOut();
  await loadPack();
  assert.equal(phone(), null);
  delete answers[key];
  await sendNow();
  assert.deepEqual(handed.map(([one]) => one), [key]);
});

test('a guest network in the place of the list wipes nothing', async () => {
  await bind('11');
  await fetchList(true);
  answers.pack = () => new Response('<html>Wi-Fi</html>', { status: 403 });
  assert.equal(await fetchList(true), 'no-line');
  assert.notEqual(pack(), null);
  assert.equal(phone().ended, null);
});
