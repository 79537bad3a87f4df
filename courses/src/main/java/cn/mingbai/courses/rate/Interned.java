package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small numbers for the divisions, courses and re-checks that {@link PersonFacts} name; safe for many threads. */
public final class Interned {

    private final Numbers<DivisionId> divisions = new Numbers<>("divisions", PersonFacts.MOST_DIVISIONS);
    private final Numbers<String> courses = new Numbers<>("courses", PersonFacts.MOST_COURSES);
    private final Numbers<Long> rechecks = new Numbers<>("re-checks", PersonFacts.MOST_VERSIONS);

    int division(DivisionId division) {
        return divisions.of(division);
    }

    int course(String course) {
        return courses.of(course);
    }

    int recheck(long recheck) {
        return rechecks.of(recheck);
    }

    /** Whether there are so many divisions and courses, and no more. */
    boolean isAll(int ofDivisions, int ofCourses) {
        return divisions.size() == ofDivisions && courses.size() == ofCourses;
    }

    /** Every division so far, at the place of its number. */
    List<DivisionId> divisions() {
        return divisions.all();
    }

    /** Every course so far, at the place of its number. */
    List<String> courses() {
        return courses.all();
    }

    private static final class Numbers<T> {

        private final Map<T, Integer> numbers = new HashMap<>();
        private final List<T> all = new ArrayList<>();
        private final String what;
        private final int most;

        Numbers(String what, int most) {
            this.what = what;
            this.most = most;
        }

        synchronized int of(T value) {
            var known = numbers.get(value);
            if (known != null) {
                return known;
            }
            if (all.size() >= most) {
                throw new IllegalStateException("expected at most " + most + " " + what + ", but there are more");
            }
            numbers.put(value, all.size());
            all.add(value);
            return all.size() - 1;
        }

        synchronized int size() {
            return all.size();
        }

        synchronized List<T> all() {
            return List.copyOf(all);
        }
    }
}
