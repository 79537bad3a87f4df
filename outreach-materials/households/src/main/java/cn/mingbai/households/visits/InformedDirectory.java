package cn.mingbai.households.visits;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.InLists;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who of a household is stated to know the policy, whoever asks. */
@Component
@Internal
public class InformedDirectory {

    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;
    private final FieldCipher cipher;

    InformedDirectory(JdbcClient jdbc, FieldCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    /**
     * What is known at a door.
     *
     * @param maskedHead the head's name, masked
     * @param informed the 明白人 that was stated last, or null while there is none
     */
    public record Known(String maskedHead, @Nullable Relation informed) {}

    /** What is known of these households on a day, as known now; those without details on that day are left out. */
    public Map<HouseholdId, Known> of(Collection<HouseholdId> households, LocalDate day) {
        var known = new HashMap<HouseholdId, Known>();
        var ids =
                households.stream().map(HouseholdId::value).distinct().sorted().toList();
        for (var from = 0; from < ids.size(); from += CHUNK) {
            read(InLists.padded(ids.subList(from, Math.min(ids.size(), from + CHUNK))), day, known);
        }
        return known;
    }

    /**
     * The heads of these households on a day, as known now.
     *
     * @param clear whether in clear; whoever asks for that has checked the reason
     */
    public Map<HouseholdId, String> heads(Collection<HouseholdId> households, LocalDate day, boolean clear) {
        var heads = new HashMap<HouseholdId, String>();
        var ids =
                households.stream().map(HouseholdId::value).distinct().sorted().toList();
        for (var from = 0; from < ids.size(); from += CHUNK) {
            jdbc.sql("select household_id, head from household_details where household_id in (:ids)"
                            + " and superseded_at = '9999-12-31' and valid_from <= :day and valid_to > :day")
                    .param("ids", InLists.padded(ids.subList(from, Math.min(ids.size(), from + CHUNK))))
                    .param("day", day)
                    .query(row -> {
                        var head = cipher.decrypt(row.getBytes(2));
                        heads.put(new HouseholdId(row.getLong(1)), clear ? head : HouseholdDetails.masked(head));
                    });
        }
        return heads;
    }

    private void read(List<Long> ids, LocalDate day, Map<HouseholdId, Known> known) {
        jdbc.sql("""
                select d.household_id, d.head, (
                  select i.relation from informed_member i where i.household_id = d.household_id
                    and i.superseded_at = '9999-12-31' and i.valid_from <= :day and i.valid_to > :day
                  order by i.valid_from desc, i.id desc limit 1)
                from household_details d where d.household_id in (:ids) and d.superseded_at = '9999-12-31'
                  and d.valid_from <= :day and d.valid_to > :day
                """).param("ids", ids).param("day", day).query(row -> {
            known.put(
                    new HouseholdId(row.getLong(1)),
                    new Known(
                            HouseholdDetails.masked(cipher.decrypt(row.getBytes(2))),
                            Optional.ofNullable(row.getString(3))
                                    .map(Relation::valueOf)
                                    .orElse(null)));
        });
    }
}
