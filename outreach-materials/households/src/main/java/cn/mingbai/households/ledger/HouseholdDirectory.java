package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the ledger, whoever asks. */
@Component
@Internal
public class HouseholdDirectory {

    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;
    private final FieldCipher cipher;
    private final Clock clock;

    HouseholdDirectory(JdbcClient jdbc, FieldCipher cipher, Clock clock) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.clock = clock;
    }

    /**
     * A household as its printed sheet names it.
     *
     * @param number the household's number with its check character
     * @param group the group's name, may be empty
     * @param headName the head's name in clear: only for the stub
     */
    public record SheetLine(HouseholdId household, String number, String group, String headName) {}

    /**
     * Where a household belongs and how it is told apart without giving its name away.
     *
     * @param number the household's number with its check character
     * @param group the group's name, may be empty
     * @param maskedHead the head's name, masked
     */
    public record Place(HouseholdId household, DivisionId village, String group, String number, String maskedHead) {}

    /**
     * The households of a village for which a sheet is printed: all but the demolished, merged and empty ones, as of
     * {@code day} as known now, in group order, then by number.
     */
    public List<SheetLine> inGroupOrder(DivisionId village, LocalDate day) {
        return jdbc.sql("""
                select h.id, h.number, d.group_name, d.head from household h
                join household_details d on d.household_id = h.id and d.superseded_at = '9999-12-31'
                  and d.valid_from <= :day and d.valid_to > :day
                join household_state s on s.household_id = h.id and s.superseded_at = '9999-12-31'
                  and s.valid_from <= :day and s.valid_to > :day
                where h.village_id = :village and s.state not in ('DEMOLISHED', 'MERGED', 'EMPTY')
                order by d.group_order, char_length(h.number), h.number
                """)
                .param("village", village.value())
                .param("day", day)
                .query((row, index) -> new SheetLine(
                        new HouseholdId(row.getLong(1)),
                        new HouseholdNumber(row.getString(2)).shown(),
                        row.getString(3),
                        cipher.decrypt(row.getBytes(4))))
                .list();
    }

    /** The numbers of households with their check characters, by id, as they were on {@code asOf.day()} and known then. */
    public Map<Long, String> numbers(Collection<Long> households, AsOf asOf) {
        var numbers = new HashMap<Long, String>();
        var ids = households.stream().sorted().toList();
        for (var from = 0; from < ids.size(); from += CHUNK) {
            jdbc.sql("""
                    select h.id, coalesce(p.number, h.number) from household h
                    left join household_place p on p.household_id = h.id
                      and p.recorded_at < :known and p.superseded_at >= :known
                      and p.valid_from <= :day and p.valid_to > :day
                    where h.id in (:ids)
                    """)
                    .param("known", Times.sql(asOf.knownBefore()))
                    .param("day", asOf.day())
                    .param("ids", ids.subList(from, Math.min(from + CHUNK, ids.size())))
                    .query(row -> {
                        numbers.put(row.getLong(1), new HouseholdNumber(row.getString(2)).shown());
                    });
        }
        return numbers;
    }

    /** The household of a village that bears this number; failing one, the one that bore it there last. */
    public Optional<HouseholdId> byNumber(DivisionId village, HouseholdNumber number) {
        return jdbc.sql("""
                select id from (
                  select id, 0 former, 0 place from household where village_id = :village and number = :number
                  union all
                  select household_id, 1, id from household_place
                  where village_id = :village and number = :number and superseded_at = '9999-12-31') known
                order by former, place desc limit 1
                """)
                .param("village", village.value())
                .param("number", number.value())
                .query((row, index) -> new HouseholdId(row.getLong(1)))
                .optional();
    }

    /** The village that the household belonged to on {@code day}, as known now. */
    public Optional<DivisionId> villageOn(HouseholdId household, LocalDate day) {
        return jdbc.sql("""
                select coalesce(p.village_id, h.village_id) from household h
                left join household_place p on p.household_id = h.id and p.superseded_at = '9999-12-31'
                  and p.valid_from <= :day and p.valid_to > :day
                where h.id = :id
                """)
                .param("id", household.value())
                .param("day", day)
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .optional();
    }

    /** The household that this one is part of on {@code day}, as known now, through as many as there are; itself if of none. */
    public HouseholdId survivor(HouseholdId household, LocalDate day) {
        var survivor = household;
        var seen = new HashSet<HouseholdId>();
        while (seen.add(survivor)) {
            var into = jdbc.sql("""
                    select other_id from household_origin where household_id = :id and kind = 'MERGED'
                      and superseded_at = '9999-12-31' and valid_from <= :day and valid_to > :day
                    """)
                    .param("id", survivor.value())
                    .param("day", day)
                    .query((row, index) -> new HouseholdId(row.getLong(1)))
                    .optional();
            survivor = into.orElse(survivor);
        }
        return survivor;
    }

    /** The household's place today, as known now. */
    public Optional<Place> find(HouseholdId household) {
        return jdbc.sql("""
                select h.id, h.village_id, h.number, d.group_name, d.head from household h
                join household_details d on d.household_id = h.id and d.superseded_at = '9999-12-31'
                  and d.valid_from <= :day and d.valid_to > :day
                where h.id = :id
                """)
                .param("id", household.value())
                .param("day", Times.today(clock))
                .query((row, index) -> new Place(
                        new HouseholdId(row.getLong(1)),
                        new DivisionId(row.getLong(2)),
                        row.getString(4),
                        new HouseholdNumber(row.getString(3)).shown(),
                        HouseholdDetails.masked(cipher.decrypt(row.getBytes(5)))))
                .optional();
    }
}
