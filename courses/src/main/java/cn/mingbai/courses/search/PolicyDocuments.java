package cn.mingbai.courses.search;

import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.policy.PolicyDirectory.Point;
import cn.mingbai.core.policy.PolicyDirectory.Statement;
import cn.mingbai.core.search.SearchDocuments;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import cn.mingbai.core.time.Times;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each policy version says on each point, and the words of the glossary: both belong to courses that teach the point. */
@Component
class PolicyDocuments implements SearchDocuments {

    private final PolicyDirectory policy;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Glossary glossary = Glossary.shipped();
    private final WaysOfAsking asking = WaysOfAsking.shipped();

    PolicyDocuments(PolicyDirectory policy, JdbcClient jdbc, Clock clock) {
        this.policy = policy;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String stamp() {
        // The courses of a point follow the lessons, whose stamp stands beside this one.
        return policy.points().hashCode() + " " + policy.versions().hashCode() + " "
                + asking.all().hashCode();
    }

    @Override
    public void read(Consumer<SearchPassage> passages) {
        var courses = courses();
        for (var point : policy.points()) {
            for (var statement : point.statements()) {
                passages.accept(passage(point, statement, courses));
            }
        }
        for (var term : glossary.terms()) {
            if (term.name() != null) {
                passages.accept(passage(term, term.name(), courses));
            }
        }
    }

    private SearchPassage passage(Point point, Statement statement, Map<String, Set<String>> courses) {
        return new SearchPassage(
                id(point.code(), statement.version()),
                Kind.POINT,
                point.name(),
                "",
                statement.says(),
                statement.version(),
                List.copyOf(courses.getOrDefault(point.code(), Set.of())),
                List.of(point.code()),
                statement.citations().stream()
                        .map(citation -> citation.source() + " " + citation.clause())
                        .toList(),
                "policy?text=" + URLEncoder.encode(point.name(), StandardCharsets.UTF_8),
                asking.of(point.code()),
                null);
    }

    static SearchPassage passage(Glossary.Term term, String name, Map<String, Set<String>> courses) {
        return new SearchPassage(
                "term:" + name,
                Kind.TERM,
                name,
                "",
                LessonSections.plain(term.means(), key -> key),
                null,
                term.points().stream()
                        .flatMap(point -> courses.getOrDefault(point, Set.of()).stream())
                        .distinct()
                        .toList(),
                term.points(),
                List.copyOf(Glossary.articles(term.means())),
                "",
                term.also(),
                null);
    }

    /** The id of what a version says on a point. */
    static String id(String point, String version) {
        return "point:" + point + "/" + version;
    }

    private Map<String, Set<String>> courses() {
        var courses = new HashMap<String, Set<String>>();
        jdbc.sql("""
                select v.course_code, l.points from course_publication p
                join course_version v on v.course_code = p.course_code and v.version = p.version
                join lesson l on l.course_version_id = v.id
                where p.superseded_at = '9999-12-31' and p.valid_from <= :today and p.valid_to > :today
                """)
                .param("today", Times.today(clock))
                .query((row, index) -> Map.entry(row.getString(1), LessonDocuments.codes(row.getString(2))))
                .list()
                .forEach(one -> one.getValue()
                        .forEach(point -> courses.computeIfAbsent(point, key -> new TreeSet<>())
                                .add(one.getKey())));
        return courses.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
