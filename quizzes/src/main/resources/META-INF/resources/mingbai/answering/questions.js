import { word } from './words.js';

/** Makes an element: properties, then children. Text stays text: nothing from the server is read as markup. */
export function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name.includes('-') || name === 'role' || name === 'for') {
      element.setAttribute(name, value);
    } else {
      element[name] = value;
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The options of a question that is answered by choosing: key, letter, text. */
export function options(question) {
  return question.input === 'TRUE_FALSE'
    ? [{ key: 'true', letter: '', text: word('true') }, { key: 'false', letter: '', text: word('false') }]
    : question.choices || [];
}

/** An answer as people read it. */
export function inWords(question, answer) {
  if (!answer) {
    return word('no-answer');
  }
  const named = (all, key) => {
    const found = all.find((one) => one.key === key);
    return found ? (found.letter ? found.letter + ' ' : '') + found.text : key;
  };
  switch (question.input) {
    case 'ONE':
    case 'SEVERAL':
    case 'TRUE_FALSE':
      return answer.split(',').map((key) => named(options(question), key)).join('；');
    case 'ORDER':
      return inOrder(question, answer).map((step, index) => index + 1 + '. ' + step.text).join('；');
    case 'MATCH':
      return answer.split(',').map((pair) => pair.split(':'))
        .map(([left, right]) => named(question.choices, left) + ' → ' + named(question.targets, right)).join('；');
    default:
      return answer + (question.unit || '');
  }
}

function inOrder(question, answer) {
  const places = new Map((answer || '').split(',').filter((pair) => pair.includes(':'))
    .map((pair) => pair.split(':')));
  return places.size !== question.choices.length
    ? question.choices.slice()
    : question.choices.slice().sort((one, other) => Number(places.get(one.key)) - Number(places.get(other.key)));
}

function pairs(entries) {
  return entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, value]) => key + ':' + value).join(',');
}

/**
 * The fields of a question.
 *
 * @param {object} question as in the paper
 * @param {{answer: string, draft: object}} given what is known of its answer
 * @param {(answer: string, draft: object|undefined, typing: boolean) => void} told with every change; `draft` when
 *     it is not whole yet; `typing` when more may follow at once
 */
export function fields(question, given, told) {
  switch (question.input) {
    case 'ONE':
    case 'TRUE_FALSE':
      return chosen(question, given.answer, 'radio', told);
    case 'SEVERAL':
      return chosen(question, given.answer, 'checkbox', told);
    case 'ORDER':
      return ordered(question, given.answer, told);
    case 'MATCH':
      return matched(question, given, told);
    default:
      return typed(question, given.answer, told);
  }
}

function chosen(question, answer, type, told) {
  const keys = new Set(answer ? answer.split(',') : []);
  const box = make('div', { className: 'choices' });
  for (const option of options(question)) {
    const input = make('input', { type, name: 'answer', value: option.key, checked: keys.has(option.key) });
    input.addEventListener('change', () => {
      const ticked = [...box.querySelectorAll('input:checked')].map((one) => one.value).sort();
      told(ticked.join(','), undefined, false);
    });
    box.append(make('label', { className: 'choice' }, input,
      make('span', {}, option.letter ? make('b', {}, option.letter) : null, ' ' + option.text)));
  }
  return box;
}

function typed(question, answer, told) {
  const input = question.input === 'DAY'
    ? make('input', { type: 'date', name: 'answer', value: answer })
    : make('input', { type: 'text', name: 'answer', value: answer, maxLength: 60, autocomplete: 'off' });
  if (question.input === 'NUMBER') {
    input.inputMode = 'decimal';
  }
  input.spellcheck = false;
  input.setAttribute('enterkeyhint', 'next');
  input.setAttribute('aria-label', word('input-' + question.input) + (question.unit ? ' ' + question.unit : ''));
  input.setAttribute('aria-describedby', 'saved');
  input.addEventListener('input', () => told(input.value.trim(), undefined, question.input !== 'DAY'));
  input.addEventListener('change', () => told(input.value.trim(), undefined, false));
  return make('div', { className: 'typed' }, input, question.unit ? make('span', {}, question.unit) : null);
}

/** Steps with a button up and one down; they count as ordered once one was moved, or the order was agreed to. */
function ordered(question, answer, told) {
  const steps = inOrder(question, answer);
  const list = make('ol', { className: 'steps' });
  const heard = make('p', { className: 'unseen', role: 'status' });
  const agree = make('button', { type: 'button', className: 'button-second', id: 'agree' }, word('order-agree'));
  const send = () => {
    agree.hidden = true;
    told(pairs(steps.map((step, index) => [step.key, index + 1])), undefined, false);
  };
  const move = (from, to) => {
    const [step] = steps.splice(from, 1);
    steps.splice(to, 0, step);
    draw();
    const row = list.children[to];
    const way = to < from ? '.up' : '.down';
    const button = row.querySelector(way + ':not(:disabled)') || row.querySelector('button:not(:disabled)');
    button.focus();
    heard.textContent = word('order-moved', step.text, to + 1);
    send();
  };
  const draw = () => {
    list.replaceChildren(...steps.map((step, index) => make('li', { 'data-key': step.key },
      make('span', { className: 'place' }, String(index + 1)),
      make('span', { className: 'step' }, step.text),
      make('span', { className: 'moves' },
        arrow('up', '↑', 'order-up', step, index === 0, () => move(index, index - 1)),
        arrow('down', '↓', 'order-down', step, index === steps.length - 1, () => move(index, index + 1))))));
  };
  agree.hidden = Boolean(answer);
  agree.addEventListener('click', send);
  draw();
  return make('div', { className: 'ordering' }, list, agree, heard);
}

function arrow(kind, sign, name, step, disabled, action) {
  const button = make('button', { type: 'button', className: 'move ' + kind, disabled, 'aria-label': word(name, step.text) },
    sign);
  button.addEventListener('click', action);
  return button;
}

/** A list beside each thing; the answer is whole when all are chosen. */
function matched(question, given, told) {
  const known = given.draft || Object.fromEntries((given.answer || '').split(',').filter((pair) => pair.includes(':'))
    .map((pair) => pair.split(':')));
  const list = make('ol', { className: 'matching' });
  for (const choice of question.choices) {
    const select = make('select', { name: 'answer', id: 'match-' + choice.key },
      make('option', { value: '' }, word('choose')),
      ...question.targets.map((target) => make('option', { value: target.key, selected: known[choice.key] === target.key },
        target.text)));
    select.dataset.key = choice.key;
    select.addEventListener('change', () => {
      const chosenNow = [...list.querySelectorAll('select')].map((one) => [one.dataset.key, one.value])
        .filter(([, value]) => value !== '');
      if (chosenNow.length === question.choices.length) {
        told(pairs(chosenNow), undefined, false);
      } else {
        told('', chosenNow.length === 0 ? undefined : Object.fromEntries(chosenNow), false);
      }
    });
    list.append(make('li', {}, make('label', { htmlFor: select.id }, choice.text), select));
  }
  return list;
}
