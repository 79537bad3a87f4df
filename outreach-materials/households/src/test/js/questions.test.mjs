import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

// What decides on nothing but its arguments is taken out of the module: the rest of it needs a page.
const source = readFileSync(new URL('./visitapp/questions.js', import.meta.url), 'utf8');
const pure = source.slice(source.indexOf('const CONFIRMED'), source.indexOf('afterRecord({'));
const { questionsOf, isConfirmed, confirmRecord } = await import('data:text/javascript,' + encodeURIComponent(pure));

const QUESTIONS = { version: 'L26', list: ['a', 'b', 'c', 'd'].map((code) => ({ code })) };

test('a household is asked what was drawn for it, in that order', () => {
  assert.deepEqual(questionsOf({ ask: [3, 0, 2] }, QUESTIONS).map((one) => one.code), ['d', 'a', 'c']);
  assert.deepEqual(questionsOf({ ask: [3, 0, 9] }, QUESTIONS).map((one) => one.code), ['d', 'a']);
  assert.deepEqual(questionsOf({}, QUESTIONS), []);
  assert.deepEqual(questionsOf({ ask: [1] }, undefined), []);
});

test('nobody is asked again who is known to know this version, and whoever knew another one is', () => {
  const confirm = (household, version, way) => ({ record: { kind: 'confirm', household, version, way } });
  assert.equal(isConfirmed({ id: 1, level: 'CONFIRMED', policy: 'L26' }, 'L26', []), true);
  assert.equal(isConfirmed({ id: 1, level: 'CHECKED', policy: 'L26' }, 'L26', []), true);
  assert.equal(isConfirmed({ id: 1, level: 'CONFIRMED', policy: 'R21' }, 'L26', []), false);
  assert.equal(isConfirmed({ id: 1, level: 'NAMED', policy: 'L26' }, 'L26', []), false);
  assert.equal(isConfirmed({ id: 1 }, 'L26', [confirm(1, 'L26', 'FACE')]), true);
  assert.equal(isConfirmed({ id: 1 }, 'L26', [confirm(2, 'L26', 'FACE'), confirm(1, 'L26', 'PROXY')]), false);
});

test('the record says who answered, which version, and nothing of what is right', () => {
  const record = confirmRecord('x', { id: 5 }, { id: 7 }, 'L26', 'PROXY', [{ question: 'free', choice: 'c' }]);
  assert.deepEqual({ ...record, at: null }, { id: 'x', kind: 'confirm', at: null, village: 5, household: 7, way: 'PROXY',
    version: 'L26', answers: [{ question: 'free', choice: 'c' }] });
  assert.match(record.at, /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
});
