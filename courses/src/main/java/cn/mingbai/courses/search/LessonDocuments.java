package cn.mingbai.courses.search;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.search.SearchDocuments;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.curriculum.PolicyCitations;
import cn.mingbai.courses.curriculum.ShippedPictures;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The lessons of the courses published today, by section. */
@Component
class LessonDocuments implements SearchDocuments {

    private static final String TODAYS = """
             from course_publication p
            join course_version v on v.course_code = p.course_code and v.version = p.version
            join lesson l on l.course_version_id = v.id
            where p.superseded_at = '9999-12-31' and p.valid_from <= :today and p.valid_to > :today
            order by v.course_code, l.position
            """;

    private final JdbcClient jdbc;
    private final PolicyCitations citations;
    private final Texts texts;
    private final Clock clock;

    LessonDocuments(JdbcClient jdbc, PolicyCitations citations, Texts texts, Clock clock) {
        this.jdbc = jdbc;
        this.citations = citations;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public String stamp() {
        return jdbc
                .sql("select v.title, l.code, hex(l.body_hash), l.title, l.points" + TODAYS)
                .param("today", Times.today(clock))
                .query((row, index) ->
                        row.getString(1) + row.getString(2) + row.getString(3) + row.getString(4) + row.getString(5))
                .list()
                .stream()
                .collect(Collectors.joining("\n", ShippedPictures.stamp() + "\n", ""));
    }

    @Override
    public void read(Consumer<SearchPassage> passages) {
        jdbc.sql("select v.course_code, v.title, l.code, l.title, l.rule_layer, l.points, l.body" + TODAYS)
                .param("today", Times.today(clock))
                .query((row, index) -> new LessonSections.Lesson(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        codes(row.getString(6)),
                        row.getString(7)))
                .list()
                .forEach(lesson -> LessonSections.cut(lesson, this::setting, citations::articles)
                        .forEach(passages));
    }

    static List<String> codes(String joined) {
        return joined.isEmpty() ? List.of() : Arrays.asList(joined.split(","));
    }

    private String setting(String key) {
        return texts.get(Texts.LOCALES.getFirst(), "core.setting." + key);
    }
}
