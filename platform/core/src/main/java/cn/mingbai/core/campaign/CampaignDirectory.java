package cn.mingbai.core.campaign;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads campaigns, whoever asks. */
@Component
@Internal
public class CampaignDirectory {

    private final JdbcClient jdbc;

    CampaignDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The campaign that covers {@code division} on {@code day}: the latest begun of the units above it; failing one that runs, the last one that ran.
     */
    public Optional<Campaign> covering(DivisionId division, LocalDate day) {
        return jdbc.sql("""
                select c.id, c.division_id, c.name, c.document_number, c.household_basis, c.basis_note,
                  c.phone_counts_for_away, c.valid_from, c.valid_to
                from campaign c
                join division_ancestor a on a.ancestor_id = c.division_id and a.descendant_id = :division
                  and a.valid_from <= :day and a.valid_to > :day
                where c.superseded_at = '9999-12-31' and c.valid_from <= :day
                order by c.valid_from desc, a.depth limit 1
                """)
                .param("division", division.value())
                .param("day", day)
                .query((row, index) -> new Campaign(
                        new CampaignId(row.getLong(1)),
                        new DivisionId(row.getLong(2)),
                        row.getString(3),
                        row.getString(4),
                        HouseholdBasis.valueOf(row.getString(5)),
                        row.getString(6),
                        row.getBoolean(7),
                        row.getObject(8, LocalDate.class),
                        row.getObject(9, LocalDate.class),
                        phases(row.getLong(1))))
                .optional();
    }

    List<Campaign.Phase> phases(long campaign) {
        return jdbc.sql("select name, valid_from, valid_to, reporting_day from campaign_phase where campaign_id = :id"
                        + " order by position")
                .param("id", campaign)
                .query((row, index) -> new Campaign.Phase(
                        row.getString(1),
                        row.getObject(2, LocalDate.class),
                        row.getObject(3, LocalDate.class),
                        row.getObject(4, LocalDate.class)))
                .list();
    }
}
