package cn.mingbai.core.people;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.copies.Copies;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionFinder;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.StaffPlan.Absent;
import cn.mingbai.core.people.StaffPlan.KnownPerson;
import cn.mingbai.core.people.StaffPlan.KnownPosting;
import cn.mingbai.core.people.StaffPlan.Line;
import cn.mingbai.core.spreadsheet.CellKind;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.core.spreadsheet.SheetColumn;
import cn.mingbai.core.spreadsheet.SheetReader;
import cn.mingbai.core.spreadsheet.SheetRow;
import cn.mingbai.core.spreadsheet.SheetWords;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.time.Times;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes lists of staff (.xlsx or .csv, key 工号) into the roster: first a plan, then all of it or nothing. Only units within
 * the caller's reach are found, and nobody is ended for being absent from a file.
 */
@Service
public class StaffImport {

    private static final int CHUNK = 500;
    private static final int STEPS = 5;

    private final Access access;
    private final Divisions divisions;
    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final RosterChanges changes;
    private final Copies copies;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    StaffImport(
            Access access,
            Divisions divisions,
            JdbcClient jdbc,
            JdbcTemplate template,
            RosterChanges changes,
            Copies copies,
            Audit audit,
            Texts texts,
            Clock clock) {
        this.access = access;
        this.divisions = divisions;
        this.jdbc = jdbc;
        this.template = template;
        this.changes = changes;
        this.copies = copies;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    /** The template to fill in, as .xlsx: headings, an example row and a sheet that explains. */
    @NotDivisionScoped("headings and words, no row")
    public byte[] template() {
        access.require(Action.EDIT_PEOPLE);
        var example = List.of(texts.get(Locale.SIMPLIFIED_CHINESE, "core.staff-import.example")
                .split("\\|"));
        var guide = List.of(
                texts.get(Locale.SIMPLIFIED_CHINESE, "core.staff-import.guide").split("\\|"));
        return SheetWriter.template(
                // Nobody is to fill in who has left: a posting is ended where it is seen.
                columns().stream().filter(column -> !column.key().equals("to")).toList(),
                example,
                texts.get(Locale.SIMPLIFIED_CHINESE, "core.people.title"),
                texts.get(Locale.SIMPLIFIED_CHINESE, "core.import.guide-sheet"),
                guide);
    }

    /**
     * What taking the file in would do; nothing is written.
     *
     * @param fileName the name under which it was uploaded
     * @param bytes its content
     * @throws RuleViolation when the file cannot be read as a whole
     */
    @Transactional(readOnly = true)
    public ImportReport plan(String fileName, byte[] bytes) {
        var reach = access.require(Action.EDIT_PEOPLE);
        return planned(reach, fileName, bytes, false).report();
    }

    /**
     * Takes the file in, planned anew over what is known now.
     *
     * @param progress hears how far it has come
     * @throws RuleViolation when the file cannot be read as a whole, or a row is refused: then nothing is written
     * @throws NotFound when none of its units lies within reach
     * @throws Conflict when somebody took one of its staff numbers at the same moment
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public ImportReport apply(String fileName, byte[] bytes, ImportProgress progress) {
        var reach = access.require(Action.EDIT_PEOPLE);
        progress.at(0, STEPS);
        var plan = planned(reach, fileName, bytes, true);
        var report = plan.report();
        if (!report.isClean()) {
            if (report.refused().stream().allMatch(StaffImport::isOutOfArea)) {
                throw new NotFound("core.staff-import.nothing-in-area");
            }
            var first = report.refused().getFirst();
            throw new RuleViolation("core.import.has-refused", report.refused().size(), first.row());
        }
        progress.at(1, STEPS);
        write(plan.writes(), progress);
        if (!report.changesNothing()) {
            audit.record(
                    "staff.import",
                    subject(fileName),
                    reach.roots().size() == 1 ? reach.roots().iterator().next() : null,
                    "added %d, changed %d, unchanged %d, postings ended or corrected %d, sha256 %s"
                            .formatted(
                                    report.added().size(),
                                    report.changed().size(),
                                    report.unchanged(),
                                    plan.endedCount(),
                                    sha256(bytes)));
        }
        progress.at(STEPS, STEPS);
        return report;
    }

    private static boolean isOutOfArea(Refused row) {
        return row.messageKey().equals("core.division.code-not-in-area")
                || row.messageKey().equals("core.division.name-not-in-area");
    }

    private static String subject(String fileName) {
        var shown = fileName.replaceAll("\\p{Cntrl}", "");
        return "file " + (shown.length() <= 100 ? shown : shown.substring(0, 100));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<SheetColumn> columns() {
        return List.of(
                column("number", "core.staff-import.column.number", true, CellKind.CODE),
                column("name", "core.staff-import.column.name", true, CellKind.TEXT),
                column("town", "core.staff-import.column.town", false, CellKind.TEXT),
                column("unit", "core.staff-import.column.unit", false, CellKind.TEXT),
                column("code", "core.staff-import.column.code", false, CellKind.CODE),
                column("duty", "core.staff-import.column.duty", true, CellKind.TEXT),
                column("phone", "core.staff-import.column.phone", false, CellKind.TEXT),
                column("from", "core.staff-import.column.from", false, CellKind.DATE),
                column("to", "core.staff-import.column.to", false, CellKind.DATE));
    }

    private SheetColumn column(String key, String words, boolean required, CellKind kind) {
        return new SheetColumn(key, SheetWords.of(texts, words), required, kind);
    }

    private StaffPlan planned(Reach reach, String fileName, byte[] bytes, boolean lock) {
        var columns = columns();
        var headings = columns.stream().collect(Collectors.toMap(SheetColumn::key, SheetColumn::heading));
        var sheet = SheetReader.read(fileName, bytes, columns);
        if (!sheet.has("unit") && !sheet.has("code") && !sheet.has("town")) {
            throw new RuleViolation("core.staff-import.no-unit-column", headings.get("unit"), headings.get("code"));
        }
        var reachable = divisions.reachable(Action.EDIT_PEOPLE);
        var refused = new ArrayList<>(sheet.refused());
        // Who has left stands in rosters too; a file appoints nobody anew who says so.
        var today = Times.today(clock).toString();
        var standing = sheet.rows().stream()
                .filter(row -> row.text("to").isEmpty() || row.text("to").compareTo(today) > 0)
                .toList();
        var read = new Lines(new DivisionFinder(reachable), headings).read(standing, refused);
        var merged = mergedNumbers(read);
        var lines = merged.isEmpty() ? read : ofKept(read, merged);
        var numbers = lines.stream().map(Line::number).collect(Collectors.toCollection(LinkedHashSet::new));
        var units = lines.stream().map(line -> line.division().id()).collect(Collectors.toSet());
        var names = reachable.stream().collect(Collectors.toMap(Division::id, Division::name));
        var words = new StaffPlan.Words(
                word(headings, "name"),
                word(headings, "phone"),
                word(headings, "unit"),
                word(headings, "duty"),
                word(headings, "from"),
                this::dutyWord,
                division -> names.getOrDefault(division, ""));
        var keptNumbers = new LinkedHashMap<String, String>();
        merged.values().stream()
                .sorted(Comparator.comparing(Merged::number))
                .forEach(one -> keptNumbers.put(one.number(), one.keptNumber()));
        return StaffPlan.of(
                lines,
                refused,
                known(numbers, reach, lock),
                inUnits(units, reach),
                keptNumbers,
                Times.today(clock),
                words);
    }

    /** Somebody's record that is another one's, as the file may still name it. */
    private record Merged(String number, String name, String keptNumber, String keptName) {}

    /** The staff numbers of the file whose records were merged into others, by number. */
    private Map<String, Merged> mergedNumbers(List<Line> lines) {
        var numbers = lines.stream().map(Line::number).collect(Collectors.toCollection(LinkedHashSet::new));
        var merged = new HashMap<String, Merged>();
        if (!jdbc.sql("select exists (select 1 from person_alias)")
                .query(Boolean.class)
                .single()) {
            return merged;
        }
        for (var chunk : chunks(numbers)) {
            jdbc.sql("select m.staff_number, m.name, s.staff_number, s.name from person m"
                            + " join person_alias k on k.person_id = m.id join person s on s.id = k.kept_id"
                            + " where m.staff_number in (:numbers)")
                    .param("numbers", chunk)
                    .query((row, index) ->
                            new Merged(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                    .list()
                    .forEach(found -> merged.put(found.number(), found));
        }
        return merged;
    }

    /**
     * Rows under a merged number as rows of the person who was kept. What the file also says under the kept number is said
     * once, and under that one's name.
     */
    private static List<Line> ofKept(List<Line> lines, Map<String, Merged> merged) {
        var own = new HashMap<String, Line>();
        lines.stream()
                .filter(line -> !merged.containsKey(line.number()))
                .forEach(line -> own.putIfAbsent(line.number(), line));
        var kept = new ArrayList<Line>();
        for (var line : lines) {
            var found = merged.get(line.number());
            if (found == null) {
                kept.add(line);
                continue;
            }
            var first = own.computeIfAbsent(
                    found.keptNumber(),
                    number -> new Line(
                            line.row(),
                            number,
                            line.name().equals(found.name()) ? found.keptName() : line.name(),
                            line.phone(),
                            line.division(),
                            line.duty(),
                            line.from()));
            var said = java.util.stream.Stream.concat(lines.stream(), kept.stream())
                    .anyMatch(other -> other.number().equals(found.keptNumber())
                            && other.division().id().equals(line.division().id())
                            && other.duty() == line.duty());
            if (!said) {
                kept.add(new Line(
                        line.row(),
                        found.keptNumber(),
                        first.name(),
                        first.phone(),
                        line.division(),
                        line.duty(),
                        line.from()));
            }
        }
        return kept;
    }

    private static String word(Map<String, String> headings, String key) {
        return headings.getOrDefault(key, key);
    }

    private String dutyWord(Duty duty) {
        return texts.get(Locale.SIMPLIFIED_CHINESE, "core.duty." + duty.name());
    }

    /** Reads rows into lines. */
    private final class Lines {

        private final DivisionFinder finder;
        private final Map<String, String> headings;
        private final Map<Duty, List<String>> exact = new EnumMap<>(Duty.class);
        private final List<String> staff;

        Lines(DivisionFinder finder, Map<String, String> headings) {
            this.finder = finder;
            this.headings = headings;
            for (var duty : Duty.values()) {
                exact.put(duty, folded("core.staff-import.duty." + duty.name()));
            }
            this.staff = folded("core.staff-import.duty-staff");
        }

        private List<String> folded(String key) {
            return SheetWords.of(texts, key).stream().map(SheetWords::folded).toList();
        }

        List<Line> read(List<SheetRow> rows, List<Refused> refused) {
            var lines = new ArrayList<Line>();
            var column = new String[] {""};
            for (var row : rows) {
                try {
                    lines.add(line(row, column));
                } catch (RuleViolation wrong) {
                    refused.add(new Refused(row.number(), word(headings, column[0]), wrong.key(), wrong.arguments()));
                }
            }
            return lines;
        }

        // The column being read, so that a refusal can name it.
        private Line line(SheetRow row, String[] column) {
            column[0] = "number";
            var number = new StaffNumber(row.text("number")).value();
            column[0] = "name";
            var name = People.checkedName(row.text("name"));
            column[0] = "phone";
            var phone = People.checkedPhone(row.text("phone"));
            column[0] = row.text("code").isEmpty() ? "unit" : "code";
            var division = finder.find(row.text("code"), row.text("unit"), row.text("town"));
            column[0] = "duty";
            var duty = duty(row.text("duty"), division);
            column[0] = "from";
            var from = row.day("from").orElse(null);
            if (from != null) {
                People.checkFrom(from, Times.today(clock));
            }
            return new Line(row.number(), number, name, phone, division, duty, from);
        }

        private Duty duty(String word, Division division) {
            var folded = SheetWords.folded(word);
            for (var duty : Duty.values()) {
                if (exact.getOrDefault(duty, List.of()).contains(folded)) {
                    People.checkLevel(duty, division);
                    return duty;
                }
            }
            if (staff.contains(folded)) {
                return switch (division.level()) {
                    case COUNTY -> Duty.DISTRICT_STAFF;
                    case TOWNSHIP -> Duty.TOWN_STAFF;
                    case VILLAGE -> Duty.VILLAGE_STAFF;
                    case NATION, PROVINCE, CITY ->
                        throw new RuleViolation("core.staff-import.no-staff-there", division.name());
                };
            }
            throw new RuleViolation(
                    "core.staff-import.duty-unknown",
                    word,
                    java.util.Arrays.stream(Duty.values())
                            .map(StaffImport.this::dutyWord)
                            .collect(Collectors.joining("、")));
        }
    }

    // A staff number is one person's for the whole system, so that all of its holders are looked at; of those out of
    // reach only
    // the fact is used.
    private Map<String, KnownPerson> known(Collection<String> numbers, Reach reach, boolean lock) {
        var persons = new HashMap<String, KnownPerson>();
        for (var chunk : chunks(numbers)) {
            if (lock) {
                jdbc.sql("select id from person where staff_number in (:numbers) order by id for update")
                        .param("numbers", chunk)
                        .query(Long.class)
                        .list();
            }
            var postings = new HashMap<Long, List<KnownPosting>>();
            jdbc.sql("select p.id, f.person_id, p.person_id own_id, p.division_id, p.duty, p.valid_from, p.valid_to, "
                            + Reach.covers("p.division_id") + """
                             in_reach from (
                              select s.id person_id, s.id own_id from person s where s.staff_number in (:numbers)
                              union all
                              select k.kept_id, k.person_id from person s join person_alias k on k.kept_id = s.id
                              where s.staff_number in (:numbers)) f
                            join posting p on p.person_id = f.own_id
                            where p.superseded_at = '9999-12-31' and p.valid_to > p.valid_from
                            order by p.valid_from, p.id
                            """)
                    .param("numbers", chunk)
                    .params(reach.parameters())
                    .query((ResultSet row, int index) -> postings.computeIfAbsent(
                                    row.getLong("person_id"), id -> new ArrayList<>())
                            .add(posting(row)))
                    .list();
            jdbc.sql("select s.id, s.staff_number, s.name, s.phone, " + PersonReach.EDITABLE
                            + " editable from person s where s.staff_number in (:numbers)")
                    .param("numbers", chunk)
                    .param("today", Times.today(clock))
                    .params(reach.parameters())
                    .query((row, index) -> {
                        var editable = row.getBoolean("editable");
                        return new KnownPerson(
                                row.getLong("id"),
                                row.getString("staff_number"),
                                editable ? row.getString("name") : "",
                                editable ? row.getString("phone") : null,
                                editable,
                                postings.getOrDefault(row.getLong("id"), List.of()));
                    })
                    .list()
                    .forEach(person -> persons.put(person.number(), person));
        }
        return persons;
    }

    private static KnownPosting posting(ResultSet row) throws SQLException {
        return new KnownPosting(
                row.getLong("id"),
                row.getLong("own_id"),
                new DivisionId(row.getLong("division_id")),
                Duty.valueOf(row.getString("duty")),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class),
                row.getBoolean("in_reach"));
    }

    private List<Absent> inUnits(Collection<DivisionId> units, Reach reach) {
        var open = new ArrayList<Absent>();
        for (var chunk : chunks(units.stream().map(DivisionId::value).sorted().toList())) {
            open.addAll(
                    jdbc.sql("""
                            select s.staff_number, s.name, p.division_id, p.duty
                            from posting p left join person_alias k on k.person_id = p.person_id
                            join person s on s.id = coalesce(k.kept_id, p.person_id)
                            where p.division_id in (:units) and p.superseded_at = '9999-12-31'
                              and p.valid_from <= :today and p.valid_to = '9999-12-31' and
                            """ + Reach.covers("p.division_id") + " order by p.division_id, s.staff_number, p.duty")
                            .param("units", chunk)
                            .param("today", Times.today(clock))
                            .params(reach.parameters())
                            .query((row, index) -> new Absent(
                                    row.getString(1),
                                    row.getString(2),
                                    new DivisionId(row.getLong(3)),
                                    Duty.valueOf(row.getString(4))))
                            .list());
        }
        return open;
    }

    private void write(StaffPlan.Writes writes, ImportProgress progress) {
        var now = Times.sql(clock.instant());
        var by = access.caller().person().value();
        try {
            template.batchUpdate(
                    "insert into person (id, staff_number, name, phone, created_at)"
                            + " values (next value for person_seq, ?, ?, ?, ?)",
                    writes.persons().stream()
                            .map(person -> new @Nullable Object[] {person.number(), person.name(), person.phone(), now})
                            .toList());
        } catch (DuplicateKeyException taken) {
            throw new Conflict("core.staff-import.taken-meanwhile");
        }
        progress.at(2, STEPS);
        template.batchUpdate(
                "update person set name = ?, phone = ? where id = ?",
                writes.changes().stream()
                        .map(change -> new @Nullable Object[] {change.name(), change.phone(), change.id()})
                        .toList());
        template.batchUpdate(
                "update posting set superseded_at = ? where id = ?",
                writes.closed().stream()
                        .map(closed -> new Object[] {now, closed.posting().id()})
                        .toList());
        progress.at(3, STEPS);
        insertPostings(writes, now, by);
        progress.at(4, STEPS);
    }

    private void insertPostings(StaffPlan.Writes writes, LocalDateTime now, long by) {
        var ids =
                ids(writes.postings().stream().map(StaffPlan.NewPosting::number).collect(Collectors.toSet()));
        var rows = new ArrayList<Object[]>();
        for (var closed : writes.closed()) {
            if (closed.to() != null) {
                rows.add(row(
                        closed.posting().person(),
                        closed.posting().division(),
                        closed.posting().duty(),
                        closed.posting().from(),
                        closed.to(),
                        now,
                        by));
            }
        }
        for (var posting : writes.postings()) {
            rows.add(row(
                    ids.get(posting.number()),
                    posting.division(),
                    posting.duty(),
                    posting.from(),
                    posting.to(),
                    now,
                    by));
        }
        template.batchUpdate(
                "insert into posting (id, person_id, division_id, duty, valid_from, valid_to, recorded_at,"
                        + " superseded_at, recorded_by) values (next value for posting_seq, ?, ?, ?, ?, ?, ?,"
                        + " '9999-12-31', ?)",
                rows);
        var touched = new HashSet<>(ids.values());
        writes.changes().forEach(change -> touched.add(change.id()));
        writes.closed().forEach(closed -> touched.add(closed.posting().person()));
        changes.note(touched);
        copies.raise(PostingDirectory.POSTINGS);
    }

    private static Object[] row(
            long person, DivisionId division, Duty duty, LocalDate from, LocalDate to, LocalDateTime now, long by) {
        return new Object[] {person, division.value(), duty.name(), from, to, now, by};
    }

    private Map<String, Long> ids(Collection<String> numbers) {
        var ids = new HashMap<String, Long>();
        for (var chunk : chunks(numbers)) {
            jdbc.sql("select staff_number, id from person where staff_number in (:numbers)")
                    .param("numbers", chunk)
                    .query((row, index) -> Map.entry(row.getString(1), row.getLong(2)))
                    .list()
                    .forEach(entry -> ids.put(entry.getKey(), entry.getValue()));
        }
        return ids;
    }

    private static <T> List<List<T>> chunks(Collection<T> all) {
        var list = List.copyOf(all);
        var chunks = new ArrayList<List<T>>();
        for (var from = 0; from < list.size(); from += CHUNK) {
            chunks.add(list.subList(from, Math.min(from + CHUNK, list.size())));
        }
        return chunks;
    }
}
