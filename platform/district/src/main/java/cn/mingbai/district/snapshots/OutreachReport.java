package cn.mingbai.district.snapshots;

import cn.mingbai.core.sealing.NumberedReport;
import cn.mingbai.core.sealing.SealedUnit;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.proof.Digest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed: the households of a campaign on a day, as known before an instant, door by door by number and state, with
 * the figures that they give. No name and no phone, so that it can be verified when these are destroyed.
 *
 * @param head which report it is
 * @param units the campaign's division, and of the units below it the villages with the units between, by their ids
 * @param doors the households of the villages, by village and household
 */
public record OutreachReport(Head head, List<Unit> units, List<Door> doors) {

    public OutreachReport {
        units = units.stream().sorted(Comparator.comparingLong(Unit::division)).toList();
        doors = doors.stream()
                .sorted(Comparator.comparingLong(Door::village).thenComparingLong(Door::household))
                .toList();
    }

    /**
     * Which report it is.
     *
     * @param id its number in the database
     * @param district the campaign's division
     * @param number the how-manieth of this campaign and day, from 1
     * @param knownBefore facts recorded before this instant were known
     * @param ruleVersion the version of the rules by which households count
     * @param rule the campaign's own rule (口径) and the policy version in force, in words and digits that never change
     * @param definitions what the figures mean, in words
     * @param previous the digest of the report that was sealed of this campaign before this one
     */
    public record Head(
            long id,
            long campaign,
            String campaignName,
            long district,
            String districtCode,
            String districtName,
            LocalDate day,
            int number,
            Instant knownBefore,
            int ruleVersion,
            String rule,
            String definitions,
            Instant sealedAt,
            long sealedBy,
            String sealedByName,
            @Nullable Digest previous)
            implements NumberedReport {}

    /**
     * A unit with its figures.
     *
     * @param parent the unit above, or null for the campaign's division
     * @param level its level's name
     * @param control 对照户数, summed over the villages that have one; null when none has
     * @param workers how many of its villages had an outreach worker A on the day
     */
    public record Unit(
            long division,
            @Nullable Long parent,
            String code,
            String name,
            String level,
            Counts counts,
            @Nullable Long control,
            int workers)
            implements SealedUnit {}

    /** How many households count as what; every kind has an entry. */
    public record Counts(Map<Kind, Long> of) {

        /** No household. */
        static final Counts NONE = new Counts(Map.of());

        public Counts {
            var complete = new EnumMap<Kind, Long>(Kind.class);
            for (var kind : Kind.values()) {
                complete.put(kind, of.getOrDefault(kind, 0L));
            }
            of = Collections.unmodifiableMap(complete);
        }

        static Counts ofDoors(Iterable<Door> doors) {
            var counts = new EnumMap<Kind, Long>(Kind.class);
            doors.forEach(door -> door.kinds().forEach(kind -> counts.merge(kind, 1L, Long::sum)));
            return new Counts(counts);
        }

        Counts plus(Counts other) {
            var sum = new EnumMap<Kind, Long>(Kind.class);
            of.forEach((kind, count) -> sum.put(kind, count + other.get(kind)));
            return new Counts(sum);
        }

        /** How many count as this. */
        public long get(Kind kind) {
            return of.getOrDefault(kind, 0L);
        }

        /** 应访 and what is excluded: the ledger. */
        public long ledger() {
            return get(Kind.DUE) + excluded();
        }

        /** How many are not due, for whatever reason. */
        public long excluded() {
            return of.entrySet().stream()
                    .filter(entry -> entry.getKey().excluded())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /**
     * A household.
     *
     * @param number its number with the check character, as it was on the day
     * @param enteredOn since when it is in a ledger
     * @param stateSince since when it has this state
     * @param kinds what it counts as
     * @param toldOn the day of the telling under which it counts as reached, or null
     * @param informedSince since when the newest statement on its informed member holds, or null
     * @param joined how many households have become part of it
     */
    public record Door(
            long village,
            long household,
            String number,
            HouseholdState state,
            LocalDate enteredOn,
            LocalDate stateSince,
            Set<Kind> kinds,
            @Nullable LocalDate toldOn,
            @Nullable LocalDate informedSince,
            int joined) {

        public Door {
            var sorted = EnumSet.noneOf(Kind.class);
            sorted.addAll(kinds);
            kinds = Collections.unmodifiableSet(sorted);
        }

        /** In which way it was reached, or why it is not due, or that it is still to be reached. */
        public Kind standing() {
            return kinds.stream()
                    .filter(kind -> kind.way() || kind.excluded())
                    .findFirst()
                    .orElse(kinds.contains(Kind.REACHED) ? Kind.REACHED : Kind.DUE);
        }
    }

    /** The unit of this id. */
    public Optional<Unit> unit(long division) {
        return units.stream().filter(unit -> unit.division() == division).findFirst();
    }

    /** The campaign's division itself. */
    public Unit whole() {
        return unit(head.district())
                .orElseThrow(() -> new IllegalStateException("expected the campaign's division among the units"));
    }

    /** The villages, in code order. */
    public List<Unit> villages() {
        var parents = new HashSet<Long>();
        units.forEach(unit -> {
            if (unit.parent() != null) {
                parents.add(unit.parent());
            }
        });
        return inOrder().stream()
                .filter(unit -> unit.parent() != null && !parents.contains(unit.division()))
                .toList();
    }

    /** All units in code order. */
    public List<Unit> inOrder() {
        return SealedUnit.inOrder(units);
    }

    /** The households of a unit and everything below it, by their ids. */
    public Map<Long, Door> doors(long division) {
        var villages = below(division);
        var found = new TreeMap<Long, Door>();
        doors.stream()
                .filter(door -> villages.contains(door.village()))
                .forEach(door -> found.put(door.household(), door));
        return found;
    }

    /** The figures that the doors give for a unit; those kept with the unit must equal them. */
    public Counts counts(long division) {
        return Counts.ofDoors(doors(division).values());
    }

    /** The unit and everything below it. */
    private Set<Long> below(long top) {
        var children = new HashMap<Long, List<Long>>();
        for (var unit : units) {
            if (unit.parent() != null) {
                children.computeIfAbsent(unit.parent(), key -> new ArrayList<>())
                        .add(unit.division());
            }
        }
        var found = new HashSet<Long>();
        var open = new ArrayList<Long>(List.of(top));
        while (!open.isEmpty()) {
            var unit = open.removeLast();
            if (found.add(unit)) {
                open.addAll(children.getOrDefault(unit, List.of()));
            }
        }
        return found;
    }
}
