package cn.mingbai.quizzes.explanations;

import cn.mingbai.core.access.Caller;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.search.SearchDocuments;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.questions.QuestionBank;
import cn.mingbai.quizzes.questions.SourceMarks;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Why the right answer is right. Each explanation has an audience of its own: who has handed in a paper with the question,
 * may see what came out of it, and sits no test of the same course at the moment. Of a scenario it is the rule that the
 * bank keeps for it: the worked solution belongs to one paper's case and stays with that paper.
 */
@Component
class ExplanationDocuments implements SearchDocuments {

    private static final Pattern PART = Pattern.compile("\\.\\d+$");

    private final JdbcClient jdbc;
    private final QuestionBank bank;
    private final PersonAliases aliases;
    private final Clock clock;
    private final Duration grace;

    ExplanationDocuments(
            JdbcClient jdbc,
            QuestionBank bank,
            PersonAliases aliases,
            Clock clock,
            @Value("${mingbai.quizzes.grace:120s}") Duration grace) {
        this.jdbc = jdbc;
        this.bank = bank;
        this.aliases = aliases;
        this.clock = clock;
        this.grace = grace;
    }

    @Override
    public String stamp() {
        return jdbc.sql(
                        "select concat_ws(' ', (select count(*) from question), (select coalesce(max(id), 0) from question),"
                                + " (select coalesce(sum(crc32(content)), 0) from question),"
                                + " (select count(*) from question_retirement where superseded_at = '9999-12-31'),"
                                + " (select coalesce(max(id), 0) from question_retirement))")
                .query(String.class)
                .single();
    }

    @Override
    public void read(Consumer<SearchPassage> passages) {
        var courses = jdbc.sql("select course_code from quiz order by course_code")
                .query(String.class)
                .list();
        for (var course : courses) {
            for (var versioned : bank.questions(course)) {
                var about = versioned.question().about();
                passages.accept(new SearchPassage(
                        "question:" + course + "/" + about.code(),
                        Kind.QUESTION,
                        about.stem(),
                        "",
                        about.explanation().replaceAll("\\s*\\[[A-Z][A-Z0-9]{0,9} [^\\[\\]]{1,100}]", ""),
                        about.ruleLayer(),
                        List.of(course),
                        about.points(),
                        SourceMarks.of(about.explanation()),
                        "courses/" + course,
                        List.of(),
                        audience(course, about.code())));
            }
        }
    }

    private static String audience(String course, String code) {
        return "question:" + course + "/" + code;
    }

    @Override
    public Set<String> readable(Caller caller) {
        var persons = aliases.all(caller.person().value());
        var sitting = jdbc.sql("select distinct course_code from attempt where person_id in (:persons)"
                        + " and mode = 'TEST' and handed_in_at is null and started_at is not null")
                .param("persons", persons)
                .query(String.class)
                .set();
        var readable = new HashSet<String>();
        // Of a scheduled test nothing is told while anybody may still be answering: see AnswerSheets.result.
        jdbc.sql("""
                select a.course_code, m.items from attempt a
                join attempt_mark m on m.attempt_id = a.id and m.superseded_at = '9999-12-31'
                where a.person_id in (:persons) and a.handed_in_at is not null
                  and (a.sitting_id is null or coalesce(date_add(
                      (select max(w.window_end) from attempt w where w.sitting_id = a.sitting_id),
                      interval (select max(x.extra_seconds) from attempt x where x.sitting_id = a.sitting_id)
                        + :grace second) <= :now, true))
                """)
                .param("persons", persons)
                .param("grace", grace.toSeconds())
                .param("now", Times.sql(clock.instant()))
                .query((row, index) -> codes(row.getString(1), row.getString(2)))
                .list()
                .forEach(readable::addAll);
        readable.removeIf(
                audience -> sitting.stream().anyMatch(course -> audience.startsWith("question:" + course + "/")));
        return readable;
    }

    /** The audiences of the questions of one paper, each written {@code code:version:right}. */
    private static Set<String> codes(String course, String items) {
        return java.util.Arrays.stream(items.split(" "))
                .filter(item -> !item.isEmpty())
                .map(item -> item.substring(0, item.indexOf(':')))
                // The parts of a scenario are numbered behind its own code.
                .flatMap(code -> Stream.of(code, PART.matcher(code).replaceFirst("")))
                .map(code -> audience(course, code))
                .collect(Collectors.toSet());
    }
}
