package cn.mingbai.households.retention;

import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes closings. */
@Component
class ClosingRows {

    private static final String SELECT =
            "select c.id, c.campaign_id, c.spoken_of, c.known_before, c.digest, c.households,"
                    + " c.sealed_at, c.destroy_on, c.halted_at, c.halted_why, c.destroyed_at from campaign_closing c";

    private final JdbcClient jdbc;
    private final Clock clock;

    ClosingRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A campaign whose ledgers are sealed.
     *
     * @param destroyOn the day on which names go; null while nobody has set one, or it was halted
     */
    record Closing(
            long id,
            CampaignId campaign,
            LocalDate spokenOf,
            Instant knownBefore,
            String digest,
            int households,
            Instant sealedAt,
            @Nullable LocalDate destroyOn,
            @Nullable Instant haltedAt,
            @Nullable String haltedWhy,
            @Nullable Instant destroyedAt) {

        AsOf asOf() {
            return AsOf.at(spokenOf, knownBefore);
        }
    }

    /** A village's part of a seal. */
    record Part(int households, String digest) {}

    Optional<Closing> find(CampaignId campaign) {
        return jdbc.sql(SELECT + " where c.campaign_id = :campaign")
                .param("campaign", campaign.value())
                .query(ClosingRows::map)
                .optional();
    }

    List<Closing> due(LocalDate today) {
        return jdbc.sql(SELECT + " where c.destroy_on <= :today and c.destroyed_at is null order by c.id")
                .param("today", today)
                .query(ClosingRows::map)
                .list();
    }

    void insert(Closing closing, long proposedBy, long sealedBy, Map<DivisionId, Part> parts) {
        var id = jdbc.sql("select next value for campaign_closing_seq")
                .query(Long.class)
                .single();
        jdbc.sql("""
                insert into campaign_closing (id, campaign_id, spoken_of, known_before, digest, households, sealed_at,
                  proposed_by, sealed_by, destroy_on)
                values (:id, :campaign, :day, :known, :digest, :households, :at, :proposed, :sealed, :destroy)
                """)
                .param("id", id)
                .param("campaign", closing.campaign().value())
                .param("day", closing.spokenOf())
                .param("known", Times.sql(closing.knownBefore()))
                .param("digest", HexFormat.of().parseHex(closing.digest()))
                .param("households", closing.households())
                .param("at", Times.sql(closing.sealedAt()))
                .param("proposed", proposedBy)
                .param("sealed", sealedBy)
                .param("destroy", closing.destroyOn())
                .update();
        parts.forEach((village, part) -> jdbc.sql(
                        "insert into campaign_closing_village"
                                + " (closing_id, village_id, households, digest) values (:closing, :village, :households, :digest)")
                .param("closing", id)
                .param("village", village.value())
                .param("households", part.households())
                .param("digest", HexFormat.of().parseHex(part.digest()))
                .update());
    }

    void setDay(long closing, LocalDate destroyOn) {
        jdbc.sql("update campaign_closing set destroy_on = :day, halted_at = null, halted_by = null, halted_why = null"
                        + " where id = :id and destroyed_at is null")
                .param("day", destroyOn)
                .param("id", closing)
                .update();
    }

    boolean halt(long closing, long by, String why) {
        return jdbc.sql(
                                "update campaign_closing set destroy_on = null, halted_at = :now, halted_by = :by,"
                                        + " halted_why = :why where id = :id and destroyed_at is null and destroy_on is not null")
                        .param("now", Times.sql(clock.instant()))
                        .param("by", by)
                        .param("why", why)
                        .param("id", closing)
                        .update()
                == 1;
    }

    /** The villages of a seal, with their parts. */
    Map<DivisionId, Part> parts(long closing) {
        var parts = new LinkedHashMap<DivisionId, Part>();
        jdbc.sql("select village_id, households, digest from campaign_closing_village where closing_id = :id"
                        + " order by village_id")
                .param("id", closing)
                .query(row -> {
                    parts.put(
                            new DivisionId(row.getLong(1)),
                            new Part(row.getInt(2), HexFormat.of().formatHex(row.getBytes(3))));
                });
        return parts;
    }

    /** The villages whose names are still there. */
    List<DivisionId> villagesLeft(long closing) {
        return jdbc.sql("select village_id from campaign_closing_village where closing_id = :id"
                        + " and destroyed_at is null order by village_id")
                .param("id", closing)
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .list();
    }

    /** Whether the day that was set still stands, the row locked until the transaction ends. */
    boolean stands(long closing, LocalDate today) {
        return jdbc.sql("select destroy_on from campaign_closing where id = :id and destroyed_at is null for update")
                .param("id", closing)
                .query((row, index) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .optional()
                .flatMap(day -> day)
                .filter(day -> !day.isAfter(today))
                .isPresent();
    }

    void villageDestroyed(long closing, DivisionId village, long count) {
        jdbc.sql("update campaign_closing_village set destroyed_at = :now, destroyed = :count"
                        + " where closing_id = :id and village_id = :village")
                .param("now", Times.sql(clock.instant()))
                .param("count", count)
                .param("id", closing)
                .param("village", village.value())
                .update();
    }

    void destroyed(long closing) {
        jdbc.sql("update campaign_closing set destroyed_at = :now where id = :id")
                .param("now", Times.sql(clock.instant()))
                .param("id", closing)
                .update();
    }

    private static Closing map(ResultSet row, int index) throws SQLException {
        return new Closing(
                row.getLong(1),
                new CampaignId(row.getLong(2)),
                row.getObject(3, LocalDate.class),
                Times.instant(row.getObject(4, LocalDateTime.class)),
                HexFormat.of().formatHex(row.getBytes(5)),
                row.getInt(6),
                Times.instant(row.getObject(7, LocalDateTime.class)),
                row.getObject(8, LocalDate.class),
                instant(row, 9),
                row.getString(10),
                instant(row, 11));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var at = row.getObject(column, LocalDateTime.class);
        return at == null ? null : Times.instant(at);
    }
}
