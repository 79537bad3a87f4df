import { store } from './keeping.js';
import { $, page, question } from './page.js';
import { options } from './questions.js';
import { pump } from './saving.js';
import { showCurrent, shown } from './screens.js';

/** Going from question to question: by the address, by buttons, by keys. */

/** Takes from the address which question is meant. */
export function fromHash() {
  const hash = location.hash.slice(1);
  if (hash === 'check') {
    page.current = 0;
  } else if (/^\d{1,3}$/.test(hash) && question(Number(hash))) {
    page.current = Number(hash);
  }
}

export function go(number) {
  history.pushState(null, '', number === 0 ? '#check' : '#' + number);
  arrive();
}

/** Shows what the address names: after a link, a button, or the browser's own way back. */
export function arrive() {
  if (page.paper === null || page.paper.state !== 'OPEN' || (shown() !== 'question' && shown() !== 'checking')) {
    return;
  }
  fromHash();
  store();
  showCurrent(true);
  pump();
}

/** What is being typed counts as typed. */
export function blur() {
  if (document.activeElement && document.activeElement.name === 'answer') {
    document.activeElement.blur();
  }
}

export function next() {
  blur();
  go(page.current === page.paper.questions.length ? 0 : page.current + 1);
}

/** Back from the overview: to the first question that is open, or the last one. */
export function backToQuestions() {
  const open = page.paper.questions.map((one) => one.number).find((number) => !page.sheet.isAnswered(number));
  go(open || page.paper.questions.length);
}

/** Numbers and letters choose, Enter goes on, the arrows turn pages where no field needs them. */
export function keys(event) {
  if (shown() !== 'question' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
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
    } else if (page.current > 1) {
      go(page.current - 1);
    }
    return;
  }
  choose(event);
}

function choose(event) {
  const inputs = $('fields').querySelectorAll('input[type=radio], input[type=checkbox]');
  const letters = options(question(page.current)).map((option) => (option.letter || '').toLowerCase());
  const index = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : letters.indexOf(event.key.toLowerCase());
  if (index >= 0 && inputs[index] && !$('fields').disabled) {
    event.preventDefault();
    inputs[index].focus();
    inputs[index].click();
  }
}
