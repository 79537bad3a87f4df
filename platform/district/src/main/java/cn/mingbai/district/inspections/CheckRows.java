package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.devices.Device;
import cn.mingbai.households.visitapp.PartRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes what phones handed in as checks, whoever asks. */
@Component
@Internal
class CheckRows {

    private static final int MOST = 300;

    private static final String SELECT = """
            select r.id, r.client_id, r.payload_hash, r.person_id, s.name, r.item_id, r.division_id, r.why, r.content,
              r.day, r.received_at, r.settled_at, r.settled_why, t.inspection_id, i.title, t.number, t.group_name,
              coalesce(v.name, '')
            from inspection_record r join person s on s.id = r.person_id
            left join inspection_item t on t.id = r.item_id left join inspection i on i.id = t.inspection_id
            left join division_version v on v.division_id = r.division_id and v.superseded_at = '9999-12-31'
              and v.valid_from <= r.day and v.valid_to > r.day
            """;

    private final JdbcClient jdbc;
    private final FieldCipher cipher;

    CheckRows(JdbcClient jdbc, FieldCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    /**
     * A check as it came.
     *
     * @param item the household drawn that it names, or null when there is none; {@code drawn} says which
     * @param division the household's village, or where the phone is registered
     * @param why why it waits or waited; null when it was taken at once
     * @param content as it came, or empty when it was taken
     * @param settledWhy why it was dismissed; empty when it became a finding; null while it waits
     */
    record Row(
            long id,
            UUID client,
            byte[] hash,
            PersonId person,
            String name,
            @Nullable ItemId item,
            DivisionId division,
            String divisionName,
            @Nullable Drawn drawn,
            @Nullable CheckWhy why,
            String content,
            LocalDate day,
            Instant received,
            @Nullable String settledWhy) {

        /** A number to note down. */
        String receipt() {
            return CheckRows.receipt(received, id);
        }

        /** What was found, or null when it cannot be read. */
        @Nullable
        Finding finding() {
            return PhoneCheck.read(content, day).finding();
        }
    }

    /** The household drawn that a check names. */
    record Drawn(InspectionId inspection, String title, String number, String group) {}

    static String receipt(Instant received, long id) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(Times.dayOf(received)) + "-I" + id;
    }

    /** What is there under the ids of records. */
    List<Row> under(UUID client) {
        return jdbc.sql(SELECT + " where r.client_id = :client order by r.id")
                .param("client", client.toString())
                .query(this::row)
                .list();
    }

    /** Where a household drawn is; empty when there is none of that id. */
    Optional<DivisionId> village(@Nullable ItemId item) {
        return item == null
                ? Optional.empty()
                : jdbc.sql("select village_id from inspection_item where id = ?")
                        .param(item.value())
                        .query((row, index) -> new DivisionId(row.getLong(1)))
                        .optional();
    }

    /**
     * Keeps a record.
     *
     * @param why why it waits; null when it was taken, and its content is not kept twice
     * @return its id
     * @throws org.springframework.dao.DuplicateKeyException when the same is there already
     */
    long insert(Device device, PartRecord record, @Nullable ItemId item, DivisionId division, @Nullable CheckWhy why) {
        var id = jdbc.sql("select next value for inspection_record_seq")
                .query(Long.class)
                .single();
        jdbc.sql("""
                insert into inspection_record (id, client_id, payload_hash, person_id, device_id, item_id, division_id, why,
                  content, happened_at, device_at, clock_mark, day, received_at, settled_at, settled_why)
                values (:id, :client, :hash, :person, :device, :item, :division, :why, :content, :happened, :deviceAt,
                  :mark, :day, :received, :settled, :settledWhy)
                """)
                .param("id", id)
                .param("client", record.id().toString())
                .param("hash", record.hash())
                .param("person", device.person().value())
                .param("device", device.id().value())
                .param("item", item == null ? null : item.value())
                .param("division", division.value())
                .param("why", why == null ? null : why.name())
                .param("content", why == null ? null : cipher.encrypt(record.content()))
                .param("happened", Times.sql(record.happenedAt()))
                .param("deviceAt", record.deviceAt() == null ? null : Times.sql(record.deviceAt()))
                .param("mark", record.mark())
                .param("day", record.day())
                .param("received", Times.sql(record.received()))
                .param("settled", why == null ? Times.sql(record.received()) : null)
                .param("settledWhy", why == null ? "" : null)
                .update();
        return id;
    }

    /** What waits within reach, the first received first; at most 300. */
    List<Row> open(Reach reach) {
        return jdbc.sql(SELECT + " where r.settled_at is null and " + Reach.covers("r.division_id")
                        + " order by r.received_at, r.id limit " + MOST)
                .params(reach.parameters())
                .query(this::row)
                .list();
    }

    int waiting(Reach reach) {
        return jdbc.sql("select count(*) from inspection_record r where r.settled_at is null and "
                        + Reach.covers("r.division_id"))
                .params(reach.parameters())
                .query(Integer.class)
                .single();
    }

    /** A record that waits within reach, locked until the transaction ends. */
    Optional<Row> lock(long id, Reach reach) {
        var there = jdbc.sql("select r.id from inspection_record r where r.id = :id and r.settled_at is null and "
                        + Reach.covers("r.division_id") + " for update")
                .param("id", id)
                .params(reach.parameters())
                .query(Long.class)
                .optional();
        return there.isEmpty()
                ? Optional.empty()
                : jdbc.sql(SELECT + " where r.id = :id")
                        .param("id", id)
                        .query(this::row)
                        .optional();
    }

    /** The replacements of an inspection that came before their turn, in the order of the draw. */
    List<Row> early(InspectionId inspection) {
        return jdbc.sql(SELECT + " where t.inspection_id = :inspection and r.why = 'NOT_DUE' and r.settled_at is null"
                        + " order by t.part, t.place, r.id")
                .param("inspection", inspection.value())
                .query(this::row)
                .list();
    }

    /** The inspection of a household drawn. */
    Optional<InspectionId> inspection(ItemId item) {
        return jdbc.sql("select inspection_id from inspection_item where id = ?")
                .param(item.value())
                .query((row, index) -> new InspectionId(row.getLong(1)))
                .optional();
    }

    /**
     * Settles a record.
     *
     * @param by who decided it, or null when it was placed by itself
     * @param why why it was dismissed; empty when it became a finding
     */
    void settle(long id, Instant now, @Nullable PersonId by, String why) {
        jdbc.sql("update inspection_record set settled_at = :now, settled_by = :by, settled_why = :why where id = :id")
                .param("now", Times.sql(now))
                .param("by", by == null ? null : by.value())
                .param("why", why)
                .param("id", id)
                .update();
    }

    private Row row(ResultSet row, int index) throws SQLException {
        var item = row.getObject(6, Long.class);
        var why = row.getString(8);
        var content = row.getBytes(9);
        var inspection = row.getObject(14, Long.class);
        return new Row(
                row.getLong(1),
                UUID.fromString(row.getString(2)),
                row.getBytes(3),
                new PersonId(row.getLong(4)),
                Objects.requireNonNullElse(row.getString(5), ""),
                item == null ? null : new ItemId(item),
                new DivisionId(row.getLong(7)),
                row.getString(18),
                inspection == null
                        ? null
                        : new Drawn(
                                new InspectionId(inspection), row.getString(15), row.getString(16), row.getString(17)),
                why == null ? null : CheckWhy.valueOf(why),
                content == null ? "" : cipher.decrypt(content),
                row.getObject(10, LocalDate.class),
                Times.instant(row.getObject(11, LocalDateTime.class)),
                row.getObject(12) == null ? null : Objects.requireNonNullElse(row.getString(13), ""));
    }
}
