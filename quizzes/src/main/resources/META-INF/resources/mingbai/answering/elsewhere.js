import { call } from './calls.js';
import { store } from './keeping.js';
import { failed } from './line.js';
import { say } from './news.js';
import { begin } from './opening.js';
import { $, page, question } from './page.js';
import { inWords, make } from './questions.js';
import { stopped, whenTold } from './refusals.js';
import { draw, drawn, show } from './screens.js';
import { hear } from './timing.js';
import { word } from './words.js';

/** A newer page has this attempt: this one writes nothing more, shows what it holds, and can take over. */

function takenOver() {
  if (!page.elsewhere) {
    page.elsewhere = true;
    page.handing = null;
    page.starting = false;
    store();
    show('elsewhere');
  }
}

/** Takes the attempt back to this page. */
export async function goOnHere() {
  $('go-on-here').disabled = true;
  const answer = await call('GET', '/paper');
  $('go-on-here').disabled = false;
  hear(answer);
  if (answer.kind === 'ok' && answer.body.attempt) {
    await begin(answer.body);
  } else if (answer.kind !== 'refused') {
    failed(answer.waitMs);
    say('line', word('try-again'));
  } else if (answer.body.problem !== 'older-tab') {
    stopped(answer);
  }
  draw();
}

drawn('elsewhere', () => {
  // A page that had not begun knows no questions.
  const waiting = page.paper.questions ? page.sheet.waiting() : [];
  const lines = waiting.map((number) =>
    word('question', number) + ' ' + inWords(question(number), page.sheet.answer(number)));
  $('elsewhere-none').hidden = waiting.length > 0;
  $('elsewhere-some').hidden = waiting.length === 0;
  const list = $('elsewhere-list');
  if (list.dataset.shown !== lines.join('\n')) {
    list.dataset.shown = lines.join('\n');
    list.replaceChildren(...lines.map((line) => make('li', {}, line)));
  }
});
whenTold('older-tab', takenOver);
