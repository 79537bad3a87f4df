import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { doorOf, find, fingerprint } from './visitapp/door.js';
import { check } from './visitapp/number.js';

const TOKEN = '7K3QZ9V0A1B2C3D4E5F6G7H8J9';
const OTHER = '0'.repeat(26);
const code = (token) => createHash('sha256').update(token).digest('hex').slice(0, 10);
const shown = (number) => `${number}-${check(number)}`;
const blankShown = (digits) => `空白${digits}-${check('B' + digits)}`;

const household = (id, number, extra = {}) => ({ id, number: shown(number), group: '三组', head: '王*国', state: 'DUE', ...extra });
const pack = {
  villages: [
    {
      id: 1,
      name: '先锋村',
      households: [household(11, '030012', { code: code(TOKEN) }), household(12, '030013'), household(13, '040001')],
      blanks: [
        { number: blankShown('017'), code: code('B'.repeat(26)) },
        { number: blankShown('018'), code: code('C'.repeat(26)), household: 12 },
      ],
    },
    {
      id: 2,
      name: '新立村',
      households: [household(21, '040001')],
      others: [{ number: shown('060001'), code: code('D'.repeat(26)) }, { number: shown('060002') }],
    },
  ],
};

test('a code on a sheet is a door, whatever host it was printed with and however it came', () => {
  for (const text of [
    `HTTPS://MB.EXAMPLE.CN/H/${TOKEN}`,
    `https://old.example.cn:8443/h/${TOKEN.toLowerCase()}`,
    ` ${TOKEN} `,
    `https://mb.example.cn/H/${TOKEN}/`,
    `https://mb.example.cn/H/${TOKEN}?from=groupmessage`,
    `https://mb.example.cn/H/${TOKEN.replace('0', 'o').replaceAll('1', 'l')}`,
  ]) {
    assert.deepEqual(doorOf(text), { token: TOKEN }, text);
  }
});

test('what is no sheet of a household is named for what it is', () => {
  assert.deepEqual(doorOf(`https://mb.example.cn/T/${TOKEN}`), { foreign: 'stub' });
  assert.deepEqual(doorOf(`https://mb.example.cn/B/${TOKEN}`), { foreign: 'board' });
  assert.deepEqual(doorOf(`https://mb.example.cn/V/${TOKEN}`), { foreign: 'card' });
  for (const text of [
    'https://qr.example.com/pay?x=1',
    `https://mb.example.cn/H/${TOKEN}0`,
    `https://mb.example.cn/H/../H/${TOKEN}`,
    `javascript:alert('/H/${TOKEN}')`,
    'U'.repeat(26),
    '\u0000',
    'x'.repeat(5000),
  ]) {
    assert.deepEqual(doorOf(text), { foreign: 'other' }, text);
  }
  for (const nothing of ['', '  ', null, undefined]) {
    assert.equal(doorOf(nothing), null);
  }
});

test('a code of the own village is recognised without a line, and a pack makes no code', async () => {
  assert.equal(await fingerprint(TOKEN), code(TOKEN));
  assert.equal((await find(pack, { token: TOKEN })).household.id, 11);
  assert.ok(!JSON.stringify(pack).includes(TOKEN));
});

test('another village\'s code tells nothing but that it is not of here', async () => {
  assert.deepEqual(await find(pack, { token: OTHER }), { elsewhere: true });
});

test('a household of another area of the own village is a door too, by its number alone', async () => {
  const token = 'D'.repeat(26);
  assert.deepEqual(await find(pack, { token }), { other: pack.villages[1].others[0], village: pack.villages[1], token });
  assert.equal((await find(pack, { number: shown('060002') })).other.number, shown('060002'));
});

test('a blank sheet is one until it is given to a household, also by a record that waits on the phone', async () => {
  const token = 'B'.repeat(26);
  const free = await find(pack, { token });
  assert.equal(free.blank.number, blankShown('017'));
  assert.equal(free.token, token);
  assert.equal((await find(pack, { token: 'C'.repeat(26) })).household.id, 12);
  assert.equal((await find(pack, { token }, [{ kind: 'bind', code: token, household: 13 }])).household.id, 13);
  const right = check('B017');
  const wrong = right === 'D' ? 'E' : 'D';
  assert.equal((await find(pack, { number: `空白 17${right.toLowerCase()}` })).blank.number, blankShown('017'));
  assert.equal((await find(pack, { number: `空白17-${right}` }, [{ code: token, household: 13 }])).household.id, 13);
  assert.deepEqual(await find(pack, { number: `空白17-${wrong}` }), { wrong: 'check', near: [] });
});

test('a blank sheet given away by its typed number is known again by its code and by its number, in its village', async () => {
  const bind = { kind: 'bind', number: blankShown('017'), village: 1, household: 13 };
  assert.equal((await find(pack, { token: 'B'.repeat(26) }, [bind])).household.id, 13);
  assert.equal((await find(pack, { number: blankShown('017') }, [bind])).household.id, 13);
  assert.equal((await find(pack, { number: blankShown('017') }, [{ ...bind, village: 2 }])).blank.number, blankShown('017'));
});

test('a number that two villages have on a blank sheet asks for the village', async () => {
  const both = { villages: pack.villages.map((village) => ({ ...village, blanks: [{ number: blankShown('019'), code: code('E'.repeat(26)) }] })) };
  const found = await find(both, { number: blankShown('019') });
  assert.deepEqual(found.several.map((one) => one.village.name), ['先锋村', '新立村']);
});

test('a number with one wrong character or two swapped names who may be meant and where to look', async () => {
  const right = shown('030012');
  const wrong = await find(pack, { number: '03OO22-7' });
  assert.equal(wrong.wrong, 'check');
  assert.deepEqual(wrong.near.map((one) => [one.household.id, one.place]), [[11, 5]]);
  const swapped = await find(pack, { number: '030021-7' });
  assert.deepEqual(swapped.near.map((one) => [one.household.number, one.place]), [[right, 5]]);
  const dropped = await find(pack, { number: '30012-7' });
  assert.deepEqual(dropped.near.map((one) => [one.household.number, one.place]), [[right, 1]]);
  const missing = await find(pack, { number: right.slice(0, -1) });
  assert.deepEqual(missing.near.map((one) => [one.household.number, one.place]), [[right, 7]]);
  assert.deepEqual(await find(pack, { number: '三组12号' }), { wrong: 'form', near: [] });
  const unknown = await find(pack, { number: shown('999999') });
  assert.deepEqual(unknown, { unknown: shown('999999'), near: [] });
});

test('a number of two villages of the same worker asks for the village', async () => {
  const found = await find(pack, { number: shown('040001') });
  assert.deepEqual(found.several.map((one) => one.village.name), ['先锋村', '新立村']);
});
