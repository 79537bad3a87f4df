package cn.mingbai.core.policy;

import cn.mingbai.core.policy.PolicyDirectory.Citation;
import cn.mingbai.core.policy.PolicyDirectory.Point;
import cn.mingbai.core.policy.PolicyDirectory.Source;
import cn.mingbai.core.policy.PolicyDirectory.Statement;
import cn.mingbai.core.policy.PolicyDirectory.Version;
import cn.mingbai.core.time.Times;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The shipped catalogue, read from its three files and checked: it is wrong as a whole or right as a whole. */
record PolicyContent(List<Source> sources, List<Version> versions, List<Point> points) {

    private static final int SAYS_LENGTH = 500;

    /**
     * Reads and checks the three files.
     *
     * @throws IllegalArgumentException when a field is missing, a code is there twice, versions leave a gap or overlap, or
     *     a statement names a version or source that is not there
     */
    static PolicyContent parse(String sourcesYaml, String versionsYaml, String pointsYaml) {
        var sources = rows(sourcesYaml, "sources").stream()
                .map(row -> new Source(
                        text(row, "code"),
                        text(row, "title"),
                        text(row, "issuer"),
                        optional(row, "number"),
                        day(row, "inForceFrom"),
                        day(row, "repealedOn")))
                .toList();
        var versions = rows(versionsYaml, "versions").stream()
                .map(row -> new Version(
                        text(row, "code"), text(row, "name"), requiredDay(row, "from"), dayOr(row, "to", Times.NO_END)))
                .toList();
        var points = rows(pointsYaml, "points").stream()
                .map(row -> new Point(text(row, "code"), text(row, "name"), statements(row)))
                .toList();
        unique(sources, Source::code);
        unique(points, Point::code);
        var versionCodes = unique(versions, Version::code);
        for (var i = 1; i < versions.size(); i++) {
            check(
                    versions.get(i).from().equals(versions.get(i - 1).to()),
                    "version %s to begin when %s ends, on %s, got %s",
                    versions.get(i).code(),
                    versions.get(i - 1).code(),
                    versions.get(i - 1).to(),
                    versions.get(i).from());
        }
        var sourceCodes = sources.stream().map(Source::code).collect(Collectors.toSet());
        for (var point : points) {
            unique(point.statements(), Statement::version);
            for (var statement : point.statements()) {
                check(
                        versionCodes.contains(statement.version()),
                        "point %s to name a known version, got %s",
                        point.code(),
                        statement.version());
                check(
                        statement.says().length() <= SAYS_LENGTH,
                        "point %s to say at most %s characters",
                        point.code(),
                        SAYS_LENGTH);
                for (var citation : statement.citations()) {
                    check(
                            sourceCodes.contains(citation.source()),
                            "point %s to cite a known source, got %s",
                            point.code(),
                            citation.source());
                }
            }
        }
        return new PolicyContent(sources, versions, points);
    }

    private static List<Statement> statements(Map<?, ?> point) {
        var statements = new ArrayList<Statement>();
        check(
                point.get("versions") instanceof Map<?, ?> all && !all.isEmpty(),
                "point %s to have statements under “versions”",
                point.get("code"));
        for (var entry : ((Map<?, ?>) point.get("versions")).entrySet()) {
            check(
                    entry.getValue() instanceof Map<?, ?>,
                    "a statement with “says” and “cites” under %s of point %s",
                    entry.getKey(),
                    point.get("code"));
            var statement = (Map<?, ?>) entry.getValue();
            check(
                    statement.get("cites") instanceof List<?> cites && !cites.isEmpty(),
                    "a list “cites” under %s of point %s",
                    entry.getKey(),
                    point.get("code"));
            statements.add(new Statement(
                    String.valueOf(entry.getKey()),
                    text(statement, "says"),
                    ((List<?>) statement.get("cites"))
                            .stream().map(String::valueOf).map(Citation::parse).toList()));
        }
        return List.copyOf(statements);
    }

    private static List<Map<?, ?>> rows(String yaml, String name) {
        Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        check(loaded instanceof List<?> list && !list.isEmpty(), "a list of %s", name);
        var rows = new ArrayList<Map<?, ?>>();
        for (var row : (List<?>) loaded) {
            check(row instanceof Map<?, ?>, "each of the %s to be a map, got %s", name, row);
            rows.add((Map<?, ?>) row);
        }
        return rows;
    }

    private static String text(Map<?, ?> row, String field) {
        var text = optional(row, field);
        check(!text.isEmpty(), "“%s” in %s", field, row);
        return text;
    }

    private static String optional(Map<?, ?> row, String field) {
        return row.get(field) == null ? "" : String.valueOf(row.get(field)).strip();
    }

    private static @Nullable LocalDate day(Map<?, ?> row, String field) {
        var text = optional(row, field);
        return text.isEmpty() ? null : LocalDate.parse(text);
    }

    private static LocalDate dayOr(Map<?, ?> row, String field, LocalDate otherwise) {
        var day = day(row, field);
        return day == null ? otherwise : day;
    }

    private static LocalDate requiredDay(Map<?, ?> row, String field) {
        return LocalDate.parse(text(row, field));
    }

    private static <T> Set<String> unique(List<T> rows, Function<T, String> code) {
        var seen = new HashSet<String>();
        for (var row : rows) {
            check(seen.add(code.apply(row)), "each code once, got %s twice", code.apply(row));
        }
        return seen;
    }

    private static void check(boolean holds, String expected, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException("policy content: expected " + expected.formatted(arguments));
        }
    }
}
