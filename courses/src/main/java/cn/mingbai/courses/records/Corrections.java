package cn.mingbai.courses.records;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Corrections (冲正) that officers propose from the evidence of somebody within their reach. */
@Service
public class Corrections {

    private final JdbcClient jdbc;
    private final Reversals reversals;
    private final PersonAliases aliases;
    private final Access access;
    private final Clock clock;

    Corrections(JdbcClient jdbc, Reversals reversals, PersonAliases aliases, Access access, Clock clock) {
        this.jdbc = jdbc;
        this.reversals = reversals;
        this.aliases = aliases;
        this.access = access;
        this.clock = clock;
    }

    private record Row(long person, String evidence, LocalDate on) {}

    /**
     * Proposes to take a record back, with every other record that rests on the same fact; a second person decides in
     * 待复核.
     *
     * @param record the record's number
     * @param reason why, 1 to 300 characters
     * @throws NotFound when there is no such record, or its person is neither posted within reach today nor was so on the
     *     day of the record
     * @throws Conflict when it was taken back before, or a proposal waits already
     * @throws RuleViolation when there is no reason
     */
    @Transactional
    public void propose(long record, String reason) {
        var reach = access.require(Action.RECORD_TRAINING);
        var row = jdbc.sql("select person_id, evidence, happened_on from training_record"
                        + " where id = :id and reversal_of is null")
                .param("id", record)
                .query((found, index) ->
                        new Row(found.getLong(1), found.getString(2), found.getObject(3, LocalDate.class)))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        reversals.propose(
                Reversals.group(row.evidence()), division(aliases.all(row.person()), row.on(), reach), reason);
    }

    private DivisionId division(Set<Long> persons, LocalDate day, Reach reach) {
        return jdbc.sql("""
                select p.division_id from posting p where p.person_id in (:persons) and p.superseded_at = '9999-12-31'
                  and ((p.valid_from <= :today and p.valid_to > :today) or (p.valid_from <= :day and p.valid_to > :day))
                  and
                """ + Reach.covers("p.division_id")
                        + " order by case when p.valid_from <= :today and p.valid_to > :today then 0 else 1 end, p.id"
                        + " limit 1")
                .param("persons", persons)
                .param("today", Times.today(clock))
                .param("day", day)
                .params(reach.parameters())
                .query((found, index) -> new DivisionId(found.getLong(1)))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }
}
