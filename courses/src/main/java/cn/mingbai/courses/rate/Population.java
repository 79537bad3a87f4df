package cn.mingbai.courses.rate;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of everyone, in the order of their ids; it never changes. The places of all postings lie side by side, so that
 * the people of a few units are found without a look at everybody's facts.
 */
public final class Population {

    private final List<PersonFacts> people;

    /** The numbers of the divisions of every version of every posting, person after person. */
    private final char[] places;

    /** Where each person's places end. */
    private final int[] ends;

    /** What was asked last: many days are brought up to date one after the other, all from the same to the same. */
    private volatile @Nullable Difference difference;

    private record Difference(WeakReference<Population> before, List<Long> changed) {}

    private Population(List<PersonFacts> people, char[] places, int[] ends) {
        this.people = people;
        this.places = places;
        this.ends = ends;
    }

    /** These people, who must be in the order of their ids, each once. */
    public static Population of(List<PersonFacts> people) {
        return of(people, new Population(List.of(), new char[0], new int[0]));
    }

    /** These people; what {@code before} holds of the same facts is taken from there. */
    public static Population of(List<PersonFacts> people, Population before) {
        var places = new char[before.places.length + 64];
        var ends = new int[people.size()];
        var end = 0;
        var old = 0;
        for (var i = 0; i < ends.length; i++) {
            var facts = people.get(i);
            if (old < before.ends.length && before.people.get(old) == facts) {
                var start = before.start(old);
                var length = before.ends[old] - start;
                places = room(places, end + length);
                System.arraycopy(before.places, start, places, end, length);
                end += length;
                old++;
            } else {
                places = room(places, end + facts.postings());
                for (var posting = 0; posting < facts.postings(); posting++) {
                    places[end++] = (char) facts.division(posting);
                }
                if (old < before.ends.length && before.people.get(old).person() == facts.person()) {
                    old++;
                }
            }
            ends[i] = end;
        }
        return new Population(people, places, ends);
    }

    private static char[] room(char[] places, int needed) {
        return places.length >= needed ? places : Arrays.copyOf(places, Math.max(needed, places.length * 2));
    }

    /** Everyone, in the order of their ids. */
    public List<PersonFacts> people() {
        return people;
    }

    int size() {
        return ends.length;
    }

    /** Whose facts differ from those of {@code before}; facts that were not read again are the same object. */
    List<Long> changedSince(Population before) {
        var known = difference;
        if (known == null || known.before().get() != before) {
            known = new Difference(new WeakReference<>(before), changed(before.people, people));
            difference = known;
        }
        return known.changed();
    }

    private static List<Long> changed(List<PersonFacts> before, List<PersonFacts> now) {
        var changed = new ArrayList<Long>();
        var old = 0;
        var at = 0;
        while (old < before.size() || at < now.size()) {
            if (old < before.size() && at < now.size() && before.get(old) == now.get(at)) {
                old++;
                at++;
                continue;
            }
            var was = old < before.size() ? before.get(old).person() : Long.MAX_VALUE;
            var is = at < now.size() ? now.get(at).person() : Long.MAX_VALUE;
            changed.add(Math.min(was, is));
            old += was <= is ? 1 : 0;
            at += is <= was ? 1 : 0;
        }
        return List.copyOf(changed);
    }

    PersonFacts get(int at) {
        return people.get(at);
    }

    private int start(int at) {
        return at == 0 ? 0 : ends[at - 1];
    }

    /** Whether any posting of this person, as ever known, is at one of the wanted divisions. */
    boolean isAt(int at, boolean[] wanted) {
        for (var place = start(at); place < ends[at]; place++) {
            if (wanted[places[place]]) {
                return true;
            }
        }
        return false;
    }

    /** Where this person stands, or a negative number when there is no such person. */
    public int find(long person) {
        var low = 0;
        var high = ends.length - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            var at = people.get(middle).person();
            if (at == person) {
                return middle;
            }
            if (at < person) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** Whether both hold the same facts of the same people. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Population population && people.equals(population.people);
    }

    @Override
    public int hashCode() {
        return people.hashCode();
    }

    @Override
    public String toString() {
        return people.size() + " people";
    }
}
