package cn.mingbai.quizzes.explanations;

import cn.mingbai.core.access.Caller;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.search.SearchDocuments;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.QuestionBank;
import cn.mingbai.quizzes.questions.SourceMarks;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Why the right answer is right. Each explanation has an audience of its own: who has handed in a paper with the question,
 * and sits no test of the same course at the moment.
 */
@Component
class ExplanationDocuments implements SearchDocuments {

    private final JdbcClient jdbc;
    private final QuestionBank bank;
    private final PersonAliases aliases;

    ExplanationDocuments(JdbcClient jdbc, QuestionBank bank, PersonAliases aliases) {
        this.jdbc = jdbc;
        this.bank = bank;
        this.aliases = aliases;
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
                // A scenario is made up anew for each paper: its worked solution belongs to the case, not to the bank.
                if (versioned.question() instanceof Asked) {
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
        jdbc.sql("""
                select a.course_code, m.items from attempt a
                join attempt_mark m on m.attempt_id = a.id and m.superseded_at = '9999-12-31'
                where a.person_id in (:persons) and a.handed_in_at is not null
                """)
                .param("persons", persons)
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
                .map(item -> audience(course, item.substring(0, item.indexOf(':'))))
                .collect(Collectors.toSet());
    }
}
