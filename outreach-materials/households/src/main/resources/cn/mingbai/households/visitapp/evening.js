import { el, fill } from './dom.js';
import { groupsOf, isLeft, last, missed, villageOf } from './households.js';
import { line, villageChoice } from './list.js';
import { today } from './pack.js';
import { screen } from './router.js';
import { word } from './words.js';

/**
 * 今晚去哪几家: the households that are left, in the order in which one walks, in each group first those where nobody was home
 * by day. Who was visited today, does not want to be visited or lives elsewhere is not on it.
 */
const MOST = 40;

/** The round of a village: `[{name, households}]`, at most so many households. */
export function round(village, day, most) {
  const fitting = (household) => isLeft(household) && (household.state === 'DUE' || household.state === 'SPLIT')
    && !(last(household) !== null && (last(household).day === day || last(household).outcome === 'REFUSED'));
  const seldomHomeFirst = (one, other) => missed(other) - missed(one);
  // Who was visited in vain comes before whom nobody visited yet; among those chosen it is the way that counts.
  const chosen = new Set(village.households.filter(fitting).sort(seldomHomeFirst).slice(0, most));
  return groupsOf(village)
    .map(({ name, households }) => ({ name, households: households.filter((one) => chosen.has(one)).sort(seldomHomeFirst) }))
    .filter(({ households }) => households.length > 0);
}

screen('evening', (root, { params, go }) => {
  const village = villageOf(params.village);
  const groups = round(village, today(), MOST);
  fill(root,
    el('h1', {}, word('evening-title')),
    el('p', { class: 'quiet' }, word('evening-hint', village.name)),
    villageChoice(village, (id) => go('evening', { village: id })),
    groups.map(({ name, households }) => el('section', { class: 'group' }, el('h2', {}, name),
      el('ul', { class: 'lines' }, households.map((household) => line(household, 'evening'))))),
    groups.length === 0 ? el('p', { id: 'none', class: 'notice notice-done' }, word('evening-none')) : null);
});
