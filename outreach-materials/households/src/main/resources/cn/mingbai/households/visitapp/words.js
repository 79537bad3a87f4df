import { WORDS } from './bundle.js';

/** The words on screen, of both languages, so that the language can be changed without a line. */
const LANGUAGES = ['zh', 'en'];
const KEPT = 'mingbai-visits-language';

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch (refused) {
    return null;
  }
}

const offered = (language) => LANGUAGES.find((one) => String(language || '').toLowerCase().startsWith(one));

let current = offered(kept()) || offered(navigator.language) || LANGUAGES[0];

/** The language of the screens, `zh` or `en`. */
export const language = () => current;

/** Changes the language for good; the screens have to be drawn again. */
export function speak(wanted) {
  current = offered(wanted) || current;
  try {
    localStorage.setItem(KEPT, current);
  } catch (refused) {
    // Then it holds until the page is closed.
  }
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
}

/** The text of a word, its {0}, {1} … replaced. */
export function word(name, ...values) {
  const text = (WORDS[current] || {})[name];
  return text === undefined ? name : text.replace(/\{(\d)\}/g, (all, index) => String(values[index]));
}

/** Whether there is such a word. */
export const hasWord = (name) => (WORDS[current] || {})[name] !== undefined;
