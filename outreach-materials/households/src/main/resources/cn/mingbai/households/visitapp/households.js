import { symbols } from './number.js';
import { dayOf, pack, packFetchedAt, placeOf } from './pack.js';
import { phone } from './phone.js';
import { own, records } from './queue.js';
import { hasWord, word } from './words.js';

/** The households of the list, together with what this phone recorded since the list was fetched. */
const SPOKEN = ['IN_PERSON', 'MEETING'];
const NOBODY_HOME = ['LEFT_SHEET', 'NOT_FOUND'];

let indexed = null;
let indexedFor = null;
let index = new Map();

/** What this phone recorded, by household, the newest first: `[{outcome, at, sent}]`. */
function told(id) {
  if (indexed !== records() || indexedFor !== phone()) {
    indexed = records();
    indexedFor = phone();
    index = new Map();
    for (const row of own()) {
      const record = row.record;
      const ids = record.kind === 'meeting' ? record.households : record.kind === 'visit' ? [record.household ?? record.number] : [];
      const outcome = record.kind === 'meeting' ? 'MEETING' : record.outcome;
      for (const one of ids) {
        index.set(one, (index.get(one) || []).concat({ outcome, at: row.at, informed: record.informed,
          new: row.state !== 'sent' || Date.parse(row.sentAt) > (packFetchedAt() || 0) }));
      }
    }
  }
  return index.get(id) || [];
}

export const villages = () => (pack() === null ? [] : pack().villages);

/** The village of an id, or the first. */
export const villageOf = (id) => villages().find((one) => one.id === Number(id)) || villages()[0];

/** `[{name, households}]` in the order of the list. */
export function groupsOf(village) {
  const groups = [];
  for (const household of village.households) {
    const last = groups[groups.length - 1];
    if (last !== undefined && last.name === household.group) {
      last.households.push(household);
    } else {
      groups.push({ name: household.group, households: [household] });
    }
  }
  return groups;
}

/** How the household's last visit ended: `{outcome, day, at}`, or null. `at` is known for this phone's own. */
export function last(household) {
  const mine = told(household.id ?? household.number)[0];
  const theirs = household.last ? { outcome: household.last, day: household.lastOn, at: null } : null;
  if (mine === undefined) {
    return theirs;
  }
  const own_ = { outcome: mine.outcome, day: dayOf(mine.at), at: mine.at };
  return theirs !== null && theirs.day > own_.day ? theirs : own_;
}

/** Whether it counts as due, as far as the phone knows. */
export const isDue = (household) => household.due === true;

/** Whether it was reached, counting what this phone recorded and has not seen back in the list yet. */
export function isReached(household) {
  const place = placeOf(household.id);
  return household.reached === true || told(household.id).some((one) => SPOKEN.includes(one.outcome)
    || (one.outcome === 'PHONE' && household.state === 'AWAY' && place !== null && place.village.phone === true));
}

export const isLeft = (household) => isDue(household) && !isReached(household);

/** How often nobody was met. */
export const missed = (household) => (household.missed || 0)
  + told(household.id).filter((one) => one.new && NOBODY_HOME.includes(one.outcome)).length;

/** When this phone recorded it less than `minutes` ago, that record; else null. */
export function justNow(household, minutes) {
  const mine = told(household.id ?? household.number)[0];
  return mine !== undefined && Date.now() - Date.parse(mine.at) < minutes * 60000 ? mine : null;
}

/** Whether it belongs to another worker's area, so that its number is all that is known. */
export const isOther = (household) => household.id === undefined;

/** `{household, village}` of a household of another area of an own village, by its number, or null. */
export function otherOf(number, village) {
  const own_ = villages().find((one) => one.id === Number(village));
  const other = own_ === undefined ? undefined : (own_.others || []).find((one) => one.number === number);
  return other === undefined ? null : { household: { number: other.number, state: 'DUE' }, village: own_ };
}

export const door = (household) => (isOther(household) ? word('door-other') : word('door', household.group, household.head));

export const outcome = (name) => word('outcome.' + name);

export const relation = (name) => word('relation.' + name);

/** What a line of a list says below the door. */
export function summary(household) {
  const parts = [];
  if (household.state !== 'DUE' && hasWord('state.' + household.state)) {
    parts.push(word('state.' + household.state));
  }
  const visited = last(household);
  if (visited !== null) {
    parts.push(word('last', visited.day.slice(5), outcome(visited.outcome)));
  }
  const times = missed(household);
  if (isLeft(household) && times > 1) {
    parts.push(word('missed', times));
  }
  return parts.join(' · ');
}

/** The households of a village that answer to what was typed: a number, a group, or a masked name. */
export function found(village, text) {
  const wanted = text.trim();
  const number = symbols(wanted);
  return village.households.filter((household) => symbols(household.number).includes(number)
    || (household.group + household.head).includes(wanted));
}
