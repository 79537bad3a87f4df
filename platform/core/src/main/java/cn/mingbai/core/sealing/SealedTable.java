package cn.mingbai.core.sealing;

import cn.mingbai.core.access.Reach;
import cn.mingbai.core.time.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of one kind of sealed report, as far as every kind asks the same of it. Reports are numbered and chained by
 * their subject, for example a district.
 *
 * @param table its name, which is {@code s} in the columns; its sequence is named after it
 * @param subjects the table of subjects
 * @param subject the column that names one
 * @param columns what the mapper reads of a row
 */
public record SealedTable<S>(
        JdbcClient jdbc, String table, String subjects, String subject, String columns, RowMapper<S> mapper) {

    /** The id of the next report. */
    public long nextId() {
        return jdbc.sql("select next value for " + table + "_seq")
                .query(Long.class)
                .single();
    }

    /**
     * Waits until nobody else seals a report of the subject, and keeps others waiting until the caller's transaction ends.
     * To be the first statement of that transaction: what it reads before it waits it would see so afterwards, too.
     */
    public void queue(long of) {
        jdbc.sql("select id from " + subjects + " where id = :subject for update")
                .param("subject", of)
                .query(Long.class)
                .optional();
    }

    /** The number of the subject's next report of this day. */
    public int nextNumber(long of, LocalDate day) {
        return ofDay("coalesce(max(s.number), 0) + 1", of, day, "")
                .query(Integer.class)
                .single();
    }

    /** The numbers of the subject's reports of a day, in order. */
    public List<Integer> numbers(long of, LocalDate day) {
        return ofDay("s.number", of, day, " order by s.number")
                .query(Integer.class)
                .list();
    }

    /** The id of the report that was made from a request, if it was made before. */
    public Optional<Long> of(long of, LocalDate day, Instant knownBefore) {
        return ofDay("s.id", of, day, " and s.known_before = :known")
                .param("known", Times.sql(knownBefore))
                .query(Long.class)
                .optional();
    }

    private JdbcClient.StatementSpec ofDay(String what, long of, LocalDate day, String end) {
        return jdbc.sql("select " + what + " from " + table + " s where s." + subject + " = :subject"
                        + " and s.reporting_day = :day" + end)
                .param("subject", of)
                .param("day", day);
    }

    /** The report that was sealed of the subject last before another one. */
    public Optional<S> lastBefore(long of, long id) {
        return where("s." + subject + " = :subject and s.id < :id order by s.id desc limit 1")
                .param("subject", of)
                .param("id", id)
                .query(mapper)
                .optional();
    }

    /** The reports within reach, the latest day first. */
    public List<S> within(Reach reach) {
        return where(Reach.covers("s.district_id") + " order by s.reporting_day desc, s.number desc, s.id desc")
                .params(reach.parameters())
                .query(mapper)
                .list();
    }

    /** The report with this id. */
    public Optional<S> find(long id) {
        return where("s.id = :id").param("id", id).query(mapper).optional();
    }

    /** The report with this id, if it is within reach. */
    public Optional<S> find(long id, Reach reach) {
        return where("s.id = :id and " + Reach.covers("s.district_id"))
                .param("id", id)
                .params(reach.parameters())
                .query(mapper)
                .optional();
    }

    private JdbcClient.StatementSpec where(String condition) {
        return jdbc.sql("select " + columns + " from " + table + " s where " + condition);
    }

    /** The ids of all reports, in order. */
    public List<Long> all() {
        return jdbc.sql("select id from " + table + " order by id")
                .query(Long.class)
                .list();
    }

    /** The text that was sealed, packed, as the column has it. */
    public byte[] packedText(long id) {
        return jdbc.sql("select sealed_text from " + table + " where id = :id")
                .param("id", id)
                .query(byte[].class)
                .single();
    }
}
