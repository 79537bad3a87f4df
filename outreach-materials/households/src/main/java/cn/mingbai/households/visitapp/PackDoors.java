package cn.mingbai.households.visitapp;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.InLists;
import cn.mingbai.households.visits.Relation;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a phone needs to know single households by without a line, for the parts of other modules; masked. */
@Component
@Internal
public class PackDoors {

    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;
    private final FieldCipher cipher;
    private final Codes codes;

    PackDoors(JdbcClient jdbc, FieldCipher cipher, Codes codes) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.codes = codes;
    }

    /**
     * A household.
     *
     * @param number with its check character
     * @param order sorts the groups of a village as its lists do
     * @param head masked
     * @param codes the first ten hexadecimal digits of the SHA-256 of each code in force that leads to it: its own and those of
     *     blank sheets it was given
     * @param informed who is recorded as its informed member, or null
     */
    public record Door(
            String number,
            String group,
            String order,
            String head,
            List<String> codes,
            @Nullable Informed informed) {}

    /**
     * An informed member.
     *
     * @param relation to the head, or null when nobody was named
     * @param member the name, masked, where the worker gave one
     * @param level how well it is evidenced
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Informed(
            @Nullable Relation relation, @Nullable String member, String level) {}

    /** These households as they are on {@code day}, as known now; those that are not known by then are missing. */
    public Map<HouseholdId, Door> of(Collection<HouseholdId> households, LocalDate day) {
        var ids =
                households.stream().map(HouseholdId::value).distinct().sorted().toList();
        var doors = new HashMap<HouseholdId, Door>();
        for (var from = 0; from < ids.size(); from += CHUNK) {
            read(ids.subList(from, Math.min(ids.size(), from + CHUNK)), day, doors);
        }
        return doors;
    }

    private void read(List<Long> ids, LocalDate day, Map<HouseholdId, Door> doors) {
        var informed = informed(ids, day);
        var known = codes(ids);
        jdbc.sql("""
                select h.id, h.number, d.group_name, d.group_order, d.head from household h
                join household_details d on d.household_id = h.id and d.superseded_at = '9999-12-31'
                  and d.valid_from <= :day and d.valid_to > :day
                where h.id in (:ids)
                """).param("ids", InLists.padded(ids)).param("day", day).query(row -> {
            var id = row.getLong(1);
            doors.put(
                    new HouseholdId(id),
                    new Door(
                            new HouseholdNumber(row.getString(2)).shown(),
                            row.getString(3),
                            row.getString(4),
                            HouseholdDetails.masked(cipher.decrypt(row.getBytes(5))),
                            known.getOrDefault(id, List.of()),
                            informed.get(id)));
        });
    }

    private Map<Long, List<String>> codes(List<Long> ids) {
        var known = new HashMap<Long, List<String>>();
        codes.fingerprints(CodeKind.HOUSEHOLD, ids)
                .forEach((id, code) ->
                        known.computeIfAbsent(id, none -> new ArrayList<>()).add(code));
        var blanks = new HashMap<Long, Long>();
        jdbc.sql("select blank_id, household_id from blank_binding where household_id in (:ids)"
                        + " and superseded_at = '9999-12-31'")
                .param("ids", InLists.padded(ids))
                .query(row -> {
                    blanks.put(row.getLong(1), row.getLong(2));
                });
        codes.fingerprints(CodeKind.BLANK, List.copyOf(blanks.keySet()))
                .forEach((blank, code) -> known.computeIfAbsent(
                                java.util.Objects.requireNonNull(blanks.get(blank)), none -> new ArrayList<>())
                        .add(code));
        return known;
    }

    private Map<Long, Informed> informed(List<Long> ids, LocalDate day) {
        var informed = new HashMap<Long, Informed>();
        jdbc.sql("""
                select i.household_id, i.relation, v.member, i.level from informed_member i
                left join visit v on v.id = i.visit_id
                where i.household_id in (:ids) and i.superseded_at = '9999-12-31'
                  and i.valid_from <= :day and i.valid_to > :day
                """).param("ids", InLists.padded(ids)).param("day", day).query(row -> {
            var relation = row.getString(2);
            var member = row.getBytes(3);
            informed.put(
                    row.getLong(1),
                    new Informed(
                            relation == null ? null : Relation.valueOf(relation),
                            member == null ? null : HouseholdDetails.masked(cipher.decrypt(member)),
                            row.getString(4)));
        });
        return informed;
    }
}
