import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import test from 'node:test';

delete globalThis.BroadcastChannel;
Object.defineProperty(globalThis, 'navigator', { value: { userAgent: 'test' }, configurable: true });
globalThis.crypto ??= webcrypto;
globalThis.matchMedia = () => ({ matches: false });
// The server makes the words; what is tested here says none.
await writeFile(new URL('./visitapp/bundle.js', import.meta.url), 'export const WORDS = {};\n');

const NOW = new Date().toISOString();
const household = (id, group, more) => ({ id, number: '0' + id, group, head: '王*国', state: 'DUE', due: true, ...more });
const village = { id: 1, name: '先锋村', phone: true, blanks: [], households: [
  household(1, '一组', {}),
  household(2, '一组', { missed: 2 }),
  household(3, '一组', { missed: 1 }),
  household(4, '一组', { reached: true, missed: 3 }),
  household(5, '二组', { missed: 4, state: 'AWAY' }),
  household(6, '二组', { last: 'REFUSED', lastOn: '2026-01-01' }),
  household(7, '二组', { missed: 1 }),
  household(8, '二组', { state: 'EMPTY', due: undefined }),
] };
const answer = (body) => new Response(JSON.stringify(body), { status: 200 });

globalThis.fetch = async (path) => {
  if (path === '/V/devices/bound') {
    return answer({ device: 1, key: 'K', expires: '2099-01-01T00:00:00Z', person: 1, worker: '王芳' });
  }
  if (path.startsWith('/V/pack')) {
    return answer({ now: NOW, villages: [village] });
  }
  throw new TypeError('no line');
};

const { openStore } = await import('./visitapp/store.js');
const { bind } = await import('./visitapp/phone.js');
const { today } = await import('./visitapp/pack.js');
const { put } = await import('./visitapp/queue.js');
const { fetchList } = await import('./visitapp/sending.js');
const { found, isLeft, isReached, last, missed, villageOf } = await import('./visitapp/households.js');
const { round } = await import('./visitapp/evening.js');

await openStore();
await bind('1');
await fetchList(true);
const place = villageOf(1);
const at = (id) => place.households.find((one) => one.id === id);
const ids = (groups) => groups.map(({ name, households }) => [name, households.map((one) => one.id)]);

test('the round goes group by group, in each first those that were missed most often', () => {
  assert.deepEqual(ids(round(place, today(), 40)), [['一组', [2, 3, 1]], ['二组', [7]]]);
});

test('where there is not time for all, those missed most often are kept', () => {
  assert.deepEqual(ids(round(place, today(), 3)), [['一组', [2, 3]], ['二组', [7]]]);
});

test('what this phone recorded counts at once, and who was visited today is not on the round', async () => {
  await put({ kind: 'visit', village: 1, household: 2, outcome: 'LEFT_SHEET' });
  assert.equal(missed(at(2)), 3);
  assert.equal(last(at(2)).outcome, 'LEFT_SHEET');
  assert.ok(isLeft(at(2)));
  await put({ kind: 'meeting', village: 1, households: [3, 7] });
  assert.ok(isReached(at(3)) && isReached(at(7)));
  assert.deepEqual(ids(round(place, today(), 40)), [['一组', [1]]]);
});

test('a call reaches a household that is away, and no other', async () => {
  await put({ kind: 'visit', village: 1, household: 5, outcome: 'PHONE' });
  await put({ kind: 'visit', village: 1, household: 1, outcome: 'PHONE' });
  assert.ok(isReached(at(5)));
  assert.ok(!isReached(at(1)));
});

test('a household is found by number however it is typed, by group, and by name', () => {
  assert.deepEqual(found(place, ' o4 ').map((one) => one.id), [4]);
  assert.deepEqual(found(place, '二组').map((one) => one.id), [5, 6, 7, 8]);
  assert.deepEqual(found(place, '王*国').length, 8);
  assert.deepEqual(found(place, '<b>'), []);
});
