package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether photos of boards are taken: only where a district said so. */
@Component
class PhotoRule {

    private final JdbcClient jdbc;
    private final Access access;
    private final Clock clock;

    PhotoRule(JdbcClient jdbc, Access access, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.clock = clock;
    }

    /** Whether the unit, or the nearest one above it that said anything, takes photos. */
    boolean allowed(DivisionId division) {
        return jdbc.sql("""
                select r.allowed from board_photo_rule r
                join division_ancestor a on a.ancestor_id = r.division_id and a.descendant_id = :division
                  and a.valid_from <= :today and a.valid_to > :today
                where r.superseded_at = '9999-12-31' order by a.depth limit 1
                """)
                .param("division", division.value())
                .param("today", Times.today(clock))
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Says it for a unit and what is below it. */
    void set(DivisionId division, boolean allowed) {
        var now = Times.sql(clock.instant());
        jdbc.sql("update board_photo_rule set superseded_at = :now where division_id = :division"
                        + " and superseded_at = '9999-12-31'")
                .param("now", now)
                .param("division", division.value())
                .update();
        jdbc.sql("insert into board_photo_rule (id, division_id, allowed, recorded_at, superseded_at, recorded_by)"
                        + " values (next value for board_photo_rule_seq, :division, :allowed, :now, '9999-12-31', :by)")
                .param("division", division.value())
                .param("allowed", allowed)
                .param("now", now)
                .param("by", access.caller().person().value())
                .update();
    }
}
