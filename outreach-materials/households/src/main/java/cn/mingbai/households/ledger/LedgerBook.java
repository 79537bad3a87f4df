package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.Spans.Span;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the dated rows of the ledger, many at a time; runs in its caller's transaction. */
@Component
class LedgerBook {

    private static final int CHUNK = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final FieldCipher cipher;
    private final Access access;

    LedgerBook(JdbcClient jdbc, JdbcTemplate batch, FieldCipher cipher, Access access) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.cipher = cipher;
        this.access = access;
    }

    /** A state with its reason. */
    record StateAndReason(HouseholdState state, String reason) {}

    /** All that is known now of one household. */
    record Known(List<Span<HouseholdDetails>> details, List<Span<StateAndReason>> states) {}

    /** New content from a day on. */
    record Entry<T>(long household, Spans.Change<T> change) {}

    /** The households of villages by number. */
    Map<DivisionId, Map<String, Long>> numbers(Collection<DivisionId> villages) {
        var numbers = new HashMap<DivisionId, Map<String, Long>>();
        if (villages.isEmpty()) {
            return numbers;
        }
        jdbc.sql("select village_id, number, id from household where village_id in (:villages)")
                .param("villages", villages.stream().map(DivisionId::value).toList())
                .query(row -> {
                    numbers.computeIfAbsent(new DivisionId(row.getLong(1)), key -> new HashMap<>())
                            .put(row.getString(2), row.getLong(3));
                });
        return numbers;
    }

    /** Locks the households of villages, so that what is read of them next stays so until the transaction ends. */
    void lock(Collection<DivisionId> villages) {
        if (!villages.isEmpty()) {
            jdbc.sql("select id from household where village_id in (:villages) order by id for update")
                    .param("villages", villages.stream().map(DivisionId::value).toList())
                    .query(Long.class)
                    .list();
        }
    }

    /** What is known now of the households of villages, by household; {@code locked} reads the latest committed rows. */
    Map<Long, Known> known(Collection<DivisionId> villages, boolean locked) {
        var known = new HashMap<Long, Known>();
        if (villages.isEmpty()) {
            return known;
        }
        var ids = villages.stream().map(DivisionId::value).toList();
        var lock = locked ? " lock in share mode" : "";
        jdbc.sql("""
                select d.household_id, d.id, d.valid_from, d.valid_to, d.group_name, d.head, d.phone, d.members,
                  d.registered, d.resident, d.assisted
                from household h join household_details d on d.household_id = h.id and d.superseded_at = '9999-12-31'
                where h.village_id in (:villages)
                """ + lock).param("villages", ids).query(row -> {
            var phone = row.getBytes(7);
            of(known, row.getLong(1))
                    .details()
                    .add(new Span<>(
                            row.getLong(2),
                            row.getObject(3, LocalDate.class),
                            row.getObject(4, LocalDate.class),
                            new HouseholdDetails(
                                    row.getString(5),
                                    cipher.decrypt(row.getBytes(6)),
                                    phone == null ? null : cipher.decrypt(phone),
                                    row.getObject(8, Integer.class),
                                    row.getBoolean(9),
                                    row.getBoolean(10),
                                    row.getBoolean(11))));
        });
        jdbc.sql("""
                select s.household_id, s.id, s.valid_from, s.valid_to, s.state, s.reason
                from household h join household_state s on s.household_id = h.id and s.superseded_at = '9999-12-31'
                where h.village_id in (:villages)
                """ + lock).param("villages", ids).query(row -> {
            of(known, row.getLong(1)).states().add(state(row));
        });
        return known;
    }

    /** The states of one household known now, oldest first, the latest committed ones. */
    List<Span<StateAndReason>> states(HouseholdId household) {
        return jdbc.sql("""
                select s.household_id, s.id, s.valid_from, s.valid_to, s.state, s.reason from household_state s
                where s.household_id = :id and s.superseded_at = '9999-12-31' order by s.valid_from lock in share mode
                """)
                .param("id", household.value())
                .query((row, index) -> state(row))
                .list();
    }

    /** The details of one household known now, oldest first, the latest committed ones. */
    List<Span<HouseholdDetails>> details(HouseholdId household) {
        return jdbc.sql("""
                select d.id, d.valid_from, d.valid_to, d.group_name, d.head, d.phone, d.members, d.registered,
                  d.resident, d.assisted
                from household_details d
                where d.household_id = :id and d.superseded_at = '9999-12-31' order by d.valid_from lock in share mode
                """)
                .param("id", household.value())
                .query((row, index) -> {
                    var phone = row.getBytes(6);
                    return new Span<>(
                            row.getLong(1),
                            row.getObject(2, LocalDate.class),
                            row.getObject(3, LocalDate.class),
                            new HouseholdDetails(
                                    row.getString(4),
                                    cipher.decrypt(row.getBytes(5)),
                                    phone == null ? null : cipher.decrypt(phone),
                                    row.getObject(7, Integer.class),
                                    row.getBoolean(8),
                                    row.getBoolean(9),
                                    row.getBoolean(10)));
                })
                .list();
    }

    /**
     * Where a household belongs.
     *
     * @param change the change of villages that took it there, or null when the family moved or always was there
     */
    record InVillage(
            DivisionId village,
            HouseholdNumber number,
            @Nullable Long change,
            String reason) {}

    /**
     * The places of households known now, by household, oldest first. Of a household without any, the one it always had
     * is written first, as known since it was entered.
     */
    Map<Long, List<Span<InVillage>>> places(Collection<Long> households) {
        var places = new HashMap<Long, List<Span<InVillage>>>();
        var ids = List.copyOf(households);
        for (var start = 0; start < ids.size(); start += CHUNK) {
            var chunk = ids.subList(start, Math.min(start + CHUNK, ids.size()));
            jdbc.sql("""
                    insert into household_place (id, household_id, village_id, number, change_id, reason, valid_from,
                      valid_to, recorded_at, superseded_at, recorded_by)
                    select next value for household_place_seq, h.id, h.village_id, h.number, null, '', '1900-01-01',
                      '9999-12-31', h.created_at, '9999-12-31', null
                    from household h where h.id in (:ids)
                      and not exists (select 1 from household_place p where p.household_id = h.id)
                    """).param("ids", chunk).update();
            jdbc.sql("update household set dated = true where id in (:ids)")
                    .param("ids", chunk)
                    .update();
            jdbc.sql("""
                    select p.household_id, p.id, p.valid_from, p.valid_to, p.village_id, p.number, p.change_id, p.reason
                    from household_place p where p.household_id in (:ids) and p.superseded_at = '9999-12-31'
                    order by p.household_id, p.valid_from lock in share mode
                    """).param("ids", chunk).query(row -> {
                places.computeIfAbsent(row.getLong(1), key -> new ArrayList<>())
                        .add(new Span<>(
                                row.getLong(2),
                                row.getObject(3, LocalDate.class),
                                row.getObject(4, LocalDate.class),
                                new InVillage(
                                        new DivisionId(row.getLong(5)),
                                        new HouseholdNumber(row.getString(6)),
                                        row.getObject(7, Long.class),
                                        row.getString(8))));
            });
        }
        return places;
    }

    /**
     * Records places. What begins last is where the household belongs now.
     *
     * @throws org.springframework.dao.DuplicateKeyException when another household of the village has the number
     */
    void writePlaces(List<Entry<InVillage>> entries, Instant now) {
        supersede("household_place", entries, now);
        var by = recordedBy();
        var rows = rows(entries);
        batch.batchUpdate("""
                insert into household_place (id, household_id, village_id, number, change_id, reason, valid_from,
                  valid_to, recorded_at, superseded_at, recorded_by)
                values (next value for household_place_seq, ?, ?, ?, ?, ?, ?, ?, ?, '9999-12-31', ?)
                """, rows, CHUNK, (statement, row) -> {
            var place = row.span().content();
            statement.setLong(1, row.household());
            statement.setLong(2, place.village().value());
            statement.setString(3, place.number().value());
            statement.setObject(4, place.change(), Types.BIGINT);
            statement.setString(5, place.reason());
            statement.setObject(6, row.span().from());
            statement.setObject(7, row.span().to());
            statement.setObject(8, Times.sql(now));
            statement.setObject(9, by, Types.BIGINT);
        });
        var last = rows.stream()
                .filter(row -> row.span().to().equals(Times.NO_END))
                .toList();
        batch.batchUpdate(
                "update household set village_id = ?, number = ? where id = ?", last, CHUNK, (statement, row) -> {
                    statement.setLong(1, row.span().content().village().value());
                    statement.setString(2, row.span().content().number().value());
                    statement.setLong(3, row.household());
                });
    }

    /** The village that a household belongs to now. */
    DivisionId village(HouseholdId household) {
        return jdbc.sql("select village_id from household where id = :id")
                .param("id", household.value())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .single();
    }

    /** How two households belong together. */
    enum Origin {
        SPLIT,
        MERGED
    }

    void writeOrigin(HouseholdId household, HouseholdId other, Origin kind, String reason, Span<?> days, Instant now) {
        insertOrigin(household.value(), other.value(), kind, reason, days, now);
        if (kind == Origin.MERGED) {
            places(List.of(household.value(), other.value()));
        }
    }

    private void insertOrigin(long household, long other, Origin kind, String reason, Span<?> span, Instant now) {
        jdbc.sql("""
                insert into household_origin (id, household_id, other_id, kind, reason, valid_from, valid_to,
                  recorded_at, superseded_at, recorded_by)
                values (next value for household_origin_seq, :household, :other, :kind, :reason, :from, :to, :now,
                  '9999-12-31', :by)
                """)
                .param("household", household)
                .param("other", other)
                .param("kind", kind.name())
                .param("reason", reason)
                .param("from", span.from())
                .param("to", span.to())
                .param("now", Times.sql(now))
                .param("by", recordedBy())
                .update();
    }

    /** A household that has become part of another one from a day on. */
    record Merged(long row, HouseholdId into, String reason, LocalDate from, LocalDate to) {}

    /** What a household has become part of on {@code day} or later, the latest first. */
    List<Merged> merged(HouseholdId household, LocalDate day) {
        return jdbc.sql("""
                select o.id, o.other_id, o.reason, o.valid_from, o.valid_to from household_origin o
                where o.household_id = :id and o.kind = 'MERGED' and o.superseded_at = '9999-12-31'
                  and o.valid_to > :day order by o.valid_from desc lock in share mode
                """)
                .param("id", household.value())
                .param("day", day)
                .query((row, index) -> new Merged(
                        row.getLong(1),
                        new HouseholdId(row.getLong(2)),
                        row.getString(3),
                        row.getObject(4, LocalDate.class),
                        row.getObject(5, LocalDate.class)))
                .list();
    }

    /** Lets a household be part of another one no longer than to the day before {@code day}. */
    void endMerged(HouseholdId household, Merged merged, LocalDate day, Instant now) {
        jdbc.sql("update household_origin set superseded_at = :now where id = :id")
                .param("now", Times.sql(now))
                .param("id", merged.row())
                .update();
        if (merged.from().isBefore(day)) {
            insertOrigin(
                    household.value(),
                    merged.into().value(),
                    Origin.MERGED,
                    merged.reason(),
                    new Span<>(0, merged.from(), day, Origin.MERGED),
                    now);
        }
    }

    private static Span<StateAndReason> state(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Span<>(
                row.getLong(2),
                row.getObject(3, LocalDate.class),
                row.getObject(4, LocalDate.class),
                new StateAndReason(HouseholdState.valueOf(row.getString(5)), row.getString(6)));
    }

    private static Known of(Map<Long, Known> known, long household) {
        return known.computeIfAbsent(household, key -> new Known(new ArrayList<>(), new ArrayList<>()));
    }

    /** Inserts households that have nothing but their number yet. */
    void insert(DivisionId village, List<HouseholdNumber> numbers, Instant now) {
        batch.batchUpdate(
                "insert into household (id, village_id, number, created_at)"
                        + " values (next value for household_seq, ?, ?, ?)",
                numbers,
                CHUNK,
                (statement, number) -> {
                    statement.setLong(1, village.value());
                    statement.setString(2, number.value());
                    statement.setObject(3, Times.sql(now));
                });
    }

    /** Records details; {@code progress} hears how many rows are written. */
    void writeDetails(List<Entry<HouseholdDetails>> entries, Instant now, IntConsumer progress) {
        writeDetails(entries, recordedBy(), now, progress);
    }

    /** Records details as said by a person, or by nobody that is known. */
    void writeDetails(List<Entry<HouseholdDetails>> entries, @Nullable Long by, Instant now, IntConsumer progress) {
        supersede("household_details", entries, now);
        var rows = rows(entries);
        for (var start = 0; start < rows.size(); start += CHUNK) {
            var chunk = rows.subList(start, Math.min(start + CHUNK, rows.size()));
            batch.batchUpdate("""
                    insert into household_details (id, household_id, group_name, group_order, head, head_hash, phone,
                      members, registered, resident, assisted, valid_from, valid_to, recorded_at, superseded_at,
                      recorded_by)
                    values (next value for household_details_seq, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '9999-12-31', ?)
                    """, chunk, CHUNK, (statement, row) -> {
                var details = row.span().content();
                statement.setLong(1, row.household());
                statement.setString(2, details.group());
                statement.setString(3, GroupOrder.key(details.group()));
                statement.setBytes(4, cipher.encrypt(details.head()));
                statement.setBytes(5, cipher.searchHash(details.head()));
                statement.setBytes(6, details.phone() == null ? null : cipher.encrypt(details.phone()));
                statement.setObject(7, details.members(), Types.SMALLINT);
                statement.setBoolean(8, details.registered());
                statement.setBoolean(9, details.resident());
                statement.setBoolean(10, details.assisted());
                statement.setObject(11, row.span().from());
                statement.setObject(12, row.span().to());
                statement.setObject(13, Times.sql(now));
                statement.setObject(14, by, Types.BIGINT);
            });
            progress.accept(start + chunk.size());
        }
    }

    void writeStates(List<Entry<StateAndReason>> entries, Instant now) {
        writeStates(entries, recordedBy(), now);
    }

    /** Records states as said by a person, or by nobody that is known. */
    void writeStates(List<Entry<StateAndReason>> entries, @Nullable Long by, Instant now) {
        supersede("household_state", entries, now);
        batch.batchUpdate("""
                insert into household_state (id, household_id, state, reason, valid_from, valid_to, recorded_at,
                  superseded_at, recorded_by)
                values (next value for household_state_seq, ?, ?, ?, ?, ?, ?, '9999-12-31', ?)
                """, rows(entries), CHUNK, (statement, row) -> {
            statement.setLong(1, row.household());
            statement.setString(2, row.span().content().state().name());
            statement.setString(3, row.span().content().reason());
            statement.setObject(4, row.span().from());
            statement.setObject(5, row.span().to());
            statement.setObject(6, Times.sql(now));
            statement.setObject(7, by, Types.BIGINT);
        });
    }

    /** Sets the outside count of households of a village from a day on; answers whether that changes anything. */
    boolean writeControlTotal(DivisionId village, int households, String source, LocalDate day, Instant now) {
        record Total(int households, String source) {}
        var spans = jdbc.sql("""
                select id, valid_from, valid_to, households, source from household_control_total
                where village_id = :village and superseded_at = '9999-12-31' lock in share mode
                """)
                .param("village", village.value())
                .query((row, index) -> new Span<>(
                        row.getLong(1),
                        row.getObject(2, LocalDate.class),
                        row.getObject(3, LocalDate.class),
                        new Total(row.getInt(4), row.getString(5))))
                .list();
        var total = new Total(households, source);
        if (Spans.on(spans, day).filter(span -> span.content().equals(total)).isPresent()) {
            return false;
        }
        var change = Spans.from(spans, day, total);
        var superseded = change.superseded().stream()
                .map(id -> new Object[] {Times.sql(now), id})
                .toList();
        batch.batchUpdate("update household_control_total set superseded_at = ? where id = ?", superseded);
        var all = new ArrayList<>(change.kept());
        all.add(change.begun());
        for (var span : all) {
            jdbc.sql("""
                    insert into household_control_total (id, village_id, households, source, valid_from, valid_to,
                      recorded_at, superseded_at, recorded_by)
                    values (next value for household_control_total_seq, :village, :households, :source, :from, :to,
                      :now, '9999-12-31', :by)
                    """)
                    .param("village", village.value())
                    .param("households", span.content().households())
                    .param("source", span.content().source())
                    .param("from", span.from())
                    .param("to", span.to())
                    .param("now", Times.sql(now))
                    .param("by", recordedBy())
                    .update();
        }
        return true;
    }

    private record Row<T>(long household, Span<T> span) {}

    private static <T> List<Row<T>> rows(List<Entry<T>> entries) {
        var rows = new ArrayList<Row<T>>();
        for (var entry : entries) {
            entry.change().kept().forEach(span -> rows.add(new Row<>(entry.household(), span)));
            rows.add(new Row<>(entry.household(), entry.change().begun()));
        }
        return rows;
    }

    private <T> void supersede(String table, List<Entry<T>> entries, Instant now) {
        var ids = entries.stream()
                .flatMap(entry -> entry.change().superseded().stream())
                .toList();
        batch.batchUpdate("update " + table + " set superseded_at = ? where id = ?", ids, CHUNK, (statement, id) -> {
            statement.setObject(1, Times.sql(now));
            statement.setLong(2, id);
        });
    }

    /** Who is signed in, or null. */
    @Nullable
    Long recordedBy() {
        return access.callerIfAny().map(caller -> caller.person().value()).orElse(null);
    }
}
