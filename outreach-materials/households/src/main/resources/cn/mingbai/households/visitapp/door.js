/** Which door a code or a number leads to, told from what is on the phone. */
import { isBlank, slip, typed, typedBlank } from './number.js';

const ADDRESS = /^https?:\/\/[^/?#\s]+\/([A-Za-z])\/([^/?#\s]+)\/?(?:[?#]\S*)?$/i;
const TYPED = /^[0-9A-Za-z]{26}$/;
const TOKEN = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const FOREIGN = { B: 'board', T: 'stub', V: 'card' };
/** More than three that may be meant are no help. */
const MOST_NEAR = 3;

/** A token as it is printed, or null when it cannot be one. */
function token(text) {
  const read = TYPED.test(text) ? text.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1') : '';
  return TOKEN.test(read) ? read : null;
}

/**
 * What a scanned text is: `{token}` of a household's sheet, `{foreign: 'board' | 'stub' | 'card' | 'other'}` for any other
 * code, null for nothing at all. The host is not looked at: sheets outlive the address that they were printed with, and a
 * token that is not in the pack opens nothing.
 */
export function doorOf(text) {
  const scanned = String(text ?? '').trim();
  if (scanned === '') {
    return null;
  }
  const address = ADDRESS.exec(scanned);
  const kind = address === null ? 'H' : address[1].toUpperCase();
  const found = kind === 'H' ? token(address === null ? scanned : address[2]) : null;
  return found === null ? { foreign: FOREIGN[kind] ?? 'other' } : { token: found };
}

/** The first ten hexadecimal digits of the SHA-256 of a token: what the pack keeps of a code. */
export async function fingerprint(token_) {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token_));
  return [...new Uint8Array(bytes).slice(0, 5)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function* households(pack) {
  for (const village of pack.villages) {
    for (const household of village.households) {
      yield { household, village };
    }
  }
}

/** Those of the own villages that other workers see to. */
function* others(pack) {
  for (const village of pack.villages) {
    for (const other of village.others ?? []) {
      yield { other, village };
    }
  }
}

function byId(pack, id) {
  for (const one of households(pack)) {
    if (one.household.id === id) {
      return one;
    }
  }
  return null;
}

/**
 * Finds a door.
 *
 * @param pack as the server gave it
 * @param sought `{token}` or `{number}` as typed
 * @param binds records of this phone that give blank sheets to households and may not be handed in yet
 * @return a promise of
 *   `{household, village}`,
 *   `{other, village, token?}` for a household of the own village that belongs to another area: its number is all there is,
 *   `{several: [one of the two above]}` when more than one village of the worker has the number,
 *   `{blank, village, token?}` for a blank sheet that nobody has yet; without a token when its number was typed: in
 *   `several` too, since each village counts its own,
 *   `{elsewhere: true}` for a code that the own villages do not have: another village's, a revoked one, one that is too new,
 *   `{wrong: 'form' | 'check', near}` for a number that cannot be, or
 *   `{unknown: shown, near}` for one that no household has; `near` is at most three `{household, village, place}` that may
 *   be meant, `place` the character to look at, from 1
 */
export async function find(pack, sought, binds = []) {
  return sought.token === undefined ? byNumber(pack, sought.number, binds) : byToken(pack, sought.token, binds);
}

/** Whether a record gives this sheet away by the number that somebody typed. */
const isOf = (bind, blank, village) => bind.number === blank.number && bind.village === village.id;

async function byToken(pack, sought, binds) {
  const code = await fingerprint(sought);
  for (const one of households(pack)) {
    if (one.household.code === code) {
      return one;
    }
  }
  for (const one of others(pack)) {
    if (one.other.code === code) {
      return { ...one, token: sought };
    }
  }
  for (const village of pack.villages) {
    const blank = (village.blanks ?? []).find((one) => one.code === code);
    if (blank !== undefined) {
      const given = blank.household
        ?? binds.find((bind) => bind.code === sought || isOf(bind, blank, village))?.household;
      return (given && byId(pack, given)) || { blank, village, token: sought };
    }
  }
  return { elsewhere: true };
}

async function byNumber(pack, text, binds) {
  return isBlank(text) ? byBlankNumber(pack, typedBlank(text), binds) : byHouseholdNumber(pack, text);
}

async function byBlankNumber(pack, read, binds) {
  if (read.wrong) {
    return { wrong: read.wrong, near: [] };
  }
  const found = [];
  for (const village of pack.villages) {
    const blank = (village.blanks ?? []).find((one) => one.number === read.shown);
    if (blank !== undefined) {
      const codes = await Promise.all(binds.map((bind) => (bind.code === undefined ? null : fingerprint(bind.code))));
      const given = blank.household
        ?? binds.find((bind, place) => codes[place] === blank.code || isOf(bind, blank, village))?.household;
      found.push((given && byId(pack, given)) || { blank, village });
    }
  }
  return found.length === 0 ? { unknown: read.shown, near: [] } : found.length === 1 ? found[0] : { several: found };
}

function byHouseholdNumber(pack, text) {
  const read = typed(text);
  const all = [...households(pack)];
  const found = read.wrong ? [] : [
    ...all.filter((one) => one.household.number === read.shown),
    ...[...others(pack)].filter((one) => one.other.number === read.shown),
  ];
  if (found.length > 0) {
    return found.length === 1 ? found[0] : { several: found };
  }
  const near = all.flatMap((one) => {
    const place = slip(text, one.household.number);
    return place === null ? [] : [{ ...one, place }];
  });
  const few = near.length <= MOST_NEAR ? near : [];
  return read.wrong ? { wrong: read.wrong, near: few } : { unknown: read.shown, near: few };
}
