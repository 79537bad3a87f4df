package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of marks: each marking adds one, and the one before is superseded. */
@Component
class AttemptMarks {

    private final JdbcClient jdbc;
    private final Clock clock;

    AttemptMarks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Notes the mark of an attempt that was handed in, in the caller's transaction. */
    void first(long attempt, Paper paper, Marked marked) {
        jdbc.sql("""
                insert into attempt_mark (id, attempt_id, right_count, score, passed, items, cause, recorded_at,
                  superseded_at)
                values (next value for attempt_mark_seq, :attempt, :right, :score, :passed, :items, 'HAND_IN', :now,
                  '9999-12-31')
                """)
                .param("attempt", attempt)
                .param("right", marked.right())
                .param("score", marked.score())
                .param("passed", marked.passed())
                .param("items", items(paper, marked))
                .param("now", Times.sql(clock.instant()))
                .update();
    }

    /** What {@code attempt_mark.items} says of a paper. */
    static String items(Paper paper, Marked marked) {
        return IntStream.range(0, paper.questions().size())
                .mapToObj(index -> {
                    var versioned = paper.questions().get(index);
                    return versioned.question().about().code() + ":" + versioned.version() + ":"
                            + (marked.each().get(index) ? "1" : "0");
                })
                .collect(Collectors.joining(" "));
    }
}
