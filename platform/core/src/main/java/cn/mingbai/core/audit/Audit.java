package cn.mingbai.core.audit;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Caller;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Writes one row for every change, in the transaction of the change: what a transaction records is sealed and written when
 * it commits ({@link AuditWriter}), and never if it does not.
 */
@Component
@Internal
public class Audit {

    static final int ACTOR_LENGTH = 100;
    private static final int SUBJECT_LENGTH = 120;
    private static final int DETAILS_LENGTH = 2000;
    private static final int ADDRESS_LENGTH = 45;
    private static final String LOG_INS = "account.";

    private final AuditWriter writer;
    private final Access access;
    private final Clock clock;

    Audit(AuditWriter writer, Access access, Clock clock) {
        this.writer = writer;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Records a change by the current caller.
     *
     * @param what a short verb phrase as a key, for example {@code household.import}
     * @param subject what was changed, for example {@code person 17}; no names of households
     * @param division where it belongs, or null for what belongs nowhere
     * @param details what changed, in words for an auditor; cut at 2,000 characters; no personal data of households
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(String what, String subject, @Nullable DivisionId division, String details) {
        var caller = access.callerIfAny();
        add(
                caller.map(c -> c.person().value()).orElse(null),
                caller.map(Caller::name).orElse("-"),
                what,
                subject,
                division,
                details,
                caller.isPresent());
    }

    /**
     * Records what somebody did who is not signed in, or not any more.
     *
     * @param person who it is, or null when that is not known
     * @param actor a name; may be hostile input, and is cut and stripped of control characters
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordFor(
            @Nullable PersonId person,
            String actor,
            String what,
            String subject,
            @Nullable DivisionId division,
            String details) {
        // Where a household's phone is does not concern us; where log-ins are tried from does.
        add(person == null ? null : person.value(), actor, what, subject, division, details, what.startsWith(LOG_INS));
    }

    /** Records what a known person did on a page that needs no log-in, for example by handing in an attempt. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordFor(PersonId person, String what, String subject, @Nullable DivisionId division, String details) {
        add(person.value(), null, what, subject, division, details, false);
    }

    /**
     * What a known person did, for {@link #recordAllFor}.
     *
     * @param actor the person's name
     */
    public record Entry(
            PersonId person,
            String actor,
            String what,
            String subject,
            @Nullable DivisionId division,
            String details) {}

    /** Records at once what known people did on pages that need no log-in. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void recordAllFor(List<Entry> entries) {
        entries.forEach(entry -> add(
                entry.person().value(),
                entry.actor(),
                entry.what(),
                entry.subject(),
                entry.division(),
                entry.details(),
                false));
    }

    private void add(
            @Nullable Long person,
            @Nullable String actor,
            String what,
            String subject,
            @Nullable DivisionId division,
            String details,
            boolean withAddress) {
        Recorded.ofTransaction(writer)
                .add(new AuditWriter.Draft(
                        new AuditRow(
                                clock.instant().truncatedTo(ChronoUnit.MICROS),
                                person,
                                actor == null ? "" : clean(actor, ACTOR_LENGTH),
                                what,
                                clean(subject, SUBJECT_LENGTH),
                                division == null ? null : division.value(),
                                clean(details, DETAILS_LENGTH),
                                what.startsWith(LOG_INS) && what.endsWith("refused"),
                                withAddress ? address() : null),
                        actor == null));
    }

    // Behind a proxy in the own network it is the client's: server.forward-headers-strategy.
    private static @Nullable String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? clean(attributes.getRequest().getRemoteAddr(), ADDRESS_LENGTH)
                : null;
    }

    /** What the current transaction has recorded. */
    static final class Recorded implements TransactionSynchronization {

        private final AuditWriter writer;
        private final List<AuditWriter.Draft> drafts = new ArrayList<>();
        private boolean written;

        private Recorded(AuditWriter writer) {
            this.writer = writer;
        }

        private static Recorded ofTransaction(AuditWriter writer) {
            return current().orElseGet(() -> {
                var recorded = new Recorded(writer);
                TransactionSynchronizationManager.registerSynchronization(recorded);
                return recorded;
            });
        }

        /** What this thread's transaction has recorded; empty when it has nothing. */
        static Optional<Recorded> current() {
            return TransactionSynchronizationManager.getSynchronizations().stream()
                    .filter(Recorded.class::isInstance)
                    .map(Recorded.class::cast)
                    .findFirst();
        }

        List<AuditWriter.Draft> drafts() {
            return List.copyOf(drafts);
        }

        private void add(AuditWriter.Draft draft) {
            if (written) {
                throw new IllegalStateException("expected to record "
                        + draft.row().what() + " before the transaction commits, but its rows are written");
            }
            drafts.add(draft);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            written = true;
            writer.append(drafts);
        }
    }

    /** At most {@code length} characters of {@code text}, without control and direction characters. */
    static String clean(String text, int length) {
        var cleaned = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE
                        && Character.getType(c) != Character.LINE_SEPARATOR
                        && Character.getType(c) != Character.PARAGRAPH_SEPARATOR)
                .limit(length)
                .forEach(cleaned::appendCodePoint);
        return cleaned.toString();
    }
}
