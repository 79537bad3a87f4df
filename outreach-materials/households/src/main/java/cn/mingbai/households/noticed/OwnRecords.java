package cn.mingbai.households.noticed;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.believability.Flag;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdNumber;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What an inspector may look at first, as the worker sees it whose records it is. */
@Service
public class OwnRecords {

    private static final int MOST_DOORS = 60;

    private final NoticedRows rows;
    private final JdbcClient jdbc;
    private final FieldCipher cipher;
    private final Access access;
    private final Clock clock;

    OwnRecords(NoticedRows rows, JdbcClient jdbc, FieldCipher cipher, Access access, Clock clock) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Something noticed.
     *
     * @param doors the households concerned that the worker serves, the first {@value #MOST_DOORS}
     */
    public record Notice(Flag flag, List<Door> doors) {}

    /** A household, its head masked. */
    public record Door(String group, String head, String number) {}

    /** What is noticed in the caller's own records and in the villages that the caller serves, the latest first. */
    @Transactional(readOnly = true)
    public List<Notice> noticed() {
        var reach = access.require(Action.RECORD_VISIT);
        var flags = rows.of(access.caller().person(), reach.roots());
        var ids = flags.stream()
                .flatMap(flag -> flag.households().stream())
                .distinct()
                .toList();
        var doors = new HashMap<Long, Door>();
        if (!ids.isEmpty()) {
            jdbc.sql("select h.id, d.group_name, d.head, h.number from household h join household_details d"
                            + " on d.household_id = h.id and d.superseded_at = '9999-12-31' and d.valid_from <= :today"
                            + " and d.valid_to > :today where h.id in (:ids) and " + Reach.covers("h.village_id"))
                    .param("today", Times.today(clock))
                    .param("ids", ids)
                    .params(reach.parameters())
                    .query(row -> {
                        doors.put(
                                row.getLong(1),
                                new Door(
                                        row.getString(2),
                                        HouseholdDetails.masked(cipher.decrypt(row.getBytes(3))),
                                        new HouseholdNumber(row.getString(4)).shown()));
                    });
        }
        return flags.stream()
                .map(flag -> new Notice(
                        flag,
                        flag.households().stream()
                                .map(doors::get)
                                .filter(Objects::nonNull)
                                .limit(MOST_DOORS)
                                .toList()))
                .toList();
    }
}
