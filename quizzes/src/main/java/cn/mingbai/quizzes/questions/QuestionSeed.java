package cn.mingbai.quizzes.questions;

import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.time.Times;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts shipped questions into the database at every start, after the courses: a changed one as a further version, one
 * that an officer has edited not at all. One that is shipped no more is retired, unless an officer has edited it, and
 * comes back when it is shipped again.
 */
@Component
@Order(200)
class QuestionSeed implements ApplicationRunner {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Audit audit;
    private final Clock clock;

    QuestionSeed(JdbcClient jdbc, TransactionTemplate transactions, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        seed(ShippedQuiz.all());
    }

    /** Seeds these quizzes, each in a transaction of its own. */
    void seed(List<ShippedQuiz> quizzes) {
        quizzes.forEach(quiz -> transactions.executeWithoutResult(status -> seed(quiz)));
    }

    private record Stored(int version, byte[] hash, byte[] origin) {}

    private void seed(ShippedQuiz quiz) {
        var now = Times.sql(clock.instant());
        head(quiz, now);
        for (var question : quiz.questions()) {
            var content = QuestionJson.MAPPER.writeValueAsString(question);
            var shipped = digest(content);
            var stored = jdbc.sql("select version, content_hash, origin_hash from question"
                            + " where course_code = :course and code = :code order by version desc limit 1")
                    .param("course", quiz.course())
                    .param("code", question.about().code())
                    .query((row, index) -> new Stored(row.getInt(1), row.getBytes(2), row.getBytes(3)))
                    .optional();
            if (stored.isPresent()
                    && (Arrays.equals(stored.get().origin(), shipped)
                            || !Arrays.equals(stored.get().hash(), stored.get().origin()))) {
                continue;
            }
            jdbc.sql("""
                    insert into question (id, course_code, code, version, kind, content, content_hash, origin_hash,
                      recorded_at)
                    values (next value for question_seq, :course, :code, :version, :kind, :content, :hash, :hash, :now)
                    """)
                    .param("course", quiz.course())
                    .param("code", question.about().code())
                    .param("version", stored.map(Stored::version).orElse(0) + 1)
                    .param("kind", QuestionJson.kind(question))
                    .param("content", content)
                    .param("hash", shipped)
                    .param("now", now)
                    .update();
            audit.record("question.seed", "question " + question.about().code(), null, "shipped");
        }
        retireWhatIsShippedNoMore(quiz, now);
    }

    private void retireWhatIsShippedNoMore(ShippedQuiz quiz, LocalDateTime now) {
        var today = Times.today(clock);
        var shipped = quiz.questions().stream()
                .map(question -> question.about().code())
                .toList();
        jdbc.sql("""
                select q.code from question q where q.course_code = :course and q.code not in (:shipped)
                  and q.content_hash = q.origin_hash
                  and q.version = (select max(l.version) from question l
                    where l.course_code = q.course_code and l.code = q.code)
                  and not exists (select 1 from question_retirement r
                    where r.course_code = q.course_code and r.code = q.code
                      and r.superseded_at = '9999-12-31' and r.valid_to = '9999-12-31')
                """)
                .param("course", quiz.course())
                .param("shipped", shipped)
                .query(String.class)
                .list()
                .forEach(code -> {
                    jdbc.sql("""
                            insert into question_retirement (id, course_code, code, reason, valid_from, valid_to,
                              recorded_at, superseded_at)
                            values (next value for question_retirement_seq, :course, :code, '', :today, '9999-12-31',
                              :now, '9999-12-31')
                            """)
                            .param("course", quiz.course())
                            .param("code", code)
                            .param("today", today)
                            .param("now", now)
                            .update();
                    audit.record("question.retire", "question " + code, null, "shipped no more");
                });
        record Retired(long id, String code, java.time.LocalDate from) {}
        jdbc.sql("select id, code, valid_from from question_retirement where course_code = :course"
                        + " and code in (:shipped) and recorded_by is null and superseded_at = '9999-12-31'"
                        + " and valid_to = '9999-12-31'")
                .param("course", quiz.course())
                .param("shipped", shipped)
                .query((row, index) ->
                        new Retired(row.getLong(1), row.getString(2), row.getObject(3, java.time.LocalDate.class)))
                .list()
                .forEach(retired -> {
                    jdbc.sql("update question_retirement set superseded_at = :now where id = :id")
                            .param("now", now)
                            .param("id", retired.id())
                            .update();
                    jdbc.sql("""
                            insert into question_retirement (id, course_code, code, reason, valid_from, valid_to,
                              recorded_at, superseded_at)
                            values (next value for question_retirement_seq, :course, :code, '', :from, :today, :now,
                              '9999-12-31')
                            """)
                            .param("course", quiz.course())
                            .param("code", retired.code())
                            .param("from", retired.from())
                            .param("today", today)
                            .param("now", now)
                            .update();
                    audit.record("question.return", "question " + retired.code(), null, "shipped again");
                });
    }

    private void head(ShippedQuiz quiz, LocalDateTime now) {
        var shipped = digest(quiz.title() + "\n" + quiz.minutes() + "\n" + quiz.passMark());
        jdbc.sql("""
                insert into quiz (course_code, title, minutes, pass_mark, head_hash, origin_hash, recorded_at,
                  opened_at)
                values (:course, :title, :minutes, :pass, :hash, :hash, :now, :now)
                on duplicate key update course_code = course_code
                """)
                .param("course", quiz.course())
                .param("title", quiz.title())
                .param("minutes", quiz.minutes())
                .param("pass", quiz.passMark())
                .param("hash", shipped)
                .param("now", now)
                .update();
        // Also what two nodes that start at once wait for each other on, from the insert on.
        var stored = jdbc.sql("select 1, head_hash, origin_hash from quiz where course_code = :course for update")
                .param("course", quiz.course())
                .query((row, index) -> new Stored(1, row.getBytes(2), row.getBytes(3)))
                .single();
        if (Arrays.equals(stored.hash(), stored.origin()) && !Arrays.equals(stored.origin(), shipped)) {
            jdbc.sql("update quiz set title = :title, minutes = :minutes, pass_mark = :pass, head_hash = :hash,"
                            + " origin_hash = :hash where course_code = :course")
                    .param("course", quiz.course())
                    .param("title", quiz.title())
                    .param("minutes", quiz.minutes())
                    .param("pass", quiz.passMark())
                    .param("hash", shipped)
                    .update();
            audit.record("quiz.seed", "quiz " + quiz.course(), null, "head changed");
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}
