package cn.mingbai.core.policy;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.RuleViolation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the shipped policy catalogue, whoever asks: versions, points, what each version says, sources. */
@Component
@Internal
@DependsOn("policySeed")
public class PolicyDirectory {

    private static final String SOURCE =
            "select code, title, issuer, document_number, in_force_from, repealed_on from policy_source ";

    private final JdbcClient jdbc;

    PolicyDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The code of the policy version in force on {@code day}, for example {@code L26}.
     *
     * @throws RuleViolation when no version on record was in force then
     */
    public String versionInForce(LocalDate day) {
        return jdbc.sql("select code from policy_version where valid_from <= :day and valid_to > :day")
                .param("day", day)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new RuleViolation("core.policy.no-version", day));
    }

    /** The source with this code, for example {@code M57}. */
    public Optional<Source> source(String code) {
        return jdbc.sql(SOURCE + "where code = :code")
                .param("code", code)
                .query(PolicyDirectory::source)
                .optional();
    }

    /** All sources, current law first. */
    public List<Source> sources() {
        return jdbc.sql(SOURCE + "order by position")
                .query(PolicyDirectory::source)
                .list();
    }

    /** All versions, oldest first. */
    public List<Version> versions() {
        return jdbc.sql("select code, name, valid_from, valid_to from policy_version order by valid_from")
                .query((row, index) -> new Version(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, LocalDate.class),
                        row.getObject(4, LocalDate.class)))
                .list();
    }

    /** The names of all points by their codes, in the catalogue's order. */
    public SequencedMap<String, String> pointNames() {
        SequencedMap<String, String> names = new LinkedHashMap<>();
        jdbc.sql("select code, name from policy_point order by position")
                .query((row, index) -> names.put(row.getString(1), row.getString(2)))
                .list();
        return names;
    }

    /** All points in the catalogue's order, each with its statements, oldest version first. */
    public List<Point> points() {
        SequencedMap<String, Point> points = new LinkedHashMap<>();
        record Line(String code, String name, Statement statement) {}
        var lines = jdbc.sql("""
                select p.code, p.name, s.version_code, s.says, s.cites
                from policy_point p
                join policy_statement s on s.point_code = p.code
                join policy_version v on v.code = s.version_code
                order by p.position, v.valid_from
                """)
                .query((row, index) -> new Line(
                        row.getString(1),
                        row.getString(2),
                        new Statement(row.getString(3), row.getString(4), citations(row.getString(5)))))
                .list();
        for (var line : lines) {
            points.computeIfAbsent(line.code(), code -> new Point(code, line.name(), new ArrayList<>()))
                    .statements()
                    .add(line.statement());
        }
        return points.values().stream()
                .map(point -> new Point(point.code(), point.name(), List.copyOf(point.statements())))
                .toList();
    }

    static List<Citation> citations(String joined) {
        return Arrays.stream(joined.split(PolicySeed.BETWEEN_CITATIONS))
                .map(Citation::parse)
                .toList();
    }

    private static Source source(ResultSet row, int index) throws SQLException {
        return new Source(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, LocalDate.class),
                row.getObject(6, LocalDate.class));
    }

    /**
     * A law, rule or notice.
     *
     * @param number the document number, empty where there is none or it is not on record
     * @param inForceFrom the first day in force, null where it is not on record
     * @param repealedOn the first day no longer in force, null while it is in force or where it is not on record
     */
    public record Source(
            String code,
            String title,
            String issuer,
            String number,
            @Nullable LocalDate inForceFrom,
            @Nullable LocalDate repealedOn) {}

    /**
     * A version of the policy, in force in [from, to).
     *
     * @param to the first day of the next version, {@code 9999-12-31} while it is the current one
     */
    public record Version(String code, String name, LocalDate from, LocalDate to) {

        /** Whether the version is in force on {@code day}. */
        public boolean on(LocalDate day) {
            return !from.isAfter(day) && to.isAfter(day);
        }
    }

    /** A policy point and what each version that knows it says. */
    public record Point(String code, String name, List<Statement> statements) {}

    /** What one version says on a point, and where it is written. */
    public record Statement(String version, String says, List<Citation> citations) {}

    /**
     * A place in a source.
     *
     * @param source the source's code
     * @param clause article, or part and item, for example {@code 57} or {@code 二(三)}
     */
    public record Citation(String source, String clause) {

        /**
         * Reads {@code "L26 57"}.
         *
         * @throws IllegalArgumentException when it is not a source's code, a blank and a clause
         */
        public static Citation parse(String text) {
            var parts = text.strip().split(" ", 2);
            if (parts.length != 2 || parts[0].isEmpty() || parts[1].isBlank()) {
                throw new IllegalArgumentException("expected a source and a clause like “L26 57”, got “" + text + "”");
            }
            return new Citation(parts[0], parts[1].strip());
        }
    }
}
