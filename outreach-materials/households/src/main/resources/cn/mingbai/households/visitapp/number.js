/**
 * A household number (户号) as somebody types it, read exactly as the server reads it: a test puts both side by side. The
 * check character is Damm-type over GF(32): it catches every wrong symbol and every swap of neighbours.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const START = 22;
const POLYNOMIAL = 0b100101;
const FORM = /^[0-9A-HJKMNP-TV-Z]{1,11}$/;
/** The word before the number of a blank sheet. */
const BLANK_WORD = '\u7a7a\u767d';
const BLANK = /^(?:\u7a7a\u767d?|[Bb](?=\d{3,6}-?[0-9A-Za-z]$))?(\d{1,6})-?([0-9A-Za-z])$/;

/** The check character of a number without one. */
export function check(number) {
  let i = START;
  for (const symbol of number) {
    const shifted = (i ^ ALPHABET.indexOf(symbol)) << 1;
    i = shifted > 31 ? shifted ^ POLYNOMIAL : shifted;
  }
  return ALPHABET[i];
}

function plain(text) {
  return text.normalize('NFKC').replace(/[ \t\n\v\f\r\u200B]/g, '').replace(/[‐‑‒–—−]/g, '-');
}

/** Typed symbols as they are meant: capitals, O as 0, I and L as 1. */
function meant(text) {
  return text.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** The symbols of what was typed, without hyphens and blanks. */
export function symbols(text) {
  return meant(text.normalize('NFKC')).replace(/[ \t\n\v\f\r\u200B]/g, '').replace(/[‐‑‒–—−-]/g, '');
}

/**
 * Reads a number with its check character: `{number, shown}`, or `{wrong: 'form'}`, or `{wrong: 'check'}` when one of
 * its characters is another or two stand in the wrong order.
 */
export function typed(text) {
  const all = symbols(text);
  const number = all.slice(0, -1);
  if (all.length < 2 || !FORM.test(number)) {
    return { wrong: 'form' };
  }
  return check(number) === all.at(-1) ? { number, shown: `${number}-${all.at(-1)}` } : { wrong: 'check' };
}

/** Whether somebody means the number of a blank sheet, which begins with 空. */
export function isBlank(text) {
  return text.trim().startsWith(BLANK_WORD[0]);
}

/** Reads the number of a blank sheet, 空白017-C: `{shown}`, or `{wrong: 'form' | 'check'}`. */
export function typedBlank(text) {
  const found = BLANK.exec(plain(text));
  if (found === null) {
    return { wrong: 'form' };
  }
  const digits = String(Number(found[1])).padStart(3, '0');
  const right = check('B' + digits);
  return Number(found[1]) > 0 && meant(found[2]) === right ? { shown: `${BLANK_WORD}${digits}-${right}` } : { wrong: 'check' };
}

/**
 * Where a typed number may be mistyped, if `shown` is what was meant: the place of the first character that differs, from
 * 1, or null when more lies between them than one wrong, missing or additional character, or one swap of neighbours.
 */
export function slip(text, shown) {
  const from = symbols(text);
  const to = symbols(shown);
  let place = 0;
  while (place < from.length && from[place] === to[place]) {
    place++;
  }
  const rest = (string, skipped) => string.slice(place + skipped);
  const one = from.length === to.length
    ? rest(from, 1) === rest(to, 1)
      || (from[place] === to[place + 1] && from[place + 1] === to[place] && rest(from, 2) === rest(to, 2))
    : (from.length === to.length + 1 && rest(from, 1) === rest(to, 0))
      || (from.length + 1 === to.length && rest(from, 0) === rest(to, 1));
  return from !== to && one ? place + 1 : null;
}
