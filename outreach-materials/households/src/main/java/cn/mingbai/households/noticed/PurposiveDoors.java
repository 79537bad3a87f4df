package cn.mingbai.households.noticed;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.believability.Flag.Why;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The doors at which an inspector may look first: a list drawn on purpose, never mixed with a random sample and in no
 * bound. It names doors and what was seen, in the order of villages and groups; it names no worker and counts nobody's.
 */
@Service
public class PurposiveDoors {

    /** Doors are listed for so many days after what was noticed. */
    static final int DAYS = 90;

    private static final int MOST = 1_000;

    private final JdbcClient jdbc;
    private final FieldCipher cipher;
    private final Access access;
    private final Clock clock;

    PurposiveDoors(JdbcClient jdbc, FieldCipher cipher, Access access, Clock clock) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.access = access;
        this.clock = clock;
    }

    /** What was seen, when, and the figure that its words name. */
    public record Reason(Why why, int number, Instant from, Instant to) {}

    /**
     * A door.
     *
     * @param number the household's number with its check character
     * @param maskedHead the head's name, masked
     * @param reasons the earliest first
     */
    public record Door(
            HouseholdId household,
            DivisionId village,
            String villageName,
            String group,
            String number,
            String maskedHead,
            List<Reason> reasons) {}

    /** The doors within reach, in the order of villages, groups and numbers; at most {@value #MOST}. */
    @Transactional(readOnly = true)
    public List<Door> within() {
        return doors(access.require(Action.VIEW_NOTICED_DOORS));
    }

    /**
     * The doors of a division.
     *
     * @see #within()
     */
    @Transactional(readOnly = true)
    public List<Door> within(DivisionId root) {
        access.require(Action.VIEW_NOTICED_DOORS, root);
        return doors(new Reach(Set.of(root), Times.today(clock)));
    }

    private List<Door> doors(Reach reach) {
        var today = Times.today(clock);
        Map<Long, Door> doors = new LinkedHashMap<>();
        jdbc.sql(
                        """
                select h.id, h.village_id, v.name, d.group_name, h.number, d.head, n.why, n.number, n.from_at, n.to_at
                from noticed n
                join noticed_household m on m.noticed_id = n.id
                join household h on h.id = m.household_id
                join household_details d on d.household_id = h.id and d.superseded_at = '9999-12-31'
                  and d.valid_from <= :today and d.valid_to > :today
                join household_state s on s.household_id = h.id and s.superseded_at = '9999-12-31'
                  and s.valid_from <= :today and s.valid_to > :today and s.state not in ('DEMOLISHED', 'MERGED')
                join division_version v on v.division_id = h.village_id and v.superseded_at = '9999-12-31'
                  and v.valid_from <= :today and v.valid_to > :today
                where n.superseded_at = '9999-12-31' and n.to_at >= :since and
                """ + Reach.covers("h.village_id")
                                + " order by v.code, d.group_order, char_length(h.number), h.number, n.from_at, n.id limit 5000")
                .param("today", today)
                .param(
                        "since",
                        Times.sql(today.minusDays(DAYS).atStartOfDay(Times.ZONE).toInstant()))
                .params(reach.parameters())
                .query(row -> {
                    var id = row.getLong(1);
                    if (!doors.containsKey(id)) {
                        if (doors.size() == MOST) {
                            return;
                        }
                        doors.put(
                                id,
                                new Door(
                                        new HouseholdId(id),
                                        new DivisionId(row.getLong(2)),
                                        row.getString(3),
                                        row.getString(4),
                                        new HouseholdNumber(row.getString(5)).shown(),
                                        HouseholdDetails.masked(cipher.decrypt(row.getBytes(6))),
                                        new ArrayList<>()));
                    }
                    java.util.Objects.requireNonNull(doors.get(id))
                            .reasons()
                            .add(new Reason(
                                    Why.valueOf(row.getString(7)),
                                    row.getInt(8),
                                    Times.instant(row.getObject(9, LocalDateTime.class)),
                                    Times.instant(row.getObject(10, LocalDateTime.class))));
                });
        return List.copyOf(doors.values());
    }
}
