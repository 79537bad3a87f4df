package cn.mingbai.households.informed;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.FactsWatch;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.Writes;
import cn.mingbai.households.visits.Answering;
import cn.mingbai.households.visits.InformedLevel;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.households.visits.Statements;
import cn.mingbai.households.visits.VisitsWatch;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes that somebody of a household knows the policy: by three right answers, or because an inspector found it so. For
 * each household, policy version and way of answering the first one counts and stays; the figures follow in the same
 * transaction.
 */
@Component
@Internal
public class Confirmations {

    private static final String OWN_PHONE = "OWN_PHONE";
    private static final String BURST = "BURST";

    private final JdbcClient jdbc;
    private final Statements statements;
    private final FactsWatch watch;
    private final Writes writes;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final Clock clock;

    Confirmations(
            JdbcClient jdbc,
            Statements statements,
            FactsWatch watch,
            Writes writes,
            ApplicationEventPublisher events,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.statements = statements;
        this.watch = watch;
        this.writes = writes;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 自答: a household answered its three questions right, by itself. A second time changes nothing.
     *
     * @param installation what the browser says it is registered as, or null; when a worker's phone is registered by it,
     *     the confirmation is shown apart
     */
    public void byItself(HouseholdId household, String version, @Nullable UUID installation) {
        var worker = installation == null ? null : workerOf(installation);
        var village = writes.inTransaction(() -> {
            var now = clock.instant();
            var day = Times.dayOf(now);
            var home = village(household);
            watch.around(List.of(household), now, () -> {
                if (confirmed(List.of(household.value()))
                        .contains(new Once(household.value(), Answering.SELF_ANSWERED, version))) {
                    return;
                }
                var id = nextId();
                jdbc.sql("""
                        insert into confirmation (id, household_id, village_id, how, policy_version, right_answers,
                          confirms, answered_on, happened_at, recorded_at)
                        values (:id, :household, :village, 'SELF_ANSWERED', :version, :right, :version, :day, :now, :now)
                        """)
                        .param("id", id)
                        .param("household", household.value())
                        .param("village", home.value())
                        .param("version", version)
                        .param("right", ThreeQuestions.THREE)
                        .param("day", day)
                        .param("now", Times.sql(now))
                        .update();
                if (worker != null) {
                    mark(id, OWN_PHONE, worker, now);
                }
                statements.write(
                        List.of(confirming(
                                household.value(), day, Answering.SELF_ANSWERED, worker != null, version, id, null)),
                        now);
                audit.recordFor(
                        null,
                        "-",
                        "informed.confirm",
                        "household " + household.value(),
                        home,
                        "confirmation " + id + " SELF_ANSWERED " + version);
            });
            return home;
        });
        events.publishEvent(new HouseholdAnswered(village, worker));
    }

    /**
     * Answers that an outreach worker's phone handed in.
     *
     * @param village where the household belongs
     * @param right how many are right
     * @param clockMark what was wrong with the phone's clock, or null
     */
    public record OfPhone(
            UUID clientId,
            HouseholdId household,
            DivisionId village,
            PersonId worker,
            long device,
            Answering how,
            String version,
            int right,
            LocalDate day,
            Instant happenedAt,
            @Nullable Instant deviceAt,
            @Nullable String clockMark,
            byte[] hash) {}

    /**
     * What was inserted.
     *
     * @param ids in the order of the answers
     * @param restated all that was and is stated of each household that was confirmed
     */
    public record Inserted(List<Long> ids, VisitsWatch.Restated restated) {}

    /** Inserts what phones handed in; whoever calls it holds the households locked and keeps the figures in step. */
    public Inserted insertAll(List<OfPhone> answers, Instant now) {
        if (answers.isEmpty()) {
            return new Inserted(List.of(), VisitsWatch.Restated.NOTHING);
        }
        var confirmed = confirmed(
                answers.stream().map(one -> one.household().value()).distinct().toList());
        var ids = new ArrayList<Long>();
        var made = new ArrayList<Statements.Made>();
        for (var one : answers) {
            var id = nextId();
            ids.add(id);
            var confirms = one.right() >= ThreeQuestions.THREE
                    && confirmed.add(new Once(one.household().value(), one.how(), one.version()));
            jdbc.sql("""
                    insert into confirmation (id, client_id, household_id, village_id, how, policy_version,
                      right_answers, confirms, answered_on, worker_id, device_id, happened_at, device_at, clock_mark,
                      payload_hash, recorded_at)
                    values (:id, :client, :household, :village, :how, :version, :right, :confirms, :day, :worker, :device,
                      :happened, :device_at, :mark, :hash, :now)
                    """)
                    .param("id", id)
                    .param("client", one.clientId().toString())
                    .param("household", one.household().value())
                    .param("village", one.village().value())
                    .param("how", one.how().name())
                    .param("version", one.version())
                    .param("right", one.right())
                    .param("confirms", confirms ? one.version() : null)
                    .param("day", one.day())
                    .param("worker", one.worker().value())
                    .param("device", one.device())
                    .param("happened", Times.sql(one.happenedAt()))
                    .param("device_at", one.deviceAt() == null ? null : Times.sql(one.deviceAt()))
                    .param("mark", one.clockMark())
                    .param("hash", one.hash())
                    .param("now", Times.sql(now))
                    .update();
            if (confirms) {
                made.add(confirming(
                        one.household().value(),
                        one.day(),
                        one.how(),
                        false,
                        one.version(),
                        id,
                        one.worker().value()));
            }
        }
        return new Inserted(ids, statements.write(made, now));
    }

    /**
     * 核实: an inspector found that somebody of the household knows a policy version.
     *
     * @param relation who it is, or null when that was not noted: then it is whoever was named before
     */
    public void checked(
            HouseholdId household, String version, LocalDate day, @Nullable Relation relation, PersonId inspector) {
        writes.inTransaction(() -> {
            var now = clock.instant();
            var home = village(household);
            watch.around(
                    List.of(household),
                    now,
                    () -> statements.write(
                            List.of(new Statements.Made(
                                    household.value(),
                                    day,
                                    relation,
                                    InformedLevel.CHECKED,
                                    null,
                                    false,
                                    version,
                                    null,
                                    null,
                                    inspector.value())),
                            now));
            audit.recordFor(
                    inspector, "informed.check", "household " + household.value(), home, version + " on " + day);
        });
    }

    /**
     * Says which of some confirmations belong to a burst: those are shown apart, the others no longer for that reason.
     *
     * @param considered the household of each confirmation judged
     * @param inBurst those of them that do
     */
    public void bursts(Map<Long, HouseholdId> considered, Set<Long> inBurst) {
        if (considered.isEmpty() || marked(considered.keySet(), BURST).equals(inBurst)) {
            return;
        }
        writes.inTransaction(() -> {
            var now = clock.instant();
            watch.around(new HashSet<>(considered.values()), now, () -> {
                var before = marked(considered.keySet(), BURST);
                var begun = inBurst.stream().filter(id -> !before.contains(id)).toList();
                var ended = before.stream().filter(id -> !inBurst.contains(id)).toList();
                begun.forEach(id -> mark(id, BURST, null, now));
                if (!ended.isEmpty()) {
                    jdbc.sql("update confirmation_mark set superseded_at = :now where confirmation_id in (:ids)"
                                    + " and why = 'BURST' and superseded_at = '9999-12-31'")
                            .param("now", Times.sql(now))
                            .param("ids", ended)
                            .update();
                }
                var own = marked(considered.keySet(), OWN_PHONE);
                statements.showApart(begun, true, now);
                statements.showApart(
                        ended.stream().filter(id -> !own.contains(id)).toList(), false, now);
                restate(Set.copyOf(considered.values()), now);
            });
        });
    }

    /** Lets every confirmation of these households say again what it says: the strongest of them stands. */
    private void restate(Collection<HouseholdId> households, Instant now) {
        statements.write(
                jdbc.sql("""
                        select c.id, c.household_id, c.answered_on, c.how, c.confirms, c.worker_id,
                          exists (select 1 from confirmation_mark m where m.confirmation_id = c.id
                            and m.superseded_at = '9999-12-31')
                        from confirmation c where c.household_id in (:households) and c.confirms is not null
                        order by c.id
                        """)
                        .param(
                                "households",
                                households.stream().map(HouseholdId::value).toList())
                        .query((row, index) -> confirming(
                                row.getLong(2),
                                row.getObject(3, LocalDate.class),
                                Answering.valueOf(row.getString(4)),
                                row.getBoolean(7),
                                row.getString(5),
                                row.getLong(1),
                                row.getObject(6, Long.class)))
                        .list(),
                now);
    }

    private static Statements.Made confirming(
            long household,
            LocalDate day,
            Answering how,
            boolean apart,
            String version,
            long confirmation,
            @Nullable Long by) {
        return new Statements.Made(
                household, day, null, InformedLevel.CONFIRMED, how, apart, version, null, confirmation, by);
    }

    private record Once(long household, Answering how, String version) {}

    private Set<Once> confirmed(List<Long> households) {
        return jdbc
                .sql("select household_id, how, confirms from confirmation where household_id in (:households)"
                        + " and confirms is not null lock in share mode")
                .param("households", households)
                .query((row, index) -> new Once(row.getLong(1), Answering.valueOf(row.getString(2)), row.getString(3)))
                .list()
                .stream()
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Set<Long> marked(Collection<Long> confirmations, String why) {
        return new HashSet<>(
                jdbc.sql("select confirmation_id from confirmation_mark where confirmation_id in (:ids) and why = :why"
                                + " and superseded_at = '9999-12-31'")
                        .param("ids", confirmations)
                        .param("why", why)
                        .query(Long.class)
                        .list());
    }

    private void mark(long confirmation, String why, @Nullable Long worker, Instant now) {
        jdbc.sql("""
                insert into confirmation_mark (id, confirmation_id, why, worker_id, recorded_at, superseded_at)
                values (next value for confirmation_mark_seq, :confirmation, :why, :worker, :now, '9999-12-31')
                """)
                .param("confirmation", confirmation)
                .param("why", why)
                .param("worker", worker)
                .param("now", Times.sql(now))
                .update();
    }

    private @Nullable Long workerOf(UUID installation) {
        return jdbc.sql("select coalesce(k.kept_id, d.person_id) from device d"
                        + " left join person_alias k on k.person_id = d.person_id"
                        + " where d.installation = :installation order by d.id desc limit 1")
                .param("installation", installation.toString())
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    private DivisionId village(HouseholdId household) {
        return jdbc.sql("select village_id from household where id = :id")
                .param("id", household.value())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .single();
    }

    private long nextId() {
        return jdbc.sql("select next value for confirmation_seq")
                .query(Long.class)
                .single();
    }
}
