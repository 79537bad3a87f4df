package cn.mingbai.courses.snapshots;

import cn.mingbai.core.people.Duty;
import cn.mingbai.core.sealing.NumberedReport;
import cn.mingbai.core.sealing.SealedUnit;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.proof.Digest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed: the training roster of a district on a day, as known before an instant, with the figures it gives.
 *
 * @param head which report it is
 * @param units the district and everything below it on the day, in the order of their ids
 * @param requirements what was owed on the day, in the order of their ids
 * @param lines the people, in the order of unit and person ids; whoever has postings in several units has a line in each,
 *     and one in the lowest unit above them, where all that they owe is judged together
 */
public record SealedReport(Head head, List<Unit> units, List<Owed> requirements, List<Line> lines) {

    public SealedReport {
        units = units.stream().sorted(Comparator.comparingLong(Unit::division)).toList();
        requirements = requirements.stream()
                .sorted(Comparator.comparingLong(Owed::requirement))
                .toList();
        lines = lines.stream()
                .sorted(Comparator.comparingLong(Line::unit).thenComparingLong(Line::person))
                .toList();
    }

    /**
     * Which report it is.
     *
     * @param id its number in the database
     * @param number the how-manieth of this district and day, from 1
     * @param knownBefore facts recorded before this instant were known
     * @param ruleVersion the version of the rules by which people count
     * @param definitions what the figures mean, in words
     * @param previous the digest of the report that the district sealed before this one
     */
    public record Head(
            long id,
            long district,
            String districtCode,
            String districtName,
            LocalDate day,
            int number,
            Instant knownBefore,
            int ruleVersion,
            String definitions,
            Instant sealedAt,
            long sealedBy,
            String sealedByName,
            @Nullable Digest previous)
            implements NumberedReport {}

    /**
     * A unit.
     *
     * @param parent the unit above, or null for the district
     * @param level its level's name
     */
    public record Unit(long division, @Nullable Long parent, String code, String name, String level, Figures figures)
            implements SealedUnit {}

    /**
     * Distinct persons of a unit and everything below it.
     *
     * @param counts the persons by reason; every reason has an entry
     * @param tookPart of the counted, who had taken part
     * @param stillValid of the counted, whose training still held
     * @param withoutRequirement persons posted there who owed nothing, and are not on the roster
     */
    public record Figures(Map<Reason, Integer> counts, int tookPart, int stillValid, int withoutRequirement) {

        public Figures {
            var complete = new TreeMap<Reason, Integer>();
            for (var reason : Reason.values()) {
                complete.put(reason, counts.getOrDefault(reason, 0));
            }
            counts = java.util.Collections.unmodifiableMap(complete);
        }

        static Figures of(Iterable<Line> lines, int withoutRequirement) {
            var counts = new TreeMap<Reason, Integer>();
            var tookPart = 0;
            var stillValid = 0;
            for (var line : lines) {
                counts.merge(line.reason(), 1, Integer::sum);
                tookPart += line.reason().counted() && line.tookPart() ? 1 : 0;
                stillValid += line.reason().counted() && line.stillValid() ? 1 : 0;
            }
            return new Figures(counts, tookPart, stillValid, withoutRequirement);
        }

        /** How many persons have this reason. */
        public int count(Reason reason) {
            return counts.getOrDefault(reason, 0);
        }

        /** Everyone on the roster. */
        public int roster() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** The denominator by rule (规定口径). */
        public int counted() {
            return counts.entrySet().stream()
                    .filter(entry -> entry.getKey().counted())
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }

        /** The denominator of everyone (全员口径). */
        public int everyone() {
            return counts.entrySet().stream()
                    .filter(entry -> entry.getKey().posted())
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }

        /** Who had met all of it (合格). */
        public int met() {
            return count(Reason.MET);
        }
    }

    /**
     * A requirement that was in force.
     *
     * @param rule window, days and lessons, in the form of {@link SnapshotText#rule}
     */
    public record Owed(long requirement, long division, Duty duty, List<String> courses, String rule, String basis) {}

    /**
     * A person at a unit.
     *
     * @param unit the division
     * @param owed the courses that were owed and not met, in order
     */
    public record Line(
            long unit,
            long person,
            String staffNumber,
            String name,
            List<Post> posts,
            Reason reason,
            boolean tookPart,
            boolean stillValid,
            boolean overdue,
            List<Pass> passes,
            List<String> owed) {}

    /** A posting that was looked at, [from, to); a duty that was unknown is null. */
    public record Post(long division, @Nullable Duty duty, LocalDate from, LocalDate to) {}

    /**
     * A pass that counted.
     *
     * @param record the number of the training record
     * @param evidence what proves it
     */
    public record Pass(
            String course,
            @Nullable LocalDate on,
            @Nullable Integer score,
            long record,
            String evidence,
            Instant recordedAt) {}

    /** The unit of this id. */
    public java.util.Optional<Unit> unit(long division) {
        return units.stream().filter(unit -> unit.division() == division).findFirst();
    }

    /** The district itself. */
    public Unit district() {
        return unit(head.district())
                .orElseThrow(() -> new IllegalStateException("expected the district among the units"));
    }

    /** The people of a unit and everything below it, each once: the line of the highest unit that judged them. */
    public Map<Long, Line> people(long division) {
        var depths = depthsBelow(division);
        var found = new TreeMap<Long, Line>();
        for (var line : lines) {
            var depth = depths.get(line.unit());
            if (depth == null) {
                continue;
            }
            found.merge(line.person(), line, (one, other) -> depths.getOrDefault(one.unit(), 0) <= depth ? one : other);
        }
        return found;
    }

    /** The figures that the lines give for a unit; those kept with the unit must equal them. */
    public Figures figures(long division) {
        var without =
                unit(division).map(unit -> unit.figures().withoutRequirement()).orElse(0);
        return Figures.of(people(division).values(), without);
    }

    /** How far below {@code top} each of its units lies, itself 0. */
    private Map<Long, Integer> depthsBelow(long top) {
        var children = new HashMap<Long, List<Long>>();
        for (var unit : units) {
            if (unit.parent() != null) {
                children.computeIfAbsent(unit.parent(), key -> new ArrayList<>())
                        .add(unit.division());
            }
        }
        var depths = new HashMap<Long, Integer>();
        var level = List.of(top);
        for (var depth = 0; !level.isEmpty(); depth++) {
            var next = new ArrayList<Long>();
            for (var unit : level) {
                if (depths.putIfAbsent(unit, depth) == null) {
                    next.addAll(children.getOrDefault(unit, List.of()));
                }
            }
            level = next;
        }
        return depths;
    }

    /** Whether {@code division} is {@code top} or lies below it; a unit that the report does not have lies nowhere. */
    boolean isBelow(long division, long top) {
        var at = unit(division);
        while (at.isPresent()) {
            if (at.get().division() == top) {
                return true;
            }
            at = at.map(Unit::parent).flatMap(this::unit);
        }
        return false;
    }
}
