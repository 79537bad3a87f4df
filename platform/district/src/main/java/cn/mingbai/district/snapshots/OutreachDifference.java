package cn.mingbai.district.snapshots;

import cn.mingbai.district.snapshots.OutreachReport.Counts;
import cn.mingbai.district.snapshots.OutreachReport.Door;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Why the figures of a unit differ between two sealed reports of outreach: every household whose door changed, each once,
 * with one cause and what it does to the figures. The sum of all effects is the difference of the figures, because both are
 * counted from the same doors.
 *
 * @param unit the unit's division
 * @param before the figures that the earlier report's doors give
 * @param after the figures that the later report's doors give
 * @param changes the households, in the order of causes, villages and numbers
 */
public record OutreachDifference(long unit, Counts before, Counts after, List<Change> changes) {

    /** Why a door changed. */
    public enum Cause {
        /** Entered a ledger since: a new household, one that split off, or one that came from elsewhere. */
        JOINED,
        /** Is in no ledger of the campaign's villages any more. */
        LEFT,
        /** Belongs to another village than before. */
        MOVED,
        /** Its village was or is counted by another campaign, or not at all. */
        SCOPE,
        /** Became part of another household, took one in, or that was undone. */
        MERGED,
        /** Its state is another one, from a day after the earlier report's. */
        STATE,
        /** The campaign's rule speaks of it otherwise: its kind of household, or the rule itself, was changed. */
        BASIS,
        /** Reached, or reached in a nearer way, after the earlier report's day. */
        REACHED,
        /** Another statement on its informed member, from a day after the earlier report's. */
        INFORMED,
        /** Another policy version is in force: who knew the old one has yet to know the new one. */
        POLICY,
        /** What was known of the time before was wrong or missing: a late record, one taken back, one put right. */
        CORRECTED,
        /** None of these; the two doors are shown side by side. */
        OTHER
    }

    /** What is counted. */
    public enum Counted {
        /** In the ledger: due and excluded. */
        LEDGER(door -> true),
        /** 应访. */
        DUE(door -> door.kinds().contains(Kind.DUE)),
        /** 到户. */
        REACHED(door -> door.kinds().contains(Kind.REACHED)),
        /** 明白人, by any evidence. */
        NAMED(door -> door.kinds().contains(Kind.NAMED)),
        /** 明白人, confirmed or checked. */
        CONFIRMED(door -> door.kinds().contains(Kind.CONFIRMED));

        private final Predicate<Door> rule;

        Counted(Predicate<Door> rule) {
            this.rule = rule;
        }

        int of(@Nullable Door door) {
            return door != null && rule.test(door) ? 1 : 0;
        }

        /** The figure of a unit. */
        public long of(Counts counts) {
            return switch (this) {
                case LEDGER -> counts.ledger();
                case DUE -> counts.get(Kind.DUE);
                case REACHED -> counts.get(Kind.REACHED);
                case NAMED -> counts.get(Kind.NAMED);
                case CONFIRMED -> counts.get(Kind.CONFIRMED);
            };
        }
    }

    /**
     * A household whose door changed.
     *
     * @param before the door in the earlier report at the unit, or null
     * @param after the door in the later one, or null
     * @param elsewhere for one that moved into or out of the unit, the door of the other report at the other village
     */
    public record Change(
            long household,
            Cause cause,
            @Nullable Door before,
            @Nullable Door after,
            @Nullable Door elsewhere) {

        /** What it does to a figure: −1, 0 or 1. */
        public int effect(Counted counted) {
            return counted.of(after) - counted.of(before);
        }

        /** What it does to one kind: −1, 0 or 1. */
        int effect(Kind kind) {
            return (after != null && after.kinds().contains(kind) ? 1 : 0)
                    - (before != null && before.kinds().contains(kind) ? 1 : 0);
        }

        /** The door to name the household by. */
        public Door door() {
            var door = after != null ? after : before;
            if (door == null) {
                throw new IllegalStateException("expected a door before or after");
            }
            return door;
        }
    }

    /** How much each cause does to a figure; causes without a household are left out. */
    public Map<Cause, Integer> effects(Counted counted) {
        var effects = new EnumMap<Cause, Integer>(Cause.class);
        changes.forEach(change -> effects.merge(change.cause(), change.effect(counted), Integer::sum));
        return Collections.unmodifiableMap(effects);
    }

    /** The later figure less the earlier one. */
    public long difference(Counted counted) {
        return counted.of(after) - counted.of(before);
    }

    /** Compares two reports of the same campaign at one of its units. */
    static OutreachDifference between(OutreachReport earlier, OutreachReport later, long unit) {
        return new Comparison(earlier, later, unit).compare();
    }

    private static final class Comparison {

        private final OutreachReport earlier;
        private final OutreachReport later;
        private final long unit;
        private final Map<Long, Door> before;
        private final Map<Long, Door> after;
        private final Map<Long, Door> beforeAnywhere = new TreeMap<>();
        private final Map<Long, Door> afterAnywhere = new TreeMap<>();
        private final boolean otherRule;
        private final boolean otherPolicy;

        Comparison(OutreachReport earlier, OutreachReport later, long unit) {
            this.earlier = earlier;
            this.later = later;
            this.unit = unit;
            before = earlier.doors(unit);
            after = later.doors(unit);
            earlier.doors().forEach(door -> beforeAnywhere.put(door.household(), door));
            later.doors().forEach(door -> afterAnywhere.put(door.household(), door));
            otherPolicy = !policy(earlier).equals(policy(later));
            otherRule = !withoutPolicy(earlier).equals(withoutPolicy(later))
                    || earlier.head().ruleVersion() != later.head().ruleVersion();
        }

        private static String policy(OutreachReport report) {
            var rule = report.head().rule();
            return rule.substring(Math.max(0, rule.lastIndexOf(' ')));
        }

        private static String withoutPolicy(OutreachReport report) {
            var rule = report.head().rule();
            return rule.substring(0, Math.max(0, rule.lastIndexOf(' ')));
        }

        OutreachDifference compare() {
            var changes = new ArrayList<Change>();
            var households = new TreeSet<>(before.keySet());
            households.addAll(after.keySet());
            for (var household : households) {
                var was = before.get(household);
                var is = after.get(household);
                var change = was == null && is != null
                        ? appeared(household, is)
                        : was != null && is == null
                                ? vanished(household, was)
                                : was != null && is != null ? both(household, was, is) : null;
                if (change != null) {
                    changes.add(change);
                }
            }
            changes.sort(Comparator.comparing(Change::cause)
                    .thenComparingLong(change -> change.door().village())
                    .thenComparing(change -> change.door().number())
                    .thenComparingLong(Change::household));
            return new OutreachDifference(
                    unit, Counts.ofDoors(before.values()), Counts.ofDoors(after.values()), List.copyOf(changes));
        }

        private Change appeared(long household, Door is) {
            var elsewhere = beforeAnywhere.get(household);
            if (elsewhere != null) {
                return new Change(household, Cause.MOVED, null, is, elsewhere);
            }
            if (earlier.unit(is.village()).isEmpty()) {
                return new Change(household, Cause.SCOPE, null, is, null);
            }
            return new Change(household, happened(is.enteredOn()) ? Cause.JOINED : Cause.CORRECTED, null, is, null);
        }

        private Change vanished(long household, Door was) {
            var elsewhere = afterAnywhere.get(household);
            if (elsewhere != null) {
                return new Change(household, Cause.MOVED, was, null, elsewhere);
            }
            return new Change(
                    household, later.unit(was.village()).isEmpty() ? Cause.SCOPE : Cause.LEFT, was, null, null);
        }

        private @Nullable Change both(long household, Door was, Door is) {
            var sameCount = was.kinds().equals(is.kinds());
            if (sameCount && was.state() == is.state()) {
                return was.village() == is.village() ? null : new Change(household, Cause.MOVED, was, is, null);
            }
            return new Change(household, cause(was, is), was, is, null);
        }

        private Cause cause(Door was, Door is) {
            if (was.state() != is.state()) {
                if (was.state() == HouseholdState.MERGED || is.state() == HouseholdState.MERGED) {
                    return Cause.MERGED;
                }
                return happened(is.stateSince()) ? Cause.STATE : Cause.CORRECTED;
            }
            if (was.joined() != is.joined()) {
                return Cause.MERGED;
            }
            if (differ(was, is, Kind.DUE)
                    || was.kinds().stream().anyMatch(kind -> kind.excluded() && differ(was, is, kind))) {
                return Cause.BASIS;
            }
            if (was.standing() != is.standing()) {
                var told = is.toldOn();
                if (told != null && happened(told)) {
                    return Cause.REACHED;
                }
                return otherRule ? Cause.BASIS : Cause.CORRECTED;
            }
            return informed(was, is);
        }

        /** Only what is known of the informed member differs. */
        private Cause informed(Door was, Door is) {
            var since = is.informedSince();
            if (since != null && happened(since)) {
                return Cause.INFORMED;
            }
            if (otherPolicy) {
                return Cause.POLICY;
            }
            return was.kinds().equals(is.kinds()) ? Cause.OTHER : Cause.CORRECTED;
        }

        private static boolean differ(Door was, Door is, Kind kind) {
            return was.kinds().contains(kind) != is.kinds().contains(kind);
        }

        private boolean happened(LocalDate day) {
            return day.isAfter(earlier.head().day());
        }
    }
}
