/** The words on screen, put into the page by the server in the reader's language. */
const words = new Map();
for (const one of document.getElementById('words').content.querySelectorAll('[data-word]')) {
  words.set(one.dataset.word, one.textContent);
}

/** The text of a word, its {0}, {1} … replaced. */
export function word(name, ...values) {
  const text = words.get(name);
  return text === undefined ? name : text.replace(/\{(\d)\}/g, (all, index) => String(values[index]));
}
