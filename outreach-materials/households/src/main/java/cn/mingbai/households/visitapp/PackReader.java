package cn.mingbai.households.visitapp;

import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.areas.Area;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.informed.ThreeQuestions;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.sheets.BlankNumber;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what goes into a phone's pack. */
@Component
class PackReader {

    private static final CoverageDirectory.Door NO_CAMPAIGN = new CoverageDirectory.Door(false, false, 0);

    private final JdbcClient jdbc;
    private final FieldCipher cipher;
    private final Codes codes;
    private final DivisionDirectory divisions;
    private final CampaignDirectory campaigns;
    private final CoverageDirectory coverage;
    private final Clock clock;

    PackReader(
            JdbcClient jdbc,
            FieldCipher cipher,
            Codes codes,
            DivisionDirectory divisions,
            CampaignDirectory campaigns,
            CoverageDirectory coverage,
            Clock clock) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.codes = codes;
        this.divisions = divisions;
        this.campaigns = campaigns;
        this.coverage = coverage;
        this.clock = clock;
    }

    private record Line(long id, String number, String group, byte[] head, String state) {}

    private record Last(String outcome, LocalDate day) {}

    private record Informed(String level, String policy) {}

    /** A village as far as it is the worker's; of what is not, only numbers and codes. */
    VisitPack.Village village(DivisionId village, Area area, PolicyQuestions.@Nullable Pool pool) {
        var today = Times.today(clock);
        var all = jdbc.sql("""
                select h.id, h.number, d.group_name, d.head, s.state from household h
                join household_details d on d.household_id = h.id and d.superseded_at = '9999-12-31'
                  and d.valid_from <= :day and d.valid_to > :day
                join household_state s on s.household_id = h.id and s.superseded_at = '9999-12-31'
                  and s.valid_from <= :day and s.valid_to > :day
                where h.village_id = :village and s.state not in ('DEMOLISHED', 'MERGED')
                order by d.group_order, char_length(h.number), h.number
                """)
                .param("village", village.value())
                .param("day", today)
                .query((row, index) ->
                        new Line(row.getLong(1), row.getString(2), row.getString(3), row.getBytes(4), row.getString(5)))
                .list();
        var lines = all.stream().filter(line -> area.holds(line.group())).toList();
        var last = last(village);
        var informed = informed(village, today);
        var known = codes.fingerprints(
                CodeKind.HOUSEHOLD, all.stream().map(Line::id).toList());
        var campaign = campaigns.covering(village, today);
        var doors = coverage.doors(village, AsOf.today(clock));
        return new VisitPack.Village(
                village.value(),
                divisions.get(village, today).name(),
                campaign.map(Campaign::from).orElse(null),
                campaign.map(Campaign::phoneCountsForAway).orElse(false),
                area.whole() ? null : lines.stream().map(Line::group).distinct().toList(),
                lines.stream()
                        .map(line -> {
                            var visited = last.get(line.id());
                            var member = informed.get(line.id());
                            var door = doors.getOrDefault(line.id(), NO_CAMPAIGN);
                            return new VisitPack.Household(
                                    line.id(),
                                    new HouseholdNumber(line.number()).shown(),
                                    line.group(),
                                    HouseholdDetails.masked(cipher.decrypt(line.head())),
                                    line.state(),
                                    door.due() ? true : null,
                                    door.reached() ? true : null,
                                    door.missed() > 0 ? door.missed() : null,
                                    visited == null ? null : visited.outcome(),
                                    visited == null ? null : visited.day(),
                                    member == null ? null : member.level(),
                                    member == null ? null : member.policy(),
                                    pool == null
                                            ? null
                                            : ThreeQuestions.places(
                                                    line.id(),
                                                    pool.version(),
                                                    pool.questions().size()),
                                    known.get(line.id()));
                        })
                        .toList(),
                area.whole()
                        ? null
                        : all.stream()
                                .filter(line -> !area.holds(line.group()))
                                .map(line -> new VisitPack.Other(
                                        new HouseholdNumber(line.number()).shown(), known.get(line.id())))
                                .toList(),
                blanks(village));
    }

    private Map<Long, Last> last(DivisionId village) {
        var last = new java.util.HashMap<Long, Last>();
        jdbc.sql("""
                select h.id, v.outcome, v.visited_on from household h
                join visit v on v.id = (select l.id from visit l where l.household_id = h.id
                  and l.superseded_at = '9999-12-31' order by l.visited_on desc, l.id desc limit 1)
                where h.village_id = :village
                """).param("village", village.value()).query(row -> {
            last.put(row.getLong(1), new Last(row.getString(2), row.getObject(3, LocalDate.class)));
        });
        return last;
    }

    private Map<Long, Informed> informed(DivisionId village, LocalDate day) {
        var informed = new java.util.HashMap<Long, Informed>();
        jdbc.sql("""
                select i.household_id, i.level, i.policy_version from informed_member i
                join household h on h.id = i.household_id
                where h.village_id = :village and i.superseded_at = '9999-12-31'
                  and i.valid_from <= :day and i.valid_to > :day
                """).param("village", village.value()).param("day", day).query(row -> {
            var policy = row.getString(3);
            informed.put(row.getLong(1), new Informed(row.getString(2), policy == null ? "" : policy));
        });
        return informed;
    }

    private List<VisitPack.BlankSheet> blanks(DivisionId village) {
        record Blank(long id, int number, java.util.Optional<Long> household) {}
        var blanks = jdbc.sql("""
                select b.id, b.number, g.household_id from blank_sheet b
                left join blank_binding g on g.blank_id = b.id and g.superseded_at = '9999-12-31'
                where b.village_id = :village order by b.number desc limit 500
                """)
                .param("village", village.value())
                .query((row, index) -> new Blank(
                        row.getLong(1), row.getInt(2), java.util.Optional.ofNullable(row.getObject(3, Long.class))))
                .list();
        var known = codes.fingerprints(
                CodeKind.BLANK, blanks.stream().map(Blank::id).toList());
        return blanks.stream()
                .filter(blank -> known.containsKey(blank.id()))
                .map(blank -> new VisitPack.BlankSheet(
                        new BlankNumber(blank.number()).shown(),
                        known.get(blank.id()),
                        blank.household().orElse(null)))
                .toList();
    }
}
