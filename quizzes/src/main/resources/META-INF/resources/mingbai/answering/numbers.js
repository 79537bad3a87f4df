import { page } from './page.js';
import { make } from './questions.js';
import { word } from './words.js';

/** The list of all questions, each with its state; `current` is marked as the one on screen. */
export function drawNumbers(nav, current) {
  const list = nav.querySelector('ol');
  if (list.childElementCount !== page.paper.questions.length) {
    list.replaceChildren(...page.paper.questions.map((one) => make('li', {},
      make('a', { href: '#' + one.number }, String(one.number)))));
  }
  [...list.querySelectorAll('a')].forEach((link, index) => {
    const number = index + 1;
    const state = page.sheet.state(number);
    const label = word('number-' + state, number);
    if (link.getAttribute('aria-label') !== label) {
      link.setAttribute('aria-label', label);
      link.className = 'is-' + state;
    }
    if (number === current) {
      link.setAttribute('aria-current', 'step');
    } else {
      link.removeAttribute('aria-current');
    }
  });
}
