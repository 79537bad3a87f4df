import { drawNumbers } from './numbers.js';
import { $, isPractice, page, question, safePath } from './page.js';
import { fields, make } from './questions.js';
import { changed } from './saving.js';
import { drawn, filled, set } from './screens.js';
import { locked } from './timing.js';
import { word } from './words.js';

/** The question on screen: its text, its fields, whether its answer is saved. */

function ask() {
  if (!question(page.current)) {
    page.current = 1;
  }
  const number = page.current;
  const asked = question(number);
  set('question-title', word('question-of', number, page.paper.questions.length));
  set('question-kind', word('input-' + asked.input));
  $('situation').hidden = !asked.situation;
  set('situation-text', asked.situation || '');
  set('stem', asked.stem);
  const given = { answer: page.sheet.answer(number), draft: page.sheet.draft(number) };
  $('fields').replaceChildren(fields(asked, given, (answer, draft, isTyping) => {
    if (!locked() && !page.elsewhere) {
      changed(number, answer, draft, isTyping);
    }
  }));
  const marked = page.marked[number];
  $('check').hidden = !isPractice() || Boolean(marked);
  $('marked').hidden = !marked;
  if (marked) {
    drawMarked(marked);
  }
  $('previous').disabled = number === 1;
  set('next', word(number === page.paper.questions.length ? 'to-check' : 'next'));
}

function drawMarked(one) {
  $('marked').replaceChildren(
    make('h2', { className: one.right ? 'is-right' : 'is-wrong', tabIndex: -1 },
      word(one.right ? 'marked-right' : 'marked-wrong')),
    one.expected && !one.right ? make('p', {}, word('marked-expected', one.expected)) : '',
    make('p', { className: 'why' }, one.explanation || ''),
    ...(one.lessons || []).map((lesson) => make('p', {}, make('a', { href: safePath(lesson.path) },
      word('marked-lesson', lesson.title)))));
}

function drawSaved() {
  const sheet = page.sheet;
  const number = page.current;
  const marked = Boolean(page.marked[number]);
  $('fields').disabled = locked() || marked;
  const state = sheet.state(number);
  const text = locked() ? word('left-none')
    : state === 'refused' ? sheet.entry(number).refused
      : isPractice() && state !== 'part' ? '' : word('state-' + state);
  set('saved', text);
  $('saved').className = text === '' ? 'saved' : 'saved is-' + state;
  $('clear').hidden = sheet.answer(number) === '' && sheet.draft(number) === undefined || marked;
  $('check').disabled = !sheet.isAnswered(number);
}

filled('question', ask);
drawn('question', () => {
  drawSaved();
  drawNumbers($('question-numbers'), page.current);
});
