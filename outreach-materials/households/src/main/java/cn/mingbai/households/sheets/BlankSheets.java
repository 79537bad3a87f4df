package cn.mingbai.households.sheets;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.InLists;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes and reads blank sheets, whoever asks. */
@Component
@Internal
public class BlankSheets {

    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;

    BlankSheets(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /**
     * A sheet without a household, or with the one it was given to.
     *
     * @param household to whom it was given, or null
     */
    public record Blank(
            BlankId id,
            DivisionId village,
            BlankNumber number,
            @Nullable HouseholdId household) {}

    /** Makes so many new blank sheets of a village, in the order of their numbers; in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Blank> make(DivisionId village, int count) {
        if (count <= 0) {
            return List.of();
        }
        // Not "insert ignore": two would hold a shared lock on a row that is there, and wait for one another.
        jdbc.sql("insert into blank_series (village_id, last_number) values (:village, 0)"
                        + " on duplicate key update village_id = village_id")
                .param("village", village.value())
                .update();
        // A locking read: it waits for whoever makes some of the same village, and sees what they made.
        var last = jdbc.sql("select last_number from blank_series where village_id = :village for update")
                .param("village", village.value())
                .query(Integer.class)
                .single();
        jdbc.sql("update blank_series set last_number = :last where village_id = :village")
                .param("last", last + count)
                .param("village", village.value())
                .update();
        var now = Times.sql(clock.instant());
        var rows = new ArrayList<Object[]>();
        for (var number = last + 1; number <= last + count; number++) {
            rows.add(new Object[] {village.value(), number, now});
        }
        for (var from = 0; from < rows.size(); from += CHUNK) {
            batches.batchUpdate(
                    "insert into blank_sheet (id, village_id, number, created_at)"
                            + " values (next value for blank_sheet_seq, ?, ?, ?)",
                    rows.subList(from, Math.min(from + CHUNK, rows.size())));
        }
        return jdbc.sql("select id, number from blank_sheet where village_id = :village and number > :last"
                        + " and number <= :upTo order by number")
                .param("village", village.value())
                .param("last", last)
                .param("upTo", last + count)
                .query((row, index) ->
                        new Blank(new BlankId(row.getLong(1)), village, new BlankNumber(row.getInt(2)), null))
                .list();
    }

    /** A blank sheet as it stands now. */
    public Optional<Blank> find(BlankId id) {
        return select("b.id = :id", id.value(), 0);
    }

    /** The blank sheet of a village that bears this number. */
    public Optional<Blank> find(DivisionId village, BlankNumber number) {
        return select("b.village_id = :id and b.number = :number", village.value(), number.value());
    }

    private Optional<Blank> select(String where, long id, int number) {
        return jdbc.sql("select b.id, b.village_id, b.number, g.household_id from blank_sheet b"
                        + " left join blank_binding g on g.blank_id = b.id and g.superseded_at = '9999-12-31'"
                        + " where " + where)
                .param("id", id)
                .param("number", number)
                .query((row, index) -> {
                    var household = row.getObject(4, Long.class);
                    return new Blank(
                            new BlankId(row.getLong(1)),
                            new DivisionId(row.getLong(2)),
                            new BlankNumber(row.getInt(3)),
                            household == null ? null : new HouseholdId(household));
                })
                .optional();
    }

    /** Locks these sheets until the transaction ends: who gives one away and who has a record of it wait for each other. */
    public void lock(Collection<BlankId> ids) {
        jdbc.sql("select id from blank_sheet where id in (:ids) order by id for update")
                .param(
                        "ids",
                        InLists.padded(ids.stream().map(BlankId::value).sorted().toList()))
                .query(Long.class)
                .list();
    }
}
