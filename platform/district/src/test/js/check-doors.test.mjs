import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { find, marked, route, sums } from './app/check-doors.js';
import { check } from './app/number.js';

const TOKEN = '7K3QZ9V0A1B2C3D4E5F6G7H8J9';
const code = createHash('sha256').update(TOKEN).digest('hex').slice(0, 10);
const shown = (number) => `${number}-${check(number)}`;
const door = (id, part, replacement, place, extra = {}) => ({
  id, part, replacement, place, village: 1, number: shown(String(100 + id)), group: id < 4 ? '一组' : '二组', head: '王*国', codes: [], ...extra });
const round = (...doors) => ({ id: 9, title: '抽查', doors });
const nothing = () => null;

test('a replacement is due only when as many before it in its part were refused or not found', () => {
  const doors = [door(1, 'a', false, 1, { outcome: 'MET' }), door(2, 'a', false, 2), door(3, 'a', true, 1), door(4, 'a', true, 2),
    door(5, 'b', false, 1), door(6, 'b', true, 1)];
  const due = (told) => marked(round(...doors), told).filter((one) => one.due).map((one) => one.door.id);
  assert.deepEqual(due(nothing), [1, 2, 5]);
  const refused = { 2: 'REFUSED' };
  const told = (one) => (refused[one.id] ? { outcome: refused[one.id], fresh: true } : null);
  assert.deepEqual(due(told), [1, 2, 3, 5]);
  refused[3] = 'NOT_FOUND';
  assert.deepEqual(due(told), [1, 2, 3, 4, 5], 'a replacement that is not found opens the next one');
  refused[5] = 'MISSED';
  assert.deepEqual(due(told), [1, 2, 3, 4, 5], 'one that answered opens none');
  assert.deepEqual(sums(marked(round(...doors), told)), { due: 5, checked: 4, left: 1 });
});

test('what this phone recorded counts until the desk can have told of it, then what the desk says', () => {
  const doors = round(door(1, 'a', false, 1, { outcome: 'MET' }), door(2, 'a', true, 1));
  const mine = (fresh) => marked(doors, (one) => (one.id === 1 ? { outcome: 'REFUSED', fresh } : null));
  assert.equal(mine(true)[0].found, 'REFUSED');
  assert.equal(mine(true)[1].due, true);
  assert.equal(mine(false)[0].found, 'MET');
  assert.equal(mine(false)[1].due, false);
});

test('the way goes by village and group, over doors that are still open', () => {
  const doors = [door(1, 'a', false, 2), door(2, 'a', false, 1, { outcome: 'MET' }), door(4, 'a', false, 3),
    door(5, 'a', false, 4, { village: 2 }), door(6, 'a', true, 1)];
  const stops = route(marked(round(...doors), nothing), [{ id: 1, name: '东村' }, { id: 2, name: '西村' }]);
  assert.deepEqual(stops.map(({ village, groups }) => [village.name, groups.map(({ name, doors: its }) => [name, its.map((one) => one.door.id)])]),
    [['东村', [['一组', [1]], ['二组', [4]]]], ['西村', [['二组', [5]]]]]);
});

test('a code or a number leads to the door drawn, to why it is not checked now, or says that it is not drawn', async () => {
  const pack = { rounds: [round(door(1, 'a', false, 1, { codes: [code] }), door(2, 'a', false, 2, { outcome: 'MET' }), door(3, 'a', true, 1))] };
  assert.equal((await find(pack, { token: TOKEN }, nothing)).drawn.door.id, 1);
  assert.deepEqual(await find(pack, { token: '0'.repeat(26) }, nothing), { notDrawn: null });
  assert.equal((await find(pack, { number: shown('101').toLowerCase() }, nothing)).drawn.door.id, 1);
  assert.equal((await find(pack, { number: shown('102') }, nothing)).checked.door.id, 2);
  assert.equal((await find(pack, { number: shown('103') }, nothing)).early.door.id, 3);
  assert.deepEqual(await find(pack, { number: shown('999') }, nothing), { notDrawn: shown('999') });
  const right = check('101');
  assert.equal((await find(pack, { number: `101-${right === 'A' ? 'B' : 'A'}` }, nothing)).wrong, 'check');
  assert.equal((await find(pack, { number: '三组' }, nothing)).wrong, 'form');
  assert.equal((await find(pack, { number: '空白017-C' }, nothing)).wrong, 'blank');
  const moved = { rounds: [round(door(1, 'a', false, 1, { now: shown('777') }))] };
  assert.equal((await find(moved, { number: shown('777') }, nothing)).drawn.door.id, 1, 'by the number it has today');
});

test('the same number in two villages, or one household in two inspections, asks which', async () => {
  const two = { rounds: [round(door(1, 'a', false, 1), { ...door(1, 'a', false, 2), id: 8, village: 2 })] };
  assert.deepEqual((await find(two, { number: shown('101') }, nothing)).several.map((one) => one.door.id), [1, 8]);
  const again = { rounds: [round(door(1, 'a', false, 1, { outcome: 'MET' })), round({ ...door(1, 'a', false, 1), id: 8 })] };
  assert.equal((await find(again, { number: shown('101') }, nothing)).drawn.door.id, 8, 'the one that is still open');
});
