import { forgetEarlier, store } from './keeping.js';
import { $, page, question } from './page.js';
import { inWords, make } from './questions.js';
import { filled, showCurrent } from './screens.js';
import { word } from './words.js';

/** Two answers to one question: the person says which counts. */

function ask() {
  $('choosing-list').replaceChildren(...page.choices.map((choice) => {
    const asked = question(choice.number);
    const rows = choice.others.map((answer) => ({ answer, label: word('choosing-mine') }));
    rows.push({ answer: choice.server.answer, label: word('choosing-server') });
    return make('fieldset', {},
      make('legend', {}, word('question', choice.number) + ' ' + asked.stem),
      ...rows.map((row) => make('label', { className: 'choice' },
        make('input', { type: 'radio', name: 'choice-' + choice.number, value: row.answer, required: true }),
        make('span', {}, make('b', {}, row.label), ' ' + inWords(asked, row.answer)))));
  }));
}

/** Takes what was chosen. */
export async function chose() {
  for (const choice of page.choices) {
    const picked = $('choosing-list').querySelector(`input[name="choice-${choice.number}"]:checked`);
    page.sheet.choose(choice.number, picked.value, choice.server.answer, choice.server.seq);
  }
  page.choices = [];
  $('choosing-list').replaceChildren();
  await store();
  await forgetEarlier();
  showCurrent();
}

filled('choosing', ask);
