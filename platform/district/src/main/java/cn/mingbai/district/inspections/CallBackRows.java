package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.proof.draws.Draw;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the people of inspections of training, whoever asks. */
@Component
@Internal
class CallBackRows {

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final DivisionDirectory divisions;
    private final Clock clock;

    CallBackRows(JdbcClient jdbc, JdbcTemplate batch, DivisionDirectory divisions, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.divisions = divisions;
        this.clock = clock;
    }

    void freeze(InspectionId id, List<CallBackFrames.Called> people) {
        batch.batchUpdate(
                "insert into callback_listed (inspection_id, list_key, person_id, division_id) values (?, ?, ?, ?)",
                people.stream()
                        .map(called -> new Object[] {
                            id.value(),
                            called.key(),
                            called.person().value(),
                            called.unit().value()
                        })
                        .toList());
    }

    /** Keeps who was drawn. */
    void draw(InspectionId id, Draw draw) {
        var listed = new HashMap<String, long[]>();
        jdbc.sql("select list_key, person_id, division_id from callback_listed where inspection_id = ?")
                .param(id.value())
                .query(row -> {
                    listed.put(row.getString(1), new long[] {row.getLong(2), row.getLong(3)});
                });
        var drawn = new ArrayList<Object[]>();
        for (var part : draw.parts()) {
            keep(id, part.part(), false, part.check(), listed, drawn);
            keep(id, part.part(), true, part.replacements(), listed, drawn);
        }
        batch.batchUpdate(
                "insert into callback_item (id, inspection_id, part, replacement, place, person_id, division_id)"
                        + " values (next value for callback_item_seq, ?, ?, ?, ?, ?, ?)",
                drawn);
    }

    private static void keep(
            InspectionId id,
            String part,
            boolean replacement,
            List<String> keys,
            HashMap<String, long[]> listed,
            List<Object[]> drawn) {
        for (var i = 0; i < keys.size(); i++) {
            var its = Objects.requireNonNull(listed.get(keys.get(i)), "expected everybody drawn in the list");
            drawn.add(new Object[] {id.value(), part, replacement, i + 1, its[0], its[1]});
        }
    }

    /** Everybody drawn, part by part, those drawn first before their replacements, in the order of the draw. */
    List<CallBack> people(InspectionId id, Instant knownBefore) {
        var people = jdbc.sql("""
                select t.id, t.person_id, p.name, p.staff_number, p.phone, t.division_id, t.part, t.replacement, t.place,
                  f.day, f.way, f.remembers, f.right_answers, f.knows_phone, f.note
                from callback_item t join person p on p.id = t.person_id
                left join callback_finding f on f.item_id = t.id and f.recorded_at < :known and f.superseded_at >= :known
                where t.inspection_id = :id order by t.part, t.replacement, t.place
                """)
                .param("id", id.value())
                .param("known", Times.sql(knownBefore))
                .query(CallBackRows::person)
                .list();
        var names = new HashMap<DivisionId, String>();
        return Due.marked(
                people,
                (person, due) -> person.named(
                        names.computeIfAbsent(
                                person.unit(),
                                unit -> divisions
                                        .find(unit, Times.today(clock))
                                        .map(Division::name)
                                        .orElse("")),
                        due));
    }

    private static CallBack person(ResultSet row, int index) throws SQLException {
        var way = row.getString(11);
        return new CallBack(
                new ItemId(row.getLong(1)),
                new PersonId(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                new DivisionId(row.getLong(6)),
                "",
                row.getString(7),
                row.getBoolean(8),
                row.getInt(9),
                false,
                way == null
                        ? null
                        : new CallBackFinding(
                                row.getObject(10, LocalDate.class),
                                CallBackFinding.Way.valueOf(way),
                                row.getObject(12, Boolean.class),
                                row.getObject(13, Integer.class),
                                row.getObject(14, Boolean.class),
                                row.getString(15)));
    }

    /** The inspection of somebody drawn, if the unit lies within reach; the row is locked. */
    Optional<InspectionId> lockItem(ItemId item, Reach reach) {
        return jdbc.sql("select t.inspection_id from callback_item t where t.id = :id and "
                        + Reach.covers("t.division_id") + " for update")
                .param("id", item.value())
                .params(reach.parameters())
                .query((row, index) -> new InspectionId(row.getLong(1)))
                .optional();
    }

    void record(ItemId item, CallBackFinding finding, String reason, Instant now, PersonId by) {
        jdbc.sql("update callback_finding set superseded_at = ? where item_id = ? and superseded_at = '9999-12-31'")
                .params(Times.sql(now), item.value())
                .update();
        jdbc.sql("""
                insert into callback_finding (id, item_id, day, way, remembers, right_answers, knows_phone, note, reason,
                  recorded_at, superseded_at, recorded_by)
                values (next value for callback_finding_seq, :item, :day, :way, :remembers, :answers, :phone, :note, :reason,
                  :now, '9999-12-31', :by)
                """)
                .param("item", item.value())
                .param("day", finding.day())
                .param("way", finding.way().name())
                .param("remembers", finding.remembers())
                .param("answers", finding.rightAnswers())
                .param("phone", finding.knowsPhone())
                .param("note", finding.note())
                .param("reason", reason)
                .param("now", Times.sql(now))
                .param("by", by.value())
                .update();
    }
}
