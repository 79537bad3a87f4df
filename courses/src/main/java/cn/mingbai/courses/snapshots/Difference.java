package cn.mingbai.courses.snapshots;

import cn.mingbai.core.people.Duty;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.snapshots.SealedReport.Figures;
import cn.mingbai.courses.snapshots.SealedReport.Line;
import cn.mingbai.courses.snapshots.SealedReport.Pass;
import cn.mingbai.courses.snapshots.SealedReport.Post;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why the figures of a unit differ between two sealed reports: every person whose line changed, each once, with one cause
 * and what it does to the figures. The sum of all effects is the difference of the figures, because both are counted from
 * the same lines.
 *
 * @param unit the unit's division
 * @param before the figures that the earlier report's lines give
 * @param after the figures that the later report's lines give
 * @param changes the people, in the order of causes and staff numbers
 */
public record Difference(long unit, Figures before, Figures after, List<Change> changes) {

    /** Why somebody's line changed. */
    public enum Cause {
        /** Took up a post. */
        JOINED,
        /** Gave up the last post. */
        LEFT,
        /** Went to another unit of the district, or came from one. */
        MOVED,
        /** Met all that is owed by a pass after the earlier report's day. */
        NEWLY_MET,
        /** A pass ran out, or a re-check was not done in time. */
        EXPIRED,
        /** What was known of the time before was wrong or missing: a late record, one taken back, a posting put right. */
        CORRECTED,
        /** An exemption or a long leave began or ended. */
        EXCUSED,
        /** Something else is owed than before. */
        REQUIREMENT,
        /** Turned out to be somebody who is listed already, or no longer. */
        MERGED,
        /** A newcomer's days were over. */
        GRACE_OVER,
        /** Took part for the first time, without having met all of it. */
        TOOK_PART,
        /** None of these; the two lines are shown side by side. */
        OTHER
    }

    /** What is counted. */
    public enum Counted {
        /** On the roster. */
        ROSTER(line -> true),
        /** 应参训: the denominator by rule. */
        DUE(line -> line.reason().counted()),
        /** 在岗: the denominator of everyone. */
        EVERYONE(line -> line.reason().posted()),
        /** 参训. */
        TOOK_PART(line -> line.reason().counted() && line.tookPart()),
        /** 合格. */
        MET(line -> line.reason() == Reason.MET),
        /** 在有效期. */
        STILL_VALID(line -> line.reason().counted() && line.stillValid());

        private final java.util.function.Predicate<Line> rule;

        Counted(java.util.function.Predicate<Line> rule) {
            this.rule = rule;
        }

        int of(@Nullable Line line) {
            return line != null && rule.test(line) ? 1 : 0;
        }

        /** The figure of a unit. */
        public int of(Figures figures) {
            return switch (this) {
                case ROSTER -> figures.roster();
                case DUE -> figures.counted();
                case EVERYONE -> figures.everyone();
                case TOOK_PART -> figures.tookPart();
                case MET -> figures.met();
                case STILL_VALID -> figures.stillValid();
            };
        }
    }

    /**
     * A person whose line changed.
     *
     * @param person the person, as the later report knows them
     * @param before the line in the earlier report at the unit, or null
     * @param after the line in the later one, or null
     * @param elsewhere for somebody who moved, the line of the other report at the other unit
     * @param courses the courses it is about, in order; may be empty
     */
    public record Change(
            long person,
            Cause cause,
            @Nullable Line before,
            @Nullable Line after,
            @Nullable Line elsewhere,
            List<String> courses) {

        /** What it does to a figure: −1, 0 or 1. */
        public int effect(Counted counted) {
            return counted.of(after) - counted.of(before);
        }

        /** The line to name the person by. */
        public Line line() {
            var line = after != null ? after : before;
            if (line == null) {
                throw new IllegalStateException("expected a line before or after");
            }
            return line;
        }
    }

    /**
     * What the two reports do not say themselves.
     *
     * @param reversed the training records that were taken back, as known to the later report
     * @param mergedBefore for each person that was merged, the one that was kept, as known to the earlier report
     * @param mergedAfter the same, as known to the later report
     */
    record Known(Set<Long> reversed, Map<Long, Long> mergedBefore, Map<Long, Long> mergedAfter) {

        static final Known NOTHING = new Known(Set.of(), Map.of(), Map.of());
    }

    /** How much each cause does to a figure; causes without anybody are left out. */
    public Map<Cause, Integer> effects(Counted counted) {
        var effects = new EnumMap<Cause, Integer>(Cause.class);
        changes.forEach(change -> effects.merge(change.cause(), change.effect(counted), Integer::sum));
        return Collections.unmodifiableMap(effects);
    }

    /** The later figure less the earlier one. */
    public int difference(Counted counted) {
        return counted.of(after) - counted.of(before);
    }

    /** Compares two reports of the same district at one of its units. */
    static Difference between(SealedReport earlier, SealedReport later, long unit, Known known) {
        return new Comparison(earlier, later, unit, known).compare();
    }

    private static final class Comparison {

        private final SealedReport earlier;
        private final SealedReport later;
        private final long unit;
        private final Known known;
        private final Map<Long, Line> before;
        private final Map<Long, Line> after;
        private final Map<Long, Line> beforeAnywhere;
        private final Map<Long, Line> afterAnywhere;
        private final List<Change> changes = new ArrayList<>();

        Comparison(SealedReport earlier, SealedReport later, long unit, Known known) {
            this.earlier = earlier;
            this.later = later;
            this.unit = unit;
            this.known = known;
            before = earlier.people(unit);
            after = later.people(unit);
            beforeAnywhere = earlier.people(earlier.head().district());
            afterAnywhere = later.people(later.head().district());
        }

        Difference compare() {
            var seen = new HashSet<Long>();
            for (var person : new TreeSet<>(Stream.concat(before.keySet().stream(), after.keySet().stream())
                    .toList())) {
                if (seen.add(person)) {
                    compare(person, seen);
                }
            }
            changes.sort(java.util.Comparator.comparing(Change::cause)
                    .thenComparing(change -> change.line().staffNumber())
                    .thenComparingLong(Change::person));
            return new Difference(
                    unit, Figures.of(before.values(), 0), Figures.of(after.values(), 0), List.copyOf(changes));
        }

        private void compare(long person, Set<Long> seen) {
            var was = before.get(person);
            var is = after.get(person);
            if (was != null && is == null && !afterAnywhere.containsKey(person)) {
                var kept = known.mergedAfter().get(person);
                if (kept != null) {
                    // Listed under the other's number now: one person before and after, unless both were listed before.
                    var takesOver = after.get(kept);
                    if (takesOver != null && !before.containsKey(kept) && seen.add(kept)) {
                        add(kept, status(kept, was, takesOver, Cause.MERGED), was, takesOver);
                    } else {
                        changes.add(new Change(person, Cause.MERGED, was, null, null, List.of()));
                    }
                    return;
                }
            }
            if (was == null && is != null && !beforeAnywhere.containsKey(person)) {
                var lead = known.mergedAfter().entrySet().stream()
                        .filter(merge -> merge.getValue() == person)
                        .map(Map.Entry::getKey)
                        .filter(merged -> before.containsKey(merged) && !after.containsKey(merged))
                        .filter(merged -> !seen.contains(merged))
                        .min(Long::compare);
                if (lead.isPresent()) {
                    seen.add(lead.get());
                    var line = before.get(lead.get());
                    if (line != null) {
                        add(person, status(person, line, is, Cause.MERGED), line, is);
                        return;
                    }
                }
                if (known.mergedBefore().containsKey(person)
                        && !known.mergedAfter().containsKey(person)) {
                    changes.add(new Change(person, Cause.MERGED, null, is, null, List.of()));
                    return;
                }
            }
            if (was == null && is != null) {
                changes.add(appeared(person, is));
            } else if (was != null && is == null) {
                changes.add(vanished(person, was));
            } else if (was != null && is != null) {
                both(person, was, is);
            }
        }

        private void add(long person, Found found, Line was, Line is) {
            changes.add(new Change(person, found.cause(), was, is, null, found.courses()));
        }

        /** A cause with the courses it is about. */
        private record Found(Cause cause, List<String> courses) {}

        private Change appeared(long person, Line is) {
            var elsewhere = beforeAnywhere.get(person);
            if (elsewhere != null && elsewhere.reason().posted()) {
                return new Change(person, Cause.MOVED, null, is, elsewhere, List.of());
            }
            if (!is.reason().posted()) {
                return new Change(person, Cause.LEFT, null, is, null, List.of());
            }
            var began = is.posts().stream()
                    .map(Post::from)
                    .min(LocalDate::compareTo)
                    .orElse(later.head().day());
            if (began.isAfter(earlier.head().day())) {
                return new Change(person, Cause.JOINED, null, is, null, List.of());
            }
            // Was posted there already: either nothing was owed, or it was not known.
            var cause = owedAnything(earlier, is.posts()) ? Cause.CORRECTED : Cause.REQUIREMENT;
            return new Change(person, cause, null, is, null, cause == Cause.REQUIREMENT ? courses(is) : List.of());
        }

        private Change vanished(long person, Line was) {
            var elsewhere = afterAnywhere.get(person);
            if (elsewhere != null && elsewhere.reason().posted()) {
                return new Change(person, Cause.MOVED, was, null, elsewhere, List.of());
            }
            if (elsewhere != null) {
                return new Change(person, Cause.LEFT, was, null, elsewhere, List.of());
            }
            var owed = owedAnything(later, was.posts());
            return new Change(
                    person,
                    owed ? Cause.CORRECTED : Cause.REQUIREMENT,
                    was,
                    null,
                    null,
                    owed ? List.of() : courses(was));
        }

        private void both(long person, Line was, Line is) {
            if (was.reason().posted() != is.reason().posted()) {
                if (is.reason().posted()) {
                    var elsewhere = beforeAnywhere.get(person);
                    var moved = elsewhere != null && elsewhere.reason().posted();
                    changes.add(new Change(
                            person, moved ? Cause.MOVED : Cause.JOINED, was, is, moved ? elsewhere : null, List.of()));
                } else {
                    var elsewhere = afterAnywhere.get(person);
                    var moved = elsewhere != null && elsewhere.reason().posted();
                    changes.add(new Change(
                            person, moved ? Cause.MOVED : Cause.LEFT, was, is, moved ? elsewhere : null, List.of()));
                }
                return;
            }
            if (!was.reason().posted()) {
                return;
            }
            var same = was.reason() == is.reason()
                    && was.tookPart() == is.tookPart()
                    && was.stillValid() == is.stillValid();
            if (!same) {
                add(person, status(person, was, is, Cause.OTHER), was, is);
            } else if (!places(was).equals(places(is))) {
                changes.add(new Change(person, Cause.MOVED, was, is, null, List.of()));
            }
        }

        private static Set<Long> places(Line line) {
            return line.posts().stream().map(Post::division).collect(Collectors.toCollection(TreeSet::new));
        }

        /** Why somebody who is posted in both reports stands differently; {@code otherwise} when nothing explains it. */
        private Found status(long person, Line was, Line is, Cause otherwise) {
            var found = recognised(was, is);
            if (found == null) {
                return new Found(otherwise, List.of());
            }
            // Records of the one that was merged count for the other from then on, and no longer once that is undone.
            var unexplained = found.cause() == Cause.EXPIRED
                    || found.cause() == Cause.REQUIREMENT && found.courses().isEmpty();
            return unexplained && mergesOf(person, known.mergedBefore()) != mergesOf(person, known.mergedAfter())
                    ? new Found(Cause.MERGED, List.of())
                    : found;
        }

        private static long mergesOf(long person, Map<Long, Long> merged) {
            return merged.values().stream().filter(kept -> kept == person).count();
        }

        private @Nullable Found recognised(Line was, Line is) {
            if (is.reason() != was.reason()) {
                if (is.reason() == Reason.MET) {
                    return met(was, is);
                }
                if (isExcused(was) || isExcused(is)) {
                    return new Found(Cause.EXCUSED, List.of());
                }
                if (was.reason() == Reason.MET) {
                    return lost(was, is);
                }
                if (was.reason() == Reason.DATA_INCOMPLETE || is.reason() == Reason.DATA_INCOMPLETE) {
                    return new Found(Cause.CORRECTED, List.of());
                }
                return was.reason() == Reason.NEW_IN_GRACE && !newlyOwed(was, is)
                        ? new Found(Cause.GRACE_OVER, is.owed())
                        : new Found(Cause.REQUIREMENT, fresh(was, is));
            }
            if (was.stillValid() != is.stillValid()) {
                return was.stillValid() ? lost(was, is) : renewed(was, is);
            }
            if (was.tookPart() != is.tookPart()) {
                return is.tookPart() ? new Found(Cause.TOOK_PART, is.owed()) : lost(was, is);
            }
            return null;
        }

        private static boolean isExcused(Line line) {
            return line.reason() == Reason.EXEMPT || line.reason() == Reason.LONG_LEAVE;
        }

        private Found met(Line was, Line is) {
            var gained = gained(was, is);
            if (gained.isEmpty()) {
                return new Found(Cause.REQUIREMENT, fresh(is, was));
            }
            var courses = gained.stream().map(Pass::course).distinct().sorted().toList();
            if (gained.stream().anyMatch(this::happenedSince)) {
                return new Found(Cause.NEWLY_MET, courses);
            }
            // What was known before and did not count then counts now because less is asked, or because of a merge.
            return gained.stream().anyMatch(this::becameKnownSince)
                    ? new Found(Cause.CORRECTED, courses)
                    : new Found(Cause.REQUIREMENT, List.of());
        }

        /** Valid again: by a pass or a re-check since, by one entered late, or because less is asked. */
        private Found renewed(Line was, Line is) {
            var gained = gained(was, is);
            if (gained.isEmpty()) {
                return new Found(courses(was).equals(courses(is)) ? Cause.NEWLY_MET : Cause.REQUIREMENT, courses(is));
            }
            return met(was, is);
        }

        /** A pass no longer counts: taken back, run out, or more is owed. */
        private Found lost(Line was, Line is) {
            var counting = records(is);
            var gone = was.passes().stream()
                    .filter(pass -> !counting.contains(pass.record()))
                    .toList();
            var reversed = gone.stream()
                    .filter(pass -> known.reversed().contains(pass.record()))
                    .map(Pass::course)
                    .distinct()
                    .sorted()
                    .toList();
            if (!reversed.isEmpty()) {
                return new Found(Cause.CORRECTED, reversed);
            }
            var owedBefore = new HashSet<>(courses(was));
            var ranOut = gone.stream()
                    .map(Pass::course)
                    .filter(is.owed()::contains)
                    .distinct()
                    .sorted()
                    .toList();
            if (!ranOut.isEmpty()) {
                return new Found(Cause.EXPIRED, ranOut);
            }
            var more = is.owed().stream()
                    .filter(course -> !owedBefore.contains(course))
                    .toList();
            if (!more.isEmpty()) {
                return new Found(Cause.REQUIREMENT, more);
            }
            return new Found(Cause.EXPIRED, is.owed().isEmpty() ? courses(is) : is.owed());
        }

        private boolean happenedSince(Pass pass) {
            var on = pass.on();
            return on != null && on.isAfter(earlier.head().day());
        }

        private boolean becameKnownSince(Pass pass) {
            return !pass.recordedAt().isBefore(earlier.head().knownBefore());
        }

        private static List<Pass> gained(Line was, Line is) {
            var before = records(was);
            return is.passes().stream()
                    .filter(pass -> !before.contains(pass.record()))
                    .toList();
        }

        private static Set<Long> records(Line line) {
            return line.passes().stream().map(Pass::record).collect(Collectors.toSet());
        }

        private static List<String> courses(Line line) {
            return Stream.concat(line.owed().stream(), line.passes().stream().map(Pass::course))
                    .distinct()
                    .sorted()
                    .toList();
        }

        private static boolean newlyOwed(Line was, Line is) {
            return !fresh(was, is).isEmpty();
        }

        /** The courses of {@code is} that {@code was} had nothing to do with. */
        private static List<String> fresh(Line was, Line is) {
            var old = new HashSet<>(courses(was));
            return courses(is).stream().filter(course -> !old.contains(course)).toList();
        }

        private static boolean owedAnything(SealedReport report, List<Post> posts) {
            var places = new HashMap<Long, Boolean>();
            report.units().forEach(unit -> places.put(unit.division(), true));
            return posts.stream()
                    .anyMatch(post -> report.requirements().stream()
                            .anyMatch(owed -> applies(report, places, owed.division(), owed.duty(), post)));
        }

        private static boolean applies(
                SealedReport report, Map<Long, Boolean> places, long division, Duty duty, Post post) {
            return duty == post.duty() && (!places.containsKey(division) || report.isBelow(post.division(), division));
        }
    }
}
