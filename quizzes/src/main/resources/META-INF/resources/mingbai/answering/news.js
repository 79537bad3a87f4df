import { $ } from './page.js';
import { make } from './questions.js';
import { focusHeading, shown } from './screens.js';
import { word } from './words.js';

/** Something that the person should hear of, without being interrupted. One sentence of each kind. */
export function say(kind, text) {
  const news = $('news');
  let line = news.querySelector(`[data-kind="${kind}"]`);
  if (line === null) {
    const close = make('button', { type: 'button', className: 'close', 'aria-label': word('close') }, '×');
    line = make('p', { className: 'notice' }, make('span', {}), close);
    line.dataset.kind = kind;
    close.addEventListener('click', () => {
      line.remove();
      focusHeading(shown());
    });
    news.append(line);
  }
  line.firstChild.textContent = text;
}

export function unsay(kind) {
  const line = $('news').querySelector(`[data-kind="${kind}"]`);
  if (line !== null) {
    line.remove();
  }
}

export function unsayAll() {
  $('news').replaceChildren();
}
