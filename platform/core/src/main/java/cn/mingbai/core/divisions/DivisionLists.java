package cn.mingbai.core.divisions;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.copies.Copies;
import cn.mingbai.core.divisions.DivisionListPlan.Answers;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Loads a yearly list of divisions over what is known, keeping identities. */
@Service
public class DivisionLists {

    private static final DivisionId NATION = new DivisionId(1);
    private static final int NAME_LENGTH = 60;
    private static final int SOURCE_LENGTH = 60;
    private static final LocalDate EARLIEST = LocalDate.of(1949, 10, 1);
    private static final String HEADING = "code,name,parent_code,level";
    private static final Map<Level, Integer> PREFIX =
            Map.of(Level.PROVINCE, 2, Level.CITY, 4, Level.COUNTY, 6, Level.TOWNSHIP, 9);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Access access;
    private final Audit audit;
    private final Copies copies;
    private final Clock clock;

    DivisionLists(JdbcClient jdbc, JdbcTemplate template, Access access, Audit audit, Copies copies, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.access = access;
        this.audit = audit;
        this.copies = copies;
        this.clock = clock;
    }

    /**
     * Reads a list: heading {@code code,name,parent_code,level}, one row per line, UTF-8.
     *
     * @throws RuleViolation naming the line, what was expected and what came
     */
    @NotDivisionScoped("reads a text, touches no row")
    public List<DivisionListRow> parse(String csv) {
        var lines = csv.strip().lines().toList();
        if (lines.isEmpty() || !lines.getFirst().replace("\uFEFF", "").strip().equals(HEADING)) {
            var first = lines.isEmpty() ? "" : lines.getFirst();
            throw new RuleViolation(
                    "core.divisions.list-heading", HEADING, first.length() <= 100 ? first : first.substring(0, 100));
        }
        var rows = new ArrayList<DivisionListRow>();
        var codes = new HashSet<DivisionCode>();
        for (var number = 2; number <= lines.size(); number++) {
            var cells = lines.get(number - 1).split(",", -1);
            if (cells.length != 4) {
                throw new RuleViolation("core.divisions.list-cells", number, cells.length);
            }
            var row = row(number, cells);
            if (row.parent() != null && !codes.contains(row.parent())) {
                throw new RuleViolation("core.divisions.list-parent", number, cells[2]);
            }
            if (!codes.add(row.code())) {
                throw new RuleViolation("core.divisions.list-twice", number, cells[0]);
            }
            checkParent(number, row);
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw new RuleViolation("core.divisions.list-empty");
        }
        return rows;
    }

    private static DivisionListRow row(int number, String[] cells) {
        var code = code(number, cells[0]);
        var name = cells[1].strip();
        if (name.isEmpty()
                || name.codePointCount(0, name.length()) > NAME_LENGTH
                || name.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new RuleViolation("core.divisions.list-name", number, name);
        }
        var level = code.level();
        if (!level.name().equalsIgnoreCase(cells[3].strip())) {
            throw new RuleViolation("core.divisions.list-level", number, level, cells[3]);
        }
        var parent = cells[2].isBlank() ? null : code(number, cells[2]);
        if (parent == null && level != Level.PROVINCE) {
            throw new RuleViolation("core.divisions.list-parent", number, cells[2]);
        }
        return new DivisionListRow(code, name, parent, level);
    }

    private static DivisionCode code(int number, String cell) {
        try {
            return new DivisionCode(cell.strip());
        } catch (RuleViolation malformed) {
            throw new RuleViolation("core.divisions.list-code", number, cell);
        }
    }

    // The code's own digits say what is above it.
    private static void checkParent(int number, DivisionListRow row) {
        var parent = row.parent();
        if (parent == null) {
            return;
        }
        var digits = PREFIX.get(parent.level());
        if (parent.level().compareTo(row.level()) >= 0
                || digits == null
                || !row.code().value().startsWith(parent.value().substring(0, digits))) {
            throw new RuleViolation(
                    "core.divisions.list-prefix", number, row.code().value(), parent.value());
        }
    }

    /** What loading {@code rows} as of {@code day} would change; nothing is written. */
    @Transactional(readOnly = true)
    public DivisionListPlan plan(List<DivisionListRow> rows, LocalDate day, Answers answers) {
        access.require(Action.EDIT_DIVISIONS, NATION);
        return new DivisionMatching(known(day), rows, answers).plan();
    }

    /**
     * Loads the list, valid from {@code day}.
     *
     * @param source the edition, for example {@code 统计用区划 2023}
     * @throws RuleViolation when a question of the plan has no answer, an answer is none of its candidates, the source is
     *     missing, or facts after {@code day} are already known
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public DivisionListPlan load(List<DivisionListRow> rows, LocalDate day, String source, Answers answers) {
        access.require(Action.EDIT_DIVISIONS, NATION);
        if (source.isBlank() || source.strip().length() > SOURCE_LENGTH) {
            throw new RuleViolation("core.divisions.list-source", SOURCE_LENGTH);
        }
        if (day.isBefore(EARLIEST) || day.isAfter(Times.today(clock))) {
            throw new RuleViolation("core.divisions.list-day", day, EARLIEST, Times.today(clock));
        }
        // Two loads at once: the second waits here and then sees the first one's units.
        jdbc.sql("select id from division where id = 1 for update")
                .query(Long.class)
                .single();
        var later = jdbc.sql("select max(valid_from) from division_version where superseded_at = '9999-12-31'"
                        + " and division_id <> 1")
                .query(LocalDate.class)
                .optional();
        if (later.isPresent() && later.get().isAfter(day)) {
            throw new RuleViolation("core.divisions.list-older", day, later.get());
        }
        var matching = new DivisionMatching(known(day), rows, answers);
        var plan = matching.plan();
        if (!plan.questions().isEmpty()) {
            throw new RuleViolation(
                    "core.divisions.list-questions",
                    plan.questions().size(),
                    plan.questions().getFirst().row().name());
        }
        write(rows, day, source, matching, plan);
        rebuildAncestors();
        audit.record(
                "divisions.load",
                source,
                NATION,
                "added %d, recoded %d, renamed %d, unchanged %d, ended %d"
                        .formatted(
                                plan.added().size(),
                                plan.recoded().size(),
                                plan.renamed().size(),
                                plan.unchanged(),
                                plan.ended().size()));
        return plan;
    }

    private void write(
            List<DivisionListRow> rows,
            LocalDate day,
            String source,
            DivisionMatching matching,
            DivisionListPlan plan) {
        var matches = matching.matches();
        var ids = new HashMap<DivisionCode, DivisionId>();
        plan.ended().forEach(division -> close(division, day));
        var ordered = rows.stream()
                .sorted(Comparator.comparing(DivisionListRow::level)
                        .thenComparing(row -> row.code().value()))
                .toList();
        for (var row : ordered) {
            var before = matches.get(row.code());
            var id = before == null ? create() : before.id();
            ids.put(row.code(), id);
            var parent = row.parent() == null ? NATION : ids.get(row.parent());
            if (before != null) {
                if (before.code().equals(row.code())
                        && before.name().equals(row.name())
                        && parent.equals(before.parent())) {
                    continue;
                }
                close(before, day);
            }
            insert(id, row.code(), row.name(), parent, row.level(), source, day, Times.NO_END);
        }
    }

    private List<Division> known(LocalDate day) {
        return jdbc.sql("select " + DivisionDirectory.COLUMNS + " from division_version v where v.division_id <> 1 and "
                        + DivisionDirectory.CURRENT)
                .param("day", day)
                .query(DivisionDirectory::map)
                .list();
    }

    private DivisionId create() {
        var id =
                jdbc.sql("select next value for division_seq").query(Long.class).single();
        jdbc.sql("insert into division (id, created_at) values (:id, :now)")
                .param("id", id)
                .param("now", Times.sql(clock.instant()))
                .update();
        return new DivisionId(id);
    }

    // What we knew is superseded; what we know now ends on the day.
    private void close(Division division, LocalDate day) {
        var now = Times.sql(clock.instant());
        var source = jdbc.sql("""
                select source from division_version
                where division_id = :id and valid_from = :from and superseded_at = '9999-12-31'
                """)
                .param("id", division.id().value())
                .param("from", division.from())
                .query(String.class)
                .single();
        jdbc.sql("""
                update division_version set superseded_at = :now
                where division_id = :id and valid_from = :from and superseded_at = '9999-12-31'
                """)
                .param("now", now)
                .param("id", division.id().value())
                .param("from", division.from())
                .update();
        if (division.from().isBefore(day)) {
            insert(
                    division.id(),
                    division.code(),
                    division.name(),
                    division.parent(),
                    division.level(),
                    source,
                    division.from(),
                    day);
        }
    }

    private void insert(
            DivisionId id,
            DivisionCode code,
            String name,
            @Nullable DivisionId parent,
            Level level,
            String source,
            LocalDate from,
            LocalDate to) {
        jdbc.sql("""
                insert into division_version (id, division_id, code, name, parent_id, level, source, valid_from,
                  valid_to, recorded_at, superseded_at, recorded_by)
                values (next value for division_version_seq, :division, :code, :name, :parent, :level, :source, :from,
                  :to, :now, '9999-12-31', :by)
                """)
                .param("division", id.value())
                .param("code", code.value())
                .param("name", name)
                .param("parent", parent == null ? null : parent.value())
                .param("level", level.name())
                .param("source", source)
                .param("from", from)
                .param("to", to)
                .param("now", Times.sql(clock.instant()))
                .param("by", access.callerIfAny().map(c -> c.person().value()).orElse(null))
                .update();
    }

    private void rebuildAncestors() {
        copies.raise(DivisionDirectory.TREE);
        var versions = jdbc.sql("select " + DivisionDirectory.COLUMNS
                        + " from division_version v where v.superseded_at = '9999-12-31'")
                .query(DivisionDirectory::map)
                .list();
        jdbc.sql("delete from division_ancestor").update();
        template.batchUpdate(
                "insert into division_ancestor (ancestor_id, descendant_id, depth, valid_from, valid_to)"
                        + " values (?, ?, ?, ?, ?)",
                AncestorTable.of(versions).stream()
                        .map(edge ->
                                new Object[] {edge.ancestor(), edge.descendant(), edge.depth(), edge.from(), edge.to()})
                        .toList());
    }

    /** The dated ancestor table that the versions of all divisions imply. Pure. */
    static final class AncestorTable {

        record Edge(long ancestor, long descendant, int depth, LocalDate from, LocalDate to) {}

        private record Pair(long ancestor, long descendant, int depth) {}

        private AncestorTable() {}

        static List<Edge> of(List<Division> versions) {
            var days = new TreeSet<LocalDate>();
            versions.forEach(version -> {
                days.add(version.from());
                days.add(version.to());
            });
            var open = new HashMap<Pair, LocalDate>();
            var edges = new ArrayList<Edge>();
            for (var day : days) {
                var pairs = pairsOn(versions, day);
                open.entrySet().removeIf(entry -> {
                    if (pairs.contains(entry.getKey())) {
                        return false;
                    }
                    edges.add(edge(entry.getKey(), entry.getValue(), day));
                    return true;
                });
                pairs.forEach(pair -> open.putIfAbsent(pair, day));
            }
            open.forEach((pair, from) -> edges.add(edge(pair, from, Times.NO_END)));
            return edges;
        }

        private static Edge edge(Pair pair, LocalDate from, LocalDate to) {
            return new Edge(pair.ancestor(), pair.descendant(), pair.depth(), from, to);
        }

        private static HashSet<Pair> pairsOn(List<Division> versions, LocalDate day) {
            Map<DivisionId, Division> byId = new HashMap<>();
            for (var version : versions) {
                if (!version.from().isAfter(day) && version.to().isAfter(day)) {
                    byId.put(version.id(), version);
                }
            }
            var pairs = new HashSet<Pair>();
            for (var division : byId.values()) {
                var depth = 0;
                for (@Nullable Division up = division;
                        up != null;
                        up = up.parent() == null ? null : byId.get(up.parent())) {
                    pairs.add(new Pair(up.id().value(), division.id().value(), depth++));
                }
            }
            return pairs;
        }
    }
}
