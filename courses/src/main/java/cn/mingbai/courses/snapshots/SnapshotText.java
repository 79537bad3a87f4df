package cn.mingbai.courses.snapshots;

import cn.mingbai.core.people.Duty;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.requirements.Requirement;
import cn.mingbai.courses.snapshots.SealedReport.Figures;
import cn.mingbai.courses.snapshots.SealedReport.Head;
import cn.mingbai.courses.snapshots.SealedReport.Line;
import cn.mingbai.courses.snapshots.SealedReport.Owed;
import cn.mingbai.courses.snapshots.SealedReport.Pass;
import cn.mingbai.courses.snapshots.SealedReport.Post;
import cn.mingbai.courses.snapshots.SealedReport.Unit;
import cn.mingbai.proof.CanonicalFields;
import cn.mingbai.proof.CanonicalText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The canonical text of a sealed report, in the form of {@link CanonicalText}. Its lines, in this order:
 *
 * <ol>
 *   <li>{@code rate-snapshot}: the number of this layout, the canonical form's number, then the head: id, district, its
 *       code and name, day, number, known before, rule version, sealed at, by (id, name), previous digest
 *   <li>{@code definitions}: the words
 *   <li>{@code unit}, by id: id, parent, code, name, level, persons by reason in the order MET, NOT_MET, NEW_IN_GRACE,
 *       EXEMPT, LONG_LEAVE, LEFT, DATA_INCOMPLETE, took part, still valid, without requirement
 *   <li>{@code requirement}, by id: id, division, duty, courses, rule, basis
 *   <li>{@code line}, by unit and person: unit, person, staff number, name, posts, reason, took part, still valid,
 *       overdue, passes, owed. Posts and passes are canonical texts of their own
 *   <li>{@code end}: how many units, requirements and lines there are
 * </ol>
 */
final class SnapshotText {

    /** The number of the layout described here. */
    static final int LAYOUT = 1;

    static final String PURPOSE = "rate-snapshot";

    private static final List<Reason> REASONS = List.of(
            Reason.MET,
            Reason.NOT_MET,
            Reason.NEW_IN_GRACE,
            Reason.EXEMPT,
            Reason.LONG_LEAVE,
            Reason.LEFT,
            Reason.DATA_INCOMPLETE);

    private SnapshotText() {}

    /** The text to digest. */
    static CanonicalText of(SealedReport report) {
        var text = new CanonicalText();
        head(text, report.head());
        text.line("definitions", report.head().definitions());
        for (var unit : report.units()) {
            var fields = new ArrayList<@Nullable Object>();
            fields.add(unit.division());
            fields.add(unit.parent());
            fields.add(unit.code());
            fields.add(unit.name());
            fields.add(unit.level());
            REASONS.forEach(reason -> fields.add(unit.figures().count(reason)));
            fields.add(unit.figures().tookPart());
            fields.add(unit.figures().stillValid());
            fields.add(unit.figures().withoutRequirement());
            text.line("unit", fields.toArray());
        }
        for (var owed : report.requirements()) {
            text.line(
                    "requirement",
                    owed.requirement(),
                    owed.division(),
                    owed.duty().name(),
                    joined(owed.courses()),
                    owed.rule(),
                    owed.basis());
        }
        for (var line : report.lines()) {
            text.line(
                    "line",
                    line.unit(),
                    line.person(),
                    line.staffNumber(),
                    line.name(),
                    posts(line.posts()),
                    line.reason().name(),
                    line.tookPart(),
                    line.stillValid(),
                    line.overdue(),
                    passes(line.passes()),
                    joined(line.owed()));
        }
        return text.line(
                "end",
                report.units().size(),
                report.requirements().size(),
                report.lines().size());
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
                head.district(),
                head.districtCode(),
                head.districtName(),
                head.day(),
                head.number(),
                head.knownBefore(),
                head.ruleVersion(),
                head.sealedAt(),
                head.sealedBy(),
                head.sealedByName(),
                head.previous() == null ? null : head.previous().hex());
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    static SealedReport parse(String canonical) {
        return CanonicalText.parse(canonical, SnapshotText::read, SnapshotText::of);
    }

    private static SealedReport read(List<List<@Nullable String>> lines) {
        var first = new CanonicalFields(lines.getFirst(), PURPOSE).layout(LAYOUT);
        var definitions = new CanonicalFields(lines.get(1), "definitions").text();
        var head = new Head(
                first.number(),
                first.number(),
                first.text(),
                first.text(),
                first.day(),
                first.whole(),
                first.instant(),
                first.whole(),
                definitions,
                first.instant(),
                first.number(),
                first.text(),
                first.digestOrNothing());
        var units = new ArrayList<Unit>();
        var owed = new ArrayList<Owed>();
        var people = new ArrayList<Line>();
        for (var line : lines.subList(2, lines.size() - 1)) {
            switch (String.valueOf(line.getFirst())) {
                case "unit" -> units.add(unit(new CanonicalFields(line, "unit")));
                case "requirement" -> owed.add(owed(new CanonicalFields(line, "requirement")));
                default -> people.add(line(new CanonicalFields(line, "line")));
            }
        }
        return new SealedReport(head, units, owed, people);
    }

    private static Unit unit(CanonicalFields fields) {
        return new Unit(
                fields.number(),
                fields.numberOrNothing(),
                fields.text(),
                fields.text(),
                fields.text(),
                new Figures(counts(fields), fields.whole(), fields.whole(), fields.whole()));
    }

    private static EnumMap<Reason, Integer> counts(CanonicalFields fields) {
        var counts = new EnumMap<Reason, Integer>(Reason.class);
        REASONS.forEach(reason -> counts.put(reason, fields.whole()));
        return counts;
    }

    private static Owed owed(CanonicalFields fields) {
        return new Owed(
                fields.number(),
                fields.number(),
                Duty.valueOf(fields.text()),
                parted(fields.text()),
                fields.text(),
                fields.text());
    }

    private static Line line(CanonicalFields fields) {
        return new Line(
                fields.number(),
                fields.number(),
                fields.text(),
                fields.text(),
                parsePosts(fields.text()),
                Reason.valueOf(fields.text()),
                fields.yes(),
                fields.yes(),
                fields.yes(),
                parsePasses(fields.text()),
                parted(fields.text()));
    }

    /** Postings as a column keeps them. */
    static String posts(List<Post> posts) {
        var text = new CanonicalText();
        posts.forEach(post -> text.line(
                "post",
                post.division(),
                post.duty() == null ? null : post.duty().name(),
                post.from(),
                post.to()));
        return text.toString();
    }

    /** Postings as {@link #posts} wrote them. */
    static List<Post> parsePosts(String text) {
        return CanonicalText.parse(text).stream()
                .map(line -> new CanonicalFields(line, "post"))
                .map(fields -> {
                    var division = fields.number();
                    var duty = fields.any();
                    return new Post(division, duty == null ? null : Duty.valueOf(duty), fields.day(), fields.day());
                })
                .toList();
    }

    /** Passes as a column keeps them. */
    static String passes(List<Pass> passes) {
        var text = new CanonicalText();
        passes.forEach(pass -> text.line(
                "pass", pass.course(), pass.on(), pass.score(), pass.record(), pass.evidence(), pass.recordedAt()));
        return text.toString();
    }

    /** Passes as {@link #passes} wrote them. */
    static List<Pass> parsePasses(String text) {
        return CanonicalText.parse(text).stream()
                .map(line -> new CanonicalFields(line, "pass"))
                .map(fields -> {
                    var course = fields.text();
                    var on = fields.dayOrNothing();
                    var score = fields.any();
                    return new Pass(
                            course,
                            on,
                            score == null ? null : Integer.valueOf(score),
                            fields.number(),
                            fields.text(),
                            fields.instant());
                })
                .toList();
    }

    /** Codes as a column keeps them, joined by commas. */
    static String joined(List<String> codes) {
        return String.join(",", codes);
    }

    /** Codes as {@link #joined} wrote them. */
    static List<String> parted(String codes) {
        return codes.isEmpty() ? List.of() : List.of(codes.split(",", -1));
    }

    /** The terms of a requirement in one text, words and digits only. */
    static String rule(Requirement requirement) {
        var lessons = new StringBuilder();
        new TreeMap<>(requirement.lessons())
                .forEach((course, picked) -> lessons.append(lessons.isEmpty() ? "" : ";")
                        .append(course)
                        .append(':')
                        .append(String.join(",", picked)));
        return "window=" + requirement.window() + " months=" + requirement.windowMonths() + " carry="
                + requirement.carryMonths() + " met=" + requirement.metBy() + " from=" + requirement.from() + " to="
                + requirement.to() + " due=" + requirement.due() + " grace=" + requirement.graceDays() + " lessons="
                + lessons;
    }
}
