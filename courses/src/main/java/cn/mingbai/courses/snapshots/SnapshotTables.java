package cn.mingbai.courses.snapshots;

import cn.mingbai.core.figures.Share;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.core.sealing.SealedSheets;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.snapshots.SealedReport.Line;
import cn.mingbai.courses.snapshots.SealedReport.Pass;
import cn.mingbai.courses.snapshots.SealedReport.Unit;
import cn.mingbai.print.Report;
import cn.mingbai.proof.Digest;
import cn.mingbai.proof.PackedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A sealed report as people read it, in Chinese whatever the reader's language: it is an official paper, and what a file
 * shows must be the same wherever it is verified. Nothing but the report decides what the tables say.
 */
@Component
class SnapshotTables {

    static final Locale LOCALE = Locale.SIMPLIFIED_CHINESE;

    private final Texts texts;

    SnapshotTables(Texts texts) {
        this.texts = texts;
    }

    /** The sheets of the file: people, figures, and the sealed text with digest and seal. */
    List<SheetWriter.NamedTable> sheets(SealedReport report, Digest digest, byte[] seal, String sealedText) {
        return List.of(
                new SheetWriter.NamedTable(word("sheet.people"), people(report)),
                new SheetWriter.NamedTable(word("sheet.figures"), figures(report)),
                SealedSheets.sheet(texts, LOCALE, title(report), digest.hex(), seal, PackedText.pack(sealedText)));
    }

    private SheetTable people(SealedReport report) {
        var rows = new ArrayList<List<? extends @Nullable Object>>();
        var units = SnapshotWords.units(report);
        var number = 0;
        for (var line : inOrder(report)) {
            rows.add(List.of(
                    ++number,
                    places(units, line),
                    line.staffNumber(),
                    line.name(),
                    duties(line),
                    reason(line),
                    yes(line.tookPart()),
                    yes(line.reason() == Reason.MET),
                    yes(line.stillValid()),
                    passes(line),
                    String.join(" ", line.owed())));
        }
        return new SheetTable(
                title(report),
                headings(
                        "number",
                        "unit",
                        "staff-number",
                        "name",
                        "duty",
                        "reason",
                        "took-part",
                        "met",
                        "still-valid",
                        "evidence",
                        "owed"),
                rows,
                footer(report));
    }

    private SheetTable figures(SealedReport report) {
        var rows = new ArrayList<List<? extends @Nullable Object>>();
        for (var unit : SnapshotWords.unitsInOrder(report)) {
            var figures = unit.figures();
            var row = new ArrayList<@Nullable Object>();
            row.add(unit.code());
            row.add(unit.name());
            row.add(figures.counted());
            row.add(figures.tookPart());
            row.add(percent(figures.tookPart(), figures.counted()));
            row.add(figures.met());
            row.add(percent(figures.met(), figures.counted()));
            row.add(figures.stillValid());
            row.add(percent(figures.stillValid(), figures.counted()));
            row.add(figures.everyone());
            row.add(percent(figures.met(), figures.everyone()));
            for (var reason : Reason.values()) {
                if (!reason.counted()) {
                    row.add(figures.count(reason));
                }
            }
            rows.add(row);
        }
        var headings = new ArrayList<>(headings(
                "code",
                "unit",
                "counted",
                "took-part",
                "took-part-share",
                "met",
                "met-share",
                "still-valid",
                "still-valid-share",
                "everyone",
                "everyone-share"));
        for (var reason : Reason.values()) {
            if (!reason.counted()) {
                headings.add(texts.get(LOCALE, "courses.reason." + reason));
            }
        }
        return new SheetTable(title(report), headings, rows, footer(report));
    }

    /** The report on paper. */
    Report paper(SealedReport report, Digest digest, String address) {
        var head = report.head();
        var district = report.district().figures();
        var lead = new ArrayList<String>();
        lead.add(texts.get(LOCALE, "courses.snapshot.paper.day", head.day(), head.number(), known(report)));
        lead.add(texts.get(
                LOCALE,
                "courses.snapshot.paper.figures",
                district.counted(),
                district.tookPart(),
                orWord(percent(district.tookPart(), district.counted())),
                district.met(),
                orWord(percent(district.met(), district.counted())),
                district.stillValid(),
                orWord(percent(district.stillValid(), district.counted()))));
        lead.add(texts.get(
                LOCALE,
                "courses.snapshot.paper.everyone",
                district.everyone(),
                orWord(percent(district.met(), district.everyone()))));
        lead.add(texts.get(LOCALE, "courses.snapshot.paper.roster", district.roster(), excluded(report.district())));
        return new Report(
                title(report),
                lead,
                List.of(paperFigures(report), paperPeople(report)),
                footer(report),
                List.of(
                        texts.get(
                                LOCALE, "courses.snapshot.paper.proof", head.districtName(), head.day(), head.number()),
                        texts.get(LOCALE, "core.sealing.paper.digest", digest.grouped()),
                        texts.get(LOCALE, "core.sealing.paper.check")),
                texts.get(LOCALE, "core.sealing.paper.page"),
                address);
    }

    private Report.Table paperFigures(SealedReport report) {
        return new Report.Table(
                word("sheet.figures"),
                List.of(
                        Report.Column.text(word("column.unit"), 4.6f),
                        Report.Column.number(word("column.counted"), 1.7f),
                        Report.Column.number(word("column.took-part-share"), 1.8f),
                        Report.Column.number(word("column.met"), 1.4f),
                        Report.Column.number(word("column.met-share"), 1.8f),
                        Report.Column.number(word("column.still-valid-share"), 2.3f),
                        Report.Column.number(word("column.everyone-share"), 2.2f),
                        Report.Column.number(word("column.excluded"), 1.7f)),
                SnapshotWords.unitsInOrder(report).stream()
                        .map(unit -> {
                            var figures = unit.figures();
                            return List.of(
                                    unit.name(),
                                    String.valueOf(figures.counted()),
                                    percent(figures.tookPart(), figures.counted()),
                                    String.valueOf(figures.met()),
                                    percent(figures.met(), figures.counted()),
                                    percent(figures.stillValid(), figures.counted()),
                                    percent(figures.met(), figures.everyone()),
                                    String.valueOf(figures.roster() - figures.counted()));
                        })
                        .toList());
    }

    private Report.Table paperPeople(SealedReport report) {
        var rows = new ArrayList<List<String>>();
        var units = SnapshotWords.units(report);
        var number = 0;
        for (var line : inOrder(report)) {
            rows.add(List.of(
                    String.valueOf(++number),
                    places(units, line),
                    line.name(),
                    line.staffNumber(),
                    duties(line),
                    reason(line),
                    yes(line.tookPart()) + "/" + yes(line.stillValid()),
                    evidence(line)));
        }
        return new Report.Table(
                word("sheet.people"),
                List.of(
                        Report.Column.number(word("column.number"), 1.1f),
                        Report.Column.text(word("column.unit"), 2.9f),
                        Report.Column.text(word("column.name"), 1.7f),
                        Report.Column.text(word("column.staff-number"), 1.9f),
                        Report.Column.text(word("column.duty"), 2.2f),
                        Report.Column.text(word("column.reason"), 1.7f),
                        Report.Column.text(word("column.took-part-valid"), 1.6f),
                        Report.Column.text(word("column.evidence"), 5f)),
                rows);
    }

    private String evidence(Line line) {
        var parts = new ArrayList<String>();
        if (!line.passes().isEmpty()) {
            parts.add(passes(line));
        }
        if (!line.owed().isEmpty()) {
            parts.add(texts.get(LOCALE, "courses.people.owes", String.join(" ", line.owed())));
        }
        return String.join(texts.get(LOCALE, "courses.list-semicolon"), parts);
    }

    String title(SealedReport report) {
        return texts.get(LOCALE, "courses.snapshot.paper.title", report.head().districtName());
    }

    private List<String> footer(SealedReport report) {
        var head = report.head();
        var lines = new ArrayList<String>();
        lines.add(texts.get(LOCALE, "core.export.signatures", head.districtName()));
        head.definitions().lines().forEach(line -> lines.add(texts.get(LOCALE, "core.export.definition", line)));
        for (var owed : report.requirements()) {
            lines.add(texts.get(
                    LOCALE,
                    "courses.snapshot.paper.requirement",
                    report.unit(owed.division()).map(Unit::name).orElse(word("above")),
                    texts.get(LOCALE, "core.duty." + owed.duty()),
                    String.join(" ", owed.courses()),
                    owed.basis()));
        }
        lines.add(texts.get(
                LOCALE,
                "courses.snapshot.paper.sealed",
                head.day(),
                SealWords.moment(head.knownBefore()),
                SealWords.moment(head.sealedAt()),
                head.sealedByName(),
                head.ruleVersion(),
                head.previous() == null
                        ? texts.get(LOCALE, "core.sealing.paper.no-previous")
                        : head.previous().grouped()));
        return lines;
    }

    /** Everyone of the district once, by the code of the first unit and the staff number. */
    List<Line> inOrder(SealedReport report) {
        var codes = new HashMap<Long, String>();
        report.units().forEach(unit -> codes.put(unit.division(), unit.code()));
        return report.people(report.head().district()).values().stream()
                .sorted(Comparator.comparing((Line line) -> line.posts().stream()
                                .map(post -> codes.getOrDefault(post.division(), ""))
                                .min(Comparator.naturalOrder())
                                .orElse(""))
                        .thenComparing(Line::staffNumber)
                        .thenComparingLong(Line::person))
                .toList();
    }

    /** Where somebody is posted, each unit once; for one in a village the town before it. */
    String places(Map<Long, Unit> units, Line line) {
        return line.posts().stream()
                .map(post -> {
                    var unit = units.get(post.division());
                    if (unit == null) {
                        return texts.get(LOCALE, "courses.people.unit-unknown");
                    }
                    var parent = unit.parent() == null ? null : units.get(unit.parent());
                    return parent == null || parent.parent() == null ? unit.name() : parent.name() + unit.name();
                })
                .distinct()
                .collect(Collectors.joining(texts.get(LOCALE, "courses.list-comma")));
    }

    private String duties(Line line) {
        return line.posts().stream()
                .map(post -> post.duty() == null ? "?" : texts.get(LOCALE, "core.duty." + post.duty()))
                .distinct()
                .collect(Collectors.joining(texts.get(LOCALE, "courses.list-comma")));
    }

    private String reason(Line line) {
        return texts.get(LOCALE, "courses.reason." + line.reason());
    }

    private String passes(Line line) {
        return line.passes().stream()
                .map(this::pass)
                .collect(Collectors.joining(texts.get(LOCALE, "courses.list-semicolon")));
    }

    private String pass(Pass pass) {
        return texts.get(
                LOCALE,
                "courses.snapshot.paper.pass",
                pass.course(),
                pass.on() == null ? "" : pass.on(),
                pass.record(),
                pass.evidence());
    }

    private String excluded(Unit unit) {
        var parts = new ArrayList<String>();
        for (var reason : Reason.values()) {
            if (!reason.counted() && unit.figures().count(reason) > 0) {
                parts.add(texts.get(
                        LOCALE,
                        "courses.rate.part",
                        texts.get(LOCALE, "courses.reason." + reason),
                        unit.figures().count(reason)));
            }
        }
        return parts.isEmpty()
                ? word("paper.nobody-excluded")
                : String.join(texts.get(LOCALE, "courses.list-comma"), parts);
    }

    private static String percent(int count, int of) {
        return new Share(count, of).percent();
    }

    private String orWord(String percent) {
        return percent.isEmpty() ? texts.get(LOCALE, "courses.rate.nobody-due") : percent;
    }

    private String known(SealedReport report) {
        return SealWords.moment(report.head().knownBefore());
    }

    private String yes(boolean yes) {
        return word(yes ? "yes" : "no");
    }

    private String word(String key) {
        return texts.get(LOCALE, "courses.snapshot." + key);
    }

    private List<String> headings(String... keys) {
        return java.util.Arrays.stream(keys).map(key -> word("column." + key)).toList();
    }
}
