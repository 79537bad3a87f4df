package cn.mingbai.district.snapshots;

import cn.mingbai.district.snapshots.OutreachReport.Counts;
import cn.mingbai.district.snapshots.OutreachReport.Door;
import cn.mingbai.district.snapshots.OutreachReport.Head;
import cn.mingbai.district.snapshots.OutreachReport.Unit;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.proof.CanonicalFields;
import cn.mingbai.proof.CanonicalText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The canonical text of a sealed report of outreach, in the form of {@link CanonicalText}. Its lines, in this order:
 *
 * <ol>
 *   <li>{@code outreach-snapshot}: the number of this layout, the canonical form's number, then the head: id, campaign, its
 *       name, division, its code and name, day, number, known before, rule version, rule, sealed at, by (id, name),
 *       previous digest
 *   <li>{@code definitions}: the words
 *   <li>{@code unit}, by id: id, parent, code, name, level, households by kind as {@link #counts} writes them, control
 *       total, villages with an outreach worker
 *   <li>{@code door}, by village and household: village, household, number, state, entered on, state since, kinds joined by
 *       commas in their order, told on, informed since, households that joined it
 *   <li>{@code end}: how many units and doors there are
 * </ol>
 */
final class OutreachText {

    /** The number of the layout described here. */
    static final int LAYOUT = 1;

    static final String PURPOSE = "outreach-snapshot";

    private OutreachText() {}

    /** The text to digest. */
    static CanonicalText of(OutreachReport report) {
        var text = new CanonicalText();
        head(text, report.head());
        text.line("definitions", report.head().definitions());
        for (var unit : report.units()) {
            text.line(
                    "unit",
                    unit.division(),
                    unit.parent(),
                    unit.code(),
                    unit.name(),
                    unit.level(),
                    counts(unit.counts()),
                    unit.control(),
                    unit.workers());
        }
        for (var door : report.doors()) {
            text.line(
                    "door",
                    door.village(),
                    door.household(),
                    door.number(),
                    door.state().name(),
                    door.enteredOn(),
                    door.stateSince(),
                    kinds(door.kinds()),
                    door.toldOn(),
                    door.informedSince(),
                    door.joined());
        }
        return text.line("end", report.units().size(), report.doors().size());
    }

    /** The header under the seal: the first line of the text. */
    static String header(Head head) {
        var text = new CanonicalText();
        head(text, head);
        return text.toString();
    }

    private static void head(CanonicalText text, Head head) {
        text.line(
                PURPOSE,
                LAYOUT,
                CanonicalText.FORM,
                head.id(),
                head.campaign(),
                head.campaignName(),
                head.district(),
                head.districtCode(),
                head.districtName(),
                head.day(),
                head.number(),
                head.knownBefore(),
                head.ruleVersion(),
                head.rule(),
                head.sealedAt(),
                head.sealedBy(),
                head.sealedByName(),
                head.previous() == null ? null : head.previous().hex());
    }

    /** Whether a text claims to be one of these. */
    static boolean isOne(String canonical) {
        return canonical.startsWith(PURPOSE + "\t");
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    static OutreachReport parse(String canonical) {
        return CanonicalText.parse(canonical, OutreachText::read, OutreachText::of);
    }

    private static OutreachReport read(List<List<@Nullable String>> lines) {
        var first = new CanonicalFields(lines.getFirst(), PURPOSE).layout(LAYOUT);
        var definitions = new CanonicalFields(lines.get(1), "definitions").text();
        var head = new Head(
                first.number(),
                first.number(),
                first.text(),
                first.number(),
                first.text(),
                first.text(),
                first.day(),
                first.whole(),
                first.instant(),
                first.whole(),
                first.text(),
                definitions,
                first.instant(),
                first.number(),
                first.text(),
                first.digestOrNothing());
        var units = new ArrayList<Unit>();
        var doors = new ArrayList<Door>();
        for (var line : lines.subList(2, lines.size() - 1)) {
            if ("unit".equals(line.getFirst())) {
                units.add(unit(new CanonicalFields(line, "unit")));
            } else {
                doors.add(door(new CanonicalFields(line, "door")));
            }
        }
        return new OutreachReport(head, units, doors);
    }

    private static Unit unit(CanonicalFields fields) {
        return new Unit(
                fields.number(),
                fields.numberOrNothing(),
                fields.text(),
                fields.text(),
                fields.text(),
                parseCounts(fields.text()),
                fields.numberOrNothing(),
                fields.whole());
    }

    private static Door door(CanonicalFields fields) {
        return new Door(
                fields.number(),
                fields.number(),
                fields.text(),
                HouseholdState.valueOf(fields.text()),
                fields.day(),
                fields.day(),
                parseKinds(fields.text()),
                fields.dayOrNothing(),
                fields.dayOrNothing(),
                fields.whole());
    }

    /** Counts as a column keeps them: {@code KIND=number}, joined by blanks, in the order of kinds, none left out. */
    static String counts(Counts counts) {
        return counts.of().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    /** Counts as {@link #counts} wrote them. */
    static Counts parseCounts(String text) {
        var counts = new EnumMap<Kind, Long>(Kind.class);
        for (var part : text.split(" ", -1)) {
            var at = part.indexOf('=');
            if (at < 0) {
                throw new IllegalArgumentException("expected a kind and a number, but got " + part);
            }
            counts.put(Kind.valueOf(part.substring(0, at)), Long.valueOf(part.substring(at + 1)));
        }
        var read = new Counts(counts);
        if (!counts(read).equals(text)) {
            throw new IllegalArgumentException("expected counts in their canonical form");
        }
        return read;
    }

    private static String kinds(Set<Kind> kinds) {
        return kinds.stream().map(Enum::name).collect(Collectors.joining(","));
    }

    private static Set<Kind> parseKinds(String text) {
        var kinds = EnumSet.noneOf(Kind.class);
        for (var kind : text.split(",", -1)) {
            kinds.add(Kind.valueOf(kind));
        }
        return kinds;
    }
}
