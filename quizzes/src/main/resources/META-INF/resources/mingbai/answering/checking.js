import { drawNumbers } from './numbers.js';
import { $, isPractice, page } from './page.js';
import { make } from './questions.js';
import { drawn, set } from './screens.js';
import { word } from './words.js';

/** The overview before handing in: what is open, and what handing in means. */
drawn('checking', () => {
  const sheet = page.sheet;
  const numbers = page.paper.questions.map((one) => one.number);
  const open = numbers.filter((number) => !sheet.isAnswered(number));
  const line = (number) => word(sheet.state(number) === 'refused' ? 'incomplete-refused'
    : sheet.state(number) === 'part' ? 'incomplete-part' : 'question', number);
  $('complete').hidden = open.length > 0;
  $('incomplete').hidden = open.length === 0;
  set('incomplete-text', word('incomplete', open.length));
  const list = $('incomplete-list');
  const shown = open.map(line).join(',');
  if (list.dataset.shown !== shown) {
    list.dataset.shown = shown;
    list.replaceChildren(...open.map((number) => make('li', {}, make('a', { href: '#' + number }, line(number)))));
  }
  drawNumbers($('checking-numbers'), 0);
  set('checking-warning', word(isPractice() ? 'hand-in-practice'
    : page.paper.windowEnd ? 'hand-in-together' : 'hand-in-warning'));
});
