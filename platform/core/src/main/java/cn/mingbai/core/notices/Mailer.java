package cn.mingbai.core.notices;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.outage.DiskRoom;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.time.WorkingHours;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends unread notices by mail, to those who gave an address. A notice is marked before it is handed to the server, and is
 * sent again only when the server certainly did not take it: there may be no mail, never two. After hours no mail leaves:
 * what is posted on an evening goes out on the next working morning.
 */
@Component
@Internal
class Mailer {

    /** A notice older than this is no longer sent. */
    static final Duration FRESH = Duration.ofDays(3);

    /** How long the mailer waits after the server was away, or took a mail for later. */
    static final Duration PAUSE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);
    private static final int BATCH = 100;
    private static final int TEMPORARY = 400;
    private static final int PERMANENT = 500;

    private final JdbcClient jdbc;
    private final ObjectProvider<JavaMailSender> sender;
    private final Texts texts;
    private final Clock clock;
    private final DiskRoom room;
    private final String from;
    private final String staffBase;
    private final TransactionTemplate alone;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Instant pausedUntil = Instant.MIN;
    private volatile boolean away;

    Mailer(
            JdbcClient jdbc,
            ObjectProvider<JavaMailSender> sender,
            Texts texts,
            Clock clock,
            DiskRoom room,
            PlatformTransactionManager transactions,
            @Value("${mingbai.mail.from}") String from,
            @Value("${mingbai.staff-base}") String staffBase) {
        this.jdbc = jdbc;
        this.sender = sender;
        this.texts = texts;
        this.clock = clock;
        this.room = room;
        this.from = from.strip();
        this.staffBase = staffBase.replaceFirst("/+$", "");
        alone = new TransactionTemplate(transactions);
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        alone.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        if (sender.getIfAvailable() != null && this.from.isEmpty()) {
            LOG.warn("spring.mail.host is set, but nobody to send from: set mingbai.mail.from; no mails until then");
        }
    }

    /** Whether a mail server and a sender are configured. */
    boolean isSetUp() {
        return !from.isEmpty() && sender.getIfAvailable() != null;
    }

    // On a thread of its own: a server that answers slowly must not hold up other scheduled work.
    @Scheduled(initialDelayString = "${mingbai.mail.every}", fixedDelayString = "${mingbai.mail.every}")
    void tick() {
        // What was sent must be noted, or it would be sent again.
        if (isSetUp() && !room.refusesRows() && busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mail").start(() -> {
                try {
                    sendWaiting();
                } catch (RuntimeException failed) {
                    LOG.error("expected to send notices by mail; trying again shortly", failed);
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    private record Letter(
            long id,
            String textKey,
            List<String> arguments,
            String path,
            @Nullable String address) {}

    private enum Outcome {
        SENT,
        /** The server took it or not, we do not know. */
        UNKNOWN,
        /** The server refused it for good. */
        REFUSED,
        /** The server did not want it now. */
        LATER,
        /** There was no server to talk to. */
        AWAY
    }

    /** Sends what waits, at most {@link #BATCH}; answers how many mails a server took. */
    int sendWaiting() {
        var mails = sender.getIfAvailable();
        var now = clock.instant();
        if (mails == null || from.isEmpty() || isPaused(now) || !WorkingHours.include(now)) {
            return 0;
        }
        var sent = 0;
        for (var count = 0; count < BATCH; count++) {
            var letter = Optional.ofNullable(alone.execute(status -> take())).flatMap(found -> found);
            if (letter.isEmpty()) {
                return sent;
            }
            var address = letter.get().address();
            if (address == null) {
                continue;
            }
            var outcome = send(mails, letter.get(), address);
            note(letter.get(), outcome);
            if (outcome == Outcome.AWAY) {
                pausedUntil = clock.instant().plus(PAUSE);
                return sent;
            }
            sent += outcome == Outcome.SENT ? 1 : 0;
        }
        return sent;
    }

    // Not longer than a pause lasts: it may have begun while the clock stood ahead.
    private boolean isPaused(Instant now) {
        return now.isBefore(pausedUntil) && !pausedUntil.isAfter(now.plus(PAUSE));
    }

    // Marks the next one before it leaves; whoever has read it or has no address gets no mail.
    private Optional<Letter> take() {
        var now = clock.instant();
        var found = jdbc.sql("select n.id, n.text_key, n.arguments, n.path, if(n.read_at is null, s.email, null) email"
                        + " from notice n join person s on s.id = n.person_id"
                        + " where n.mail_state = 'WAITING' and (n.mail_next_at is null or n.mail_next_at <= :now or"
                        + " n.mail_next_at > :ahead)"
                        + " and n.posted_at > :since order by n.id limit 1 for update skip locked")
                .param("now", Times.sql(now))
                .param("ahead", Times.sql(now.plus(PAUSE)))
                .param("since", Times.sql(now.minus(FRESH)))
                .query((row, index) -> new Letter(
                        row.getLong("id"),
                        row.getString("text_key"),
                        InAppNotices.arguments(row.getString("arguments")),
                        row.getString("path"),
                        row.getString("email")))
                .optional();
        found.ifPresent(
                letter -> jdbc.sql("update notice set mail_state = :state, mail_tries = mail_tries + 1 where id = :id")
                        .param("state", letter.address() == null ? "NONE" : "SENDING")
                        .param("id", letter.id())
                        .update());
        return found;
    }

    private Outcome send(JavaMailSender mails, Letter letter, String address) {
        try {
            var chinese = Texts.LOCALES.getFirst();
            var sentence =
                    texts.get(chinese, letter.textKey(), letter.arguments().toArray());
            var message = mails.createMimeMessage();
            var mail = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
            mail.setFrom(from);
            mail.setTo(address);
            mail.setSubject(texts.get(chinese, "core.notice.mail-subject"));
            mail.setText(texts.get(chinese, "core.notice.mail-text", sentence, staffBase + "/" + letter.path()));
            // Machines that answer mails are asked not to.
            message.setHeader("Auto-Submitted", "auto-generated");
            mails.send(message);
            if (away) {
                away = false;
                LOG.info("the mail server is back");
            }
            return Outcome.SENT;
        } catch (MailException failed) {
            return outcome(letter, failed);
        } catch (MessagingException malformed) {
            LOG.warn("notice {} makes no mail", letter.id(), malformed);
            return Outcome.REFUSED;
        }
    }

    private Outcome outcome(Letter letter, MailException failed) {
        if (!(failed instanceof MailSendException) && !(failed instanceof MailAuthenticationException)) {
            LOG.warn("notice {} makes no mail", letter.id(), failed);
            return Outcome.REFUSED;
        }
        if (!(failed instanceof MailSendException sending)) {
            return away(failed);
        }
        var reasons = sending.getMessageExceptions();
        if (reasons.length == 0) {
            // The server took it, and only the good-bye went wrong.
            return Outcome.SENT;
        }
        // The failure to connect is the only one that is also the cause.
        if (reasons[0] == failed.getCause()) {
            return away(failed);
        }
        for (var each : reasons) {
            for (Exception cause = each;
                    cause instanceof MessagingException nested;
                    cause = nested.getNextException()) {
                var code = replyCode(nested);
                if (code >= PERMANENT) {
                    LOG.info("the mail server refused notice {} for good ({})", letter.id(), code);
                    return Outcome.REFUSED;
                }
                // Below that it is the last reply before the server fell silent, and says nothing of the mail.
                if (code >= TEMPORARY) {
                    return Outcome.LATER;
                }
            }
        }
        LOG.warn("nobody knows whether the mail server took notice {}; it is not sent again", letter.id(), failed);
        return Outcome.UNKNOWN;
    }

    private Outcome away(MailException failed) {
        if (!away) {
            away = true;
            LOG.warn("the mail server is away; notices wait, next try in {}", PAUSE, failed);
        }
        return Outcome.AWAY;
    }

    private static int replyCode(MessagingException failed) {
        return switch (failed) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException sending -> sending.getReturnCode();
            default -> 0;
        };
    }

    private void note(Letter letter, Outcome outcome) {
        var again = outcome == Outcome.LATER || outcome == Outcome.AWAY;
        alone.executeWithoutResult(status -> jdbc.sql(
                        "update notice set mail_state = :state, mail_next_at = :next where id = :id")
                .param("state", again ? "WAITING" : outcome.name())
                .param("next", again ? Times.sql(clock.instant().plus(PAUSE)) : null)
                .param("id", letter.id())
                .update());
    }
}
