package cn.mingbai.courses.papertest;

import cn.mingbai.core.time.Times;
import cn.mingbai.courses.records.ReversalListener;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends a score whose record was taken back, so that the right one can be entered. */
@Component
class ScoreReversed implements ReversalListener {

    private static final String PREFIX = "paper:";

    private final JdbcClient jdbc;
    private final Clock clock;

    ScoreReversed(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void reversed(String group) {
        if (group.startsWith(PREFIX)) {
            jdbc.sql("update paper_test_score set superseded_at = :now where id = :id and in_force is not null")
                    .param("now", Times.sql(clock.instant()))
                    .param("id", Long.parseLong(group.substring(PREFIX.length())))
                    .update();
        }
    }
}
