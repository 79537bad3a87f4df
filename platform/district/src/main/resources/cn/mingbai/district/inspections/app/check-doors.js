/** Which doors an inspector goes to, told from what is on the phone: the same rules as the server's, a test holds them to it. */
import { fingerprint } from './door.js';
import { isBlank, symbols, typed } from './number.js';

const UNANSWERED = ['REFUSED', 'NOT_FOUND'];
/** More than three that may be meant are no help. */
const MOST_NEAR = 3;

const inOrder = (one, other) => (one.part < other.part ? -1 : one.part > other.part ? 1
  : Number(one.replacement) - Number(other.replacement) || one.place - other.place);

/**
 * The doors of an inspection in the order in which one walks, each `{door, found, due}`. `found` is how the check ended by
 * what the desk has or this phone recorded, or null. A replacement is `due` when one more household of its part, in the order
 * of the draw, was refused or not found; the order was fixed by the draw.
 *
 * @param told(door) gives what this phone recorded of a door, `{outcome, fresh}`, or null; `fresh` is what the desk cannot have
 *   told of yet
 */
export function marked(round, told) {
  const unanswered = new Map();
  const marks = new Map();
  for (const door of [...round.doors].sort(inOrder)) {
    const before = unanswered.get(door.part) || 0;
    const mine = told(door);
    const found = (mine?.fresh ? mine.outcome : door.outcome ?? mine?.outcome) ?? null;
    const due = !door.replacement || door.place <= before;
    if (due && UNANSWERED.includes(found)) {
      unanswered.set(door.part, before + 1);
    }
    marks.set(door.id, { door, found, due });
  }
  return round.doors.map((door) => marks.get(door.id));
}

/** How far an inspection is: `{due, checked, left}`. */
export function sums(marks) {
  const due = marks.filter((one) => one.due);
  const checked = due.filter((one) => one.found !== null).length;
  return { due: due.length, checked, left: due.length - checked };
}

/** The doors still to go to, `[{village, groups: [{name, doors}]}]`, in the order in which one walks. */
export function route(marks, villages) {
  const stops = [];
  for (const one of marks) {
    if (one.due && one.found === null) {
      let village = stops.find((stop) => stop.village.id === one.door.village);
      if (village === undefined) {
        village = { village: villages.find((each) => each.id === one.door.village) || { id: one.door.village, name: '', phones: [] },
          groups: [] };
        stops.push(village);
      }
      let group = village.groups.at(-1);
      if (group === undefined || group.name !== one.door.group) {
        group = { name: one.door.group, doors: [] };
        village.groups.push(group);
      }
      group.doors.push(one);
    }
  }
  return stops;
}

/**
 * Finds the door drawn that a scanned code or a typed number leads to. Resolves to
 *   `{drawn: {door, found, due, round}}` for one that is to be checked,
 *   `{several: [such]}` when more than one has the number, or one is drawn in two inspections,
 *   `{checked}` when it was checked already, `{early}` for a replacement whose turn has not come,
 *   `{wrong: 'form' | 'check', near}` for a number that cannot be,
 *   `{notDrawn: the number or null}` for a household that is not drawn, or a code that leads to none.
 *
 * @param pack what this phone has of inspections
 * @param sought `{token}` or `{number}`
 */
export async function find(pack, sought, told) {
  const all = pack.rounds.flatMap((round) => marked(round, told).map((one) => ({ ...one, round })));
  if (sought.token !== undefined) {
    const code = await fingerprint(sought.token);
    return chosen(all.filter((one) => one.door.codes.includes(code)), null);
  }
  const read = isBlank(sought.number) ? { wrong: 'blank' } : typed(sought.number);
  if (read.wrong) {
    const start = symbols(sought.number).slice(0, -1);
    const near = read.wrong === 'check' ? all.filter((one) => one.due && one.found === null
      && symbols(one.door.number).slice(0, -1) === start) : [];
    return { wrong: read.wrong, near: near.slice(0, MOST_NEAR) };
  }
  return chosen(all.filter((one) => one.door.number === read.shown || one.door.now === read.shown), read.shown);
}

function chosen(fitting, number) {
  if (fitting.length === 0) {
    return { notDrawn: number };
  }
  const open = fitting.filter((one) => one.due && one.found === null);
  if (open.length > 0) {
    return open.length === 1 ? { drawn: open[0] } : { several: open };
  }
  const checked = fitting.find((one) => one.found !== null);
  return checked !== undefined ? { checked } : { early: fitting[0] };
}
