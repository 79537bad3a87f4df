package cn.mingbai.households.outreach;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import cn.mingbai.households.ledger.VillageChanges;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the ledger and its workers leave an officer to do: handovers, villages with two workers A, dissolved villages whose
 * households belong nowhere, households without a head.
 */
@Component
@Internal
class OutreachTasks implements HomeTasks {

    private static final int NAMED = 5;

    private final Handovers handovers;
    private final VillageChanges changes;
    private final FieldCipher cipher;
    private final JdbcClient jdbc;
    private final Access access;
    private final Texts texts;
    private final Clock clock;

    OutreachTasks(
            Handovers handovers,
            VillageChanges changes,
            FieldCipher cipher,
            JdbcClient jdbc,
            Access access,
            Texts texts,
            Clock clock) {
        this.handovers = handovers;
        this.changes = changes;
        this.cipher = cipher;
        this.jdbc = jdbc;
        this.access = access;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        if (!access.may(Action.EDIT_LEDGER)) {
            return List.of();
        }
        var reach = access.require(Action.EDIT_LEDGER);
        var tasks = new ArrayList<HomeTask>();
        for (var gone : changes.orphaned()) {
            tasks.add(new HomeTask(
                    texts.get(locale, "households.task.orphaned", gone.name(), gone.households()), "village-changes"));
        }
        var leading = villagesWithTwoLeading(reach);
        if (leading > 0) {
            tasks.add(new HomeTask(texts.get(locale, "households.task.two-leading", leading), "outreach?show=open"));
        }
        var due = handovers.due();
        if (!due.isEmpty()) {
            var first = due.getFirst();
            tasks.add(
                    due.size() == 1
                            ? new HomeTask(
                                    texts.get(
                                            locale, "households.task.handover-one", first.villageName(), first.name()),
                                    HandoverView.address(first.village(), first.person()))
                            : new HomeTask(
                                    texts.get(
                                            locale,
                                            "households.task.handover",
                                            due.size(),
                                            first.villageName(),
                                            first.name()),
                                    "outreach?show=open"));
        }
        headless(reach, locale, tasks);
        return tasks;
    }

    private int villagesWithTwoLeading(Reach reach) {
        return jdbc.sql("""
                select count(*) from (select p.division_id from posting p
                  left join person_alias k on k.person_id = p.person_id
                  where p.duty = 'OUTREACH_A' and p.superseded_at = '9999-12-31'
                    and p.valid_from <= :today and p.valid_to > :today and
                """ + Reach.covers("p.division_id")
                        + " group by p.division_id having count(distinct coalesce(k.kept_id, p.person_id)) > 1) twice")
                .param("today", Times.today(clock))
                .params(reach.parameters())
                .query(Integer.class)
                .single();
    }

    private record Headless(long village, String name, int households) {}

    // Those with neither a head nor an informed member other than the former head. In one pass over all heads with the
    // same hash: few households have none.
    private List<Headless> headless(Reach reach) {
        return jdbc.sql("""
                select h.village_id, v.name, count(*) from household_details d
                join household h on h.id = d.household_id
                join household_state s on s.household_id = h.id and s.superseded_at = '9999-12-31'
                  and s.valid_from <= :today and s.valid_to > :today and s.state not in ('DEMOLISHED', 'MERGED', 'EMPTY')
                join division_version v on v.division_id = h.village_id and v.superseded_at = '9999-12-31'
                  and v.valid_from <= :today and v.valid_to > :today
                where d.head_hash = :nobody and d.superseded_at = '9999-12-31'
                  and d.valid_from <= :today and d.valid_to > :today
                  and not exists (select 1 from informed_member i where i.household_id = h.id and i.relation <> 'HEAD'
                    and i.superseded_at = '9999-12-31' and i.valid_from <= :today and i.valid_to > :today) and
                """ + Reach.covers("h.village_id") + " group by h.village_id, v.code, v.name order by v.code")
                .param("today", Times.today(clock))
                .param("nobody", cipher.searchHash(""))
                .params(reach.parameters())
                .query((row, index) -> new Headless(row.getLong(1), row.getString(2), row.getInt(3)))
                .list();
    }

    // Each village once, with a link to its households; of more than a few villages, the rest in one line.
    private void headless(Reach reach, Locale locale, List<HomeTask> tasks) {
        var villages = headless(reach);
        villages.stream()
                .limit(villages.size() > NAMED + 1 ? NAMED : villages.size())
                .forEach(village -> tasks.add(new HomeTask(
                        texts.get(locale, "households.task.headless", village.name(), village.households()),
                        "households/" + village.village() + "?head=none")));
        if (villages.size() > NAMED + 1) {
            tasks.add(new HomeTask(
                    texts.get(
                            locale,
                            "households.task.headless-more",
                            villages.size() - NAMED,
                            villages.stream()
                                    .skip(NAMED)
                                    .mapToInt(Headless::households)
                                    .sum()),
                    "households"));
        }
    }

    @Override
    public int order() {
        return 22;
    }
}
