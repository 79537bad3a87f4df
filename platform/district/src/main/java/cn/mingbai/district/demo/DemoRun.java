package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionCode;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.time.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The days of one loading, fixed when it first begins, so that a loading that was interrupted goes on with the same. */
@Component
@Internal
class DemoRun {

    static final DivisionCode DISTRICT = new DivisionCode("220172000000");

    /** The campaign has been running for this many days when the demo is loaded. */
    static final int DAYS_RUNNING = 50;

    private final JdbcClient jdbc;
    private final DivisionDirectory divisions;

    DemoRun(JdbcClient jdbc, DivisionDirectory divisions) {
        this.jdbc = jdbc;
        this.divisions = divisions;
    }

    /** The day of loading, today if it begins now. */
    LocalDate loadedOn(LocalDate today) {
        return jdbc.sql("select loaded_on from demo_load where id = 1")
                .query(LocalDate.class)
                .optional()
                .orElseGet(() -> {
                    jdbc.sql("insert into demo_load (id, loaded_on) values (1, :today)")
                            .param("today", today)
                            .update();
                    return today;
                });
    }

    boolean hasBegun() {
        return jdbc.sql("select count(*) from demo_load").query(Integer.class).single() > 0;
    }

    boolean hasFinished() {
        return jdbc.sql("select count(*) from demo_load where finished_at is not null")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void finish(Instant now) {
        jdbc.sql("update demo_load set finished_at = :now where id = 1")
                .param("now", Times.sql(now))
                .update();
    }

    /** The district, its towns and villages on the day of loading, in code order. */
    List<Division> subtree(LocalDate loadedOn) {
        var district = divisions.byCode(DISTRICT, loadedOn).orElseThrow();
        return divisions.subtree(district.id(), loadedOn);
    }

    /** Ten in the morning of a day. */
    static Instant morning(LocalDate day) {
        return day.atTime(LocalTime.of(10, 0)).atZone(Times.ZONE).toInstant();
    }
}
