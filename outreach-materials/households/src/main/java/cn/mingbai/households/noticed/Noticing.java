package cn.mingbai.households.noticed;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.outage.DiskRoom;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.believability.Believability;
import cn.mingbai.households.believability.Flag;
import cn.mingbai.households.believability.Noted;
import cn.mingbai.households.informed.Confirmations;
import cn.mingbai.households.informed.HouseholdAnswered;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.Writes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks through what came in, in the background: nothing waits for it, and no figure of reaching depends on it. Whose
 * records came is remembered in memory; after a start everybody's are looked through once more, so that none is missed.
 */
@Component
@Internal
@EnableScheduling
public class Noticing {

    private static final Logger LOG = LoggerFactory.getLogger(Noticing.class);

    /** Records older than this are looked at no more; what was noticed in them stays. */
    private static final int DAYS = 120;

    /** So many workers or villages at a time: it shares the machine with those who work. */
    private static final int AT_ONCE = 10;

    private final RecordsOf records;
    private final NoticedRows rows;
    private final Confirmations confirmations;
    private final Writes writes;
    private final DiskRoom room;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Set<PersonId> workers = ConcurrentHashMap.newKeySet();
    private final Set<DivisionId> villages = ConcurrentHashMap.newKeySet();

    Noticing(
            RecordsOf records,
            NoticedRows rows,
            Confirmations confirmations,
            Writes writes,
            DiskRoom room,
            JdbcClient jdbc,
            Clock clock) {
        this.records = records;
        this.rows = rows;
        this.confirmations = confirmations;
        this.writes = writes;
        this.room = room;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A worker's phone handed something in. It costs no more than noting it down. */
    public void handedIn(PersonId worker) {
        workers.add(worker);
    }

    @EventListener
    void answered(HouseholdAnswered answered) {
        villages.add(answered.village());
        if (answered.phoneOf() != null) {
            workers.add(new PersonId(answered.phoneOf()));
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void everybody() {
        jdbc.sql("select distinct coalesce(k.kept_id, d.person_id) from device d"
                        + " left join person_alias k on k.person_id = d.person_id")
                .query(Long.class)
                .list()
                .forEach(worker -> workers.add(new PersonId(worker)));
        jdbc.sql("select distinct village_id from confirmation where how = 'SELF_ANSWERED' and answered_on >= :from")
                .param("from", from())
                .query(Long.class)
                .list()
                .forEach(village -> villages.add(new DivisionId(village)));
    }

    /** Looks at some of those whose records came; nothing can be noted while there is no room, so they wait for it. */
    @Scheduled(
            initialDelayString = "${mingbai.noticing.first:PT1M}",
            fixedDelayString = "${mingbai.noticing.every:PT30S}")
    void look() {
        if (room.refusesRows()) {
            return;
        }
        some(workers, this::worker);
        some(villages, this::village);
    }

    private static <T> void some(Set<T> waiting, Consumer<T> look) {
        for (var one : waiting.stream().limit(AT_ONCE).toList()) {
            // Taken out first: what comes in while it is looked at is looked at the next time.
            waiting.remove(one);
            try {
                look.accept(one);
            } catch (RuntimeException failed) {
                // The others must not wait for this one; it comes again with its next record, or after a start.
                LOG.error("expected to look through the records of {}", one, failed);
            }
        }
    }

    /** Looks through a worker's records now. */
    void worker(PersonId worker) {
        looked("W" + worker.value(), worker, null, () -> records.worker(worker, from()));
    }

    /** Looks through what a village's households answered by themselves now. */
    void village(DivisionId village) {
        looked("V" + village.value(), null, village, () -> records.village(village, from()));
    }

    private void looked(
            String subject,
            @Nullable PersonId worker,
            @Nullable DivisionId village,
            Supplier<List<RecordsOf.One>> read) {
        var found = writes.inTransaction(() -> {
            var now = clock.instant();
            rows.turn(subject, now);
            var all = read.get();
            var flags =
                    Believability.flags(all.stream().map(RecordsOf.One::noted).toList());
            rows.keep(worker, village, flags, from().atStartOfDay(Times.ZONE).toInstant(), now);
            return new Found(all, flags);
        });
        showApart(found);
    }

    private record Found(List<RecordsOf.One> records, List<Flag> flags) {}

    /** Confirmations within a burst are shown apart. */
    private void showApart(Found found) {
        var bursts = found.flags().stream()
                .filter(flag -> flag.why() == Flag.Why.BURST)
                .toList();
        var considered = new HashMap<Long, HouseholdId>();
        var within = new HashSet<Long>();
        for (var one : found.records()) {
            var noted = one.noted();
            if (one.confirmation() != null && noted.kind() != Noted.Kind.OWN_PHONE) {
                considered.put(one.confirmation(), new HouseholdId(noted.household()));
                if (bursts.stream().anyMatch(flag -> isWithin(flag, noted.household(), noted.at()))) {
                    within.add(one.confirmation());
                }
            }
        }
        confirmations.bursts(considered, within);
    }

    private static boolean isWithin(Flag flag, long household, Instant at) {
        return flag.households().contains(household) && !at.isBefore(flag.from()) && !at.isAfter(flag.to());
    }

    private LocalDate from() {
        return Times.today(clock).minusDays(DAYS);
    }
}
