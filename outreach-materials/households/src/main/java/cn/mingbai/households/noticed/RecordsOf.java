package cn.mingbai.households.noticed;

import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.believability.Noted;
import cn.mingbai.households.believability.Spot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads records as far as their believability depends on them. */
@Component
class RecordsOf {

    /**
     * The ids of a person's records: the own, and those of the records merged into it. To be joined: asked by "in", the
     * database reads all visits there are.
     */
    private static final String PERSONS =
            "(select :worker id union select a.person_id from person_alias a where a.kept_id = :worker)";

    private final JdbcClient jdbc;
    private final FieldCipher cipher;

    RecordsOf(JdbcClient jdbc, FieldCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    /**
     * A record, and the confirmation that it is, if it is one.
     *
     * @param confirmation its id, or null
     */
    record One(Noted noted, @Nullable Long confirmation) {}

    /** What a worker's phones handed in since a day. */
    List<One> worker(PersonId worker, LocalDate from) {
        var records = new ArrayList<>(jdbc.sql("""
                select v.household_id, v.happened_at, v.outcome, v.meeting_id, v.entry_seconds, hex(v.member_hash),
                  v.clock_mark, p.content from %s w join visit v on v.worker_id = w.id
                left join visit_position p on p.record_id = v.client_id
                where v.visited_on >= :from and v.happened_at is not null
                  and v.superseded_at = '9999-12-31'
                """.formatted(PERSONS))
                .param("worker", worker.value())
                .param("from", from)
                .query((row, index) -> new One(
                        new Noted(
                                row.getLong(1),
                                Times.instant(row.getObject(2, LocalDateTime.class)),
                                kind(row),
                                row.getObject(5, Integer.class),
                                row.getString(6),
                                broken(row.getString(7)),
                                spot(row.getBytes(8))),
                        null))
                .list());
        records.addAll(jdbc.sql("""
                select c.household_id, c.happened_at, c.clock_mark, c.id, 'CONFIRMATION' from %1$s w
                join confirmation c on c.worker_id = w.id where c.answered_on >= :from
                union all
                select c.household_id, c.happened_at, c.clock_mark, c.id, 'OWN_PHONE' from %1$s w
                join confirmation_mark m on m.worker_id = w.id join confirmation c on c.id = m.confirmation_id
                where m.why = 'OWN_PHONE' and m.superseded_at = '9999-12-31'
                  and c.answered_on >= :from
                """.formatted(PERSONS))
                .param("worker", worker.value())
                .param("from", from)
                .query(RecordsOf::confirmation)
                .list());
        return records;
    }

    /**
     * What the households of a village answered by themselves since a day. Those who heard the policy at a meeting that day
     * are of the meeting, where many answer at once.
     */
    List<One> village(DivisionId village, LocalDate from) {
        return jdbc.sql("""
                select c.household_id, c.happened_at, c.clock_mark, c.id,
                  if(exists (select 1 from visit v where v.household_id = c.household_id
                    and v.visited_on = c.answered_on and v.outcome = 'MEETING'
                    and v.superseded_at = '9999-12-31'), 'MEETING', 'CONFIRMATION')
                from confirmation c
                where c.village_id = :village and c.how = 'SELF_ANSWERED' and c.answered_on >= :from
                """)
                .param("village", village.value())
                .param("from", from)
                .query(RecordsOf::confirmation)
                .list();
    }

    private static One confirmation(ResultSet row, int index) throws SQLException {
        return new One(
                new Noted(
                        row.getLong(1),
                        Times.instant(row.getObject(2, LocalDateTime.class)),
                        Noted.Kind.valueOf(row.getString(5)),
                        null,
                        null,
                        broken(row.getString(3))),
                row.getLong(4));
    }

    private @Nullable Spot spot(byte @Nullable [] content) {
        return content == null ? null : Spot.of(cipher.decrypt(content)).orElse(null);
    }

    private static Noted.Kind kind(ResultSet row) throws SQLException {
        if (row.getObject(4) != null) {
            return Noted.Kind.MEETING;
        }
        return row.getString(3).equals("IN_PERSON") ? Noted.Kind.ALONE : Noted.Kind.BRIEF;
    }

    // A clock that was off and could be corrected is no matter.
    private static boolean broken(@Nullable String clockMark) {
        return clockMark != null && !clockMark.equals("ADJUSTED");
    }
}
