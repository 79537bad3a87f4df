package cn.mingbai.district.bulletins;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells of which units bulletins were made. */
@Component
@Internal
public class BulletinDirectory {

    private final JdbcClient jdbc;

    BulletinDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The bulletins of a unit for a phase.
     *
     * @param count how often one was taken out of the house, as a page or as a table; at least 1
     * @param lastDay until which day the one that reaches furthest speaks
     */
    public record Made(int count, LocalDate lastDay) {}

    /**
     * The bulletins of these units that speak of no later day than {@code asOf.day()} and were made by then as known; units
     * without any are missing.
     */
    public Map<DivisionId, Made> made(CampaignId campaign, int phase, Collection<DivisionId> units, AsOf asOf) {
        var made = new HashMap<DivisionId, Made>();
        if (!units.isEmpty()) {
            jdbc.sql("""
                    select division_id, count(*), max(day) from bulletin_made
                    where campaign_id = :campaign and phase = :phase and division_id in (:units)
                      and day <= :day and made_at < :known
                    group by division_id
                    """)
                    .param("campaign", campaign.value())
                    .param("phase", phase)
                    .param("units", units.stream().map(DivisionId::value).toList())
                    .param("day", asOf.day())
                    .param("known", Times.sql(asOf.knownBefore()))
                    .query(row -> {
                        made.put(
                                new DivisionId(row.getLong(1)),
                                new Made(row.getInt(2), row.getObject(3, LocalDate.class)));
                    });
        }
        return made;
    }

    /** Notes that one was made. */
    void note(CampaignId campaign, int phase, DivisionId unit, LocalDate day, long by, java.time.Instant now) {
        jdbc.sql("""
                insert into bulletin_made (id, division_id, campaign_id, phase, day, made_at, made_by)
                values (next value for bulletin_made_seq, :unit, :campaign, :phase, :day, :now, :by)
                """)
                .param("unit", unit.value())
                .param("campaign", campaign.value())
                .param("phase", phase)
                .param("day", day)
                .param("now", Times.sql(now))
                .param("by", by)
                .update();
    }
}
