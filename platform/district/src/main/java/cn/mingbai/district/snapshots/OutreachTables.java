package cn.mingbai.district.snapshots;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.core.sealing.SealedSheets;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter.NamedTable;
import cn.mingbai.district.snapshots.OutreachReport.Counts;
import cn.mingbai.district.snapshots.OutreachReport.Door;
import cn.mingbai.district.snapshots.OutreachReport.Unit;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.print.Report;
import cn.mingbai.print.Report.Column;
import cn.mingbai.proof.Digest;
import cn.mingbai.proof.PackedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A sealed report of outreach as people read it, in Chinese whatever the reader's language: it is an official paper, and what
 * a file shows must be the same wherever it is verified. Nothing but the report decides what the tables say.
 */
@Component
class OutreachTables {

    private static final Locale LOCALE = Locale.SIMPLIFIED_CHINESE;

    /** A row of the printed list of doors is never taller than a page. */
    private static final int NUMBERS_A_ROW = 150;

    private static final List<Kind> EXCLUDED =
            List.of(Kind.OUTSIDE_BASIS, Kind.EMPTY, Kind.AWAY, Kind.DEMOLISHED, Kind.MERGED);

    private final Texts texts;

    OutreachTables(Texts texts) {
        this.texts = texts;
    }

    /** The sheets of the file: doors, figures, and the sealed text with digest and seal. */
    List<NamedTable> sheets(OutreachReport report, Digest digest, byte[] seal, String sealedText) {
        return List.of(
                new NamedTable(word("sheet.doors"), doors(report)),
                new NamedTable(word("sheet.figures"), figures(report)),
                SealedSheets.sheet(texts, LOCALE, title(report), digest.hex(), seal, PackedText.pack(sealedText)));
    }

    private SheetTable doors(OutreachReport report) {
        var rows = new ArrayList<List<? extends @Nullable Object>>();
        var byVillage = byVillage(report);
        for (var village : report.villages()) {
            for (var door : byVillage.getOrDefault(village.division(), List.of())) {
                var row = new ArrayList<@Nullable Object>();
                row.add(rows.size() + 1);
                row.add(place(report, village));
                row.add(door.number());
                row.add(texts.get(LOCALE, "households.state." + door.state()));
                row.add(standing(door));
                row.add(door.toldOn());
                row.add(informed(door));
                rows.add(row);
            }
        }
        return new SheetTable(
                title(report),
                headings("number", "village", "household", "state", "standing", "told-on", "informed"),
                rows,
                footer(report));
    }

    private SheetTable figures(OutreachReport report) {
        var rows = new ArrayList<List<? extends @Nullable Object>>();
        for (var unit : report.inOrder()) {
            var counts = unit.counts();
            var row = new ArrayList<@Nullable Object>();
            row.add(unit.code());
            row.add(unit.name());
            row.add(counts.ledger());
            row.add(unit.control());
            row.add(counts.get(Kind.DUE));
            row.add(counts.get(Kind.REACHED));
            row.add(shareOrWord(counts, Kind.REACHED));
            row.add(counts.get(Kind.REACHED_IN_PERSON));
            row.add(counts.get(Kind.REACHED_MEETING));
            row.add(counts.get(Kind.REACHED_PHONE));
            row.add(counts.get(Kind.NAMED));
            row.add(shareOrWord(counts, Kind.NAMED));
            row.add(counts.get(Kind.CONFIRMED));
            row.add(counts.get(Kind.CHECKED));
            EXCLUDED.forEach(kind -> row.add(counts.get(kind)));
            row.add(unit.workers());
            rows.add(row);
        }
        var headings = new ArrayList<>(headings(
                "code",
                "unit",
                "ledger",
                "control",
                "due",
                "reached",
                "reached-share",
                "in-person",
                "meeting",
                "phone",
                "named",
                "named-share",
                "confirmed",
                "checked"));
        EXCLUDED.forEach(kind -> headings.add(texts.get(LOCALE, "households.excluded." + kind)));
        headings.add(word("column.workers"));
        return new SheetTable(title(report), headings, rows, footer(report));
    }

    /** The report on paper: figures by unit, then of each village the numbers of its doors by how they stand. */
    Report paper(OutreachReport report, Digest digest, String address) {
        var head = report.head();
        var counts = report.whole().counts();
        var lead = List.of(
                texts.get(
                        LOCALE,
                        "district.snapshot.paper.day",
                        head.campaignName(),
                        head.day(),
                        head.number(),
                        SealWords.moment(head.knownBefore())),
                texts.get(
                        LOCALE,
                        "district.snapshot.paper.figures",
                        counts.get(Kind.DUE),
                        counts.get(Kind.REACHED),
                        shareOrWord(counts, Kind.REACHED),
                        counts.get(Kind.DUE) - counts.get(Kind.REACHED)),
                texts.get(
                        LOCALE,
                        "district.snapshot.paper.ways",
                        counts.get(Kind.REACHED_IN_PERSON),
                        counts.get(Kind.REACHED_MEETING),
                        counts.get(Kind.REACHED_PHONE)),
                texts.get(
                        LOCALE,
                        "district.snapshot.paper.named",
                        counts.get(Kind.NAMED),
                        shareOrWord(counts, Kind.NAMED),
                        counts.get(Kind.CONFIRMED),
                        counts.get(Kind.CHECKED)),
                texts.get(LOCALE, "district.snapshot.paper.ledger", counts.ledger(), excluded(counts)));
        var tables = new ArrayList<Report.Table>();
        tables.add(paperFigures(report));
        var byVillage = byVillage(report);
        for (var village : report.villages()) {
            tables.add(paperDoors(report, village, byVillage.getOrDefault(village.division(), List.of())));
        }
        return new Report(
                title(report),
                lead,
                tables,
                footer(report),
                List.of(
                        texts.get(
                                LOCALE,
                                "district.snapshot.paper.proof",
                                head.districtName(),
                                head.day(),
                                head.number()),
                        texts.get(LOCALE, "core.sealing.paper.digest", digest.grouped()),
                        texts.get(LOCALE, "core.sealing.paper.check")),
                texts.get(LOCALE, "core.sealing.paper.page"),
                address);
    }

    private Report.Table paperFigures(OutreachReport report) {
        return new Report.Table(
                word("sheet.figures"),
                List.of(
                        Column.text(word("column.unit"), 4.4f),
                        Column.number(word("column.ledger"), 1.5f),
                        Column.number(word("column.due"), 1.5f),
                        Column.number(word("column.reached"), 1.5f),
                        Column.number(word("column.reached-share"), 1.7f),
                        Column.number(word("column.left"), 1.3f),
                        Column.number(word("column.named-share"), 1.9f),
                        Column.number(word("column.excluded"), 1.5f),
                        Column.number(word("column.control"), 1.8f)),
                report.inOrder().stream()
                        .map(unit -> {
                            var counts = unit.counts();
                            return List.of(
                                    unit.name(),
                                    String.valueOf(counts.ledger()),
                                    String.valueOf(counts.get(Kind.DUE)),
                                    String.valueOf(counts.get(Kind.REACHED)),
                                    shareOrWord(counts, Kind.REACHED),
                                    String.valueOf(counts.get(Kind.DUE) - counts.get(Kind.REACHED)),
                                    shareOrWord(counts, Kind.NAMED),
                                    String.valueOf(counts.excluded()),
                                    unit.control() == null ? "" : String.valueOf(unit.control()));
                        })
                        .toList());
    }

    private Report.Table paperDoors(OutreachReport report, Unit village, List<Door> doors) {
        var numbers = new LinkedHashMap<String, List<String>>();
        doors.stream()
                .sorted(Comparator.comparing(Door::standing))
                .forEach(door -> numbers.computeIfAbsent(standing(door), key -> new ArrayList<>())
                        .add(door.number()));
        var rows = new ArrayList<List<String>>();
        numbers.forEach((standing, its) -> {
            for (var from = 0; from < its.size(); from += NUMBERS_A_ROW) {
                rows.add(List.of(
                        from == 0 ? standing : "",
                        from == 0 ? String.valueOf(its.size()) : "",
                        String.join("  ", its.subList(from, Math.min(from + NUMBERS_A_ROW, its.size())))));
            }
        });
        if (rows.isEmpty()) {
            rows.add(List.of(word("paper.no-doors"), "0", ""));
        }
        return new Report.Table(
                place(report, village),
                List.of(
                        Column.text(word("column.standing"), 2.2f),
                        Column.number(word("column.doors"), 1),
                        Column.text(word("column.households"), 12)),
                rows);
    }

    private static Map<Long, List<Door>> byVillage(OutreachReport report) {
        var byVillage = new HashMap<Long, List<Door>>();
        report.doors().stream()
                .sorted(Comparator.<Door>comparingInt(door -> door.number().length())
                        .thenComparing(Door::number)
                        .thenComparingLong(Door::household))
                .forEach(door -> byVillage
                        .computeIfAbsent(door.village(), key -> new ArrayList<>())
                        .add(door));
        return byVillage;
    }

    /** A village with the unit above it, if that is not the whole. */
    private static String place(OutreachReport report, Unit village) {
        return report.unit(village.parent() == null ? -1 : village.parent())
                .filter(parent -> parent.parent() != null)
                .map(parent -> parent.name() + village.name())
                .orElse(village.name());
    }

    private String standing(Door door) {
        return SealWords.say(texts, LOCALE, OutreachWords.standing(door));
    }

    private String informed(Door door) {
        if (door.kinds().contains(Kind.CHECKED)) {
            return texts.get(LOCALE, "households.kind.CHECKED");
        }
        if (door.kinds().contains(Kind.CONFIRMED)) {
            return texts.get(LOCALE, "households.kind.CONFIRMED");
        }
        return door.kinds().contains(Kind.NAMED) ? texts.get(LOCALE, "households.kind.NAMED") : "";
    }

    private String excluded(Counts counts) {
        var parts = EXCLUDED.stream()
                .filter(kind -> counts.get(kind) > 0)
                .map(kind -> texts.get(
                        LOCALE,
                        "district.snapshot.paper.part",
                        texts.get(LOCALE, "households.excluded." + kind),
                        counts.get(kind)))
                .collect(Collectors.joining(texts.get(LOCALE, "district.bulletin.comma")));
        return parts.isEmpty() ? word("paper.none-excluded") : parts;
    }

    String title(OutreachReport report) {
        return texts.get(LOCALE, "district.snapshot.paper.title", report.head().districtName());
    }

    private List<String> footer(OutreachReport report) {
        var head = report.head();
        var lines = new ArrayList<String>();
        lines.add(texts.get(LOCALE, "core.export.signatures", head.districtName()));
        head.definitions().lines().forEach(line -> lines.add(texts.get(LOCALE, "core.export.definition", line)));
        lines.add(texts.get(LOCALE, "district.snapshot.paper.rule", rule(head.rule())));
        lines.add(texts.get(
                LOCALE,
                "district.snapshot.paper.sealed",
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

    /** The campaign's rule in words. */
    String rule(String rule) {
        var parts = new HashMap<String, String>();
        for (var part : rule.split(" ")) {
            var at = part.indexOf('=');
            if (at > 0) {
                parts.put(part.substring(0, at), part.substring(at + 1));
            }
        }
        return texts.get(
                LOCALE,
                "district.snapshot.rule",
                texts.get(LOCALE, "district.snapshot.basis." + parts.getOrDefault("basis", "")),
                word("true".equals(parts.get("phone")) ? "rule-phone" : "rule-no-phone"),
                parts.getOrDefault("from", ""),
                parts.getOrDefault("to", ""),
                parts.getOrDefault("policy", ""));
    }

    private String shareOrWord(Counts counts, Kind kind) {
        return OutreachWords.share(texts, LOCALE, counts, kind);
    }

    private String word(String key) {
        return texts.get(LOCALE, "district.snapshot." + key);
    }

    private List<String> headings(String... keys) {
        return java.util.Arrays.stream(keys).map(key -> word("column." + key)).toList();
    }
}
