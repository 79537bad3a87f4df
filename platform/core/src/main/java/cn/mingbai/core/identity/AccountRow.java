package cn.mingbai.core.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "account")
class AccountRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "account_seq")
    @SequenceGenerator(name = "account_seq", sequenceName = "account_seq")
    @Nullable
    Long id;

    long personId;

    String loginName;

    @Nullable
    String passwordHash;

    @Nullable
    Instant passwordSetAt;

    Instant sessionsValidFrom;

    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected AccountRow() {}

    AccountRow(long personId, String loginName, Instant createdAt) {
        this.personId = personId;
        this.loginName = loginName;
        this.createdAt = createdAt;
        this.sessionsValidFrom = createdAt;
    }

    /**
     * Ends all sessions with their next request. The mark of it is later than the one before whatever the clock says: a
     * session knows by its change alone that it has ended.
     */
    void endSessions(Instant now) {
        sessionsValidFrom = now.isAfter(sessionsValidFrom) ? now : sessionsValidFrom.plus(1, ChronoUnit.MICROS);
    }

    long requireId() {
        if (id == null) {
            throw new IllegalStateException("expected an id after saving an account");
        }
        return id;
    }
}
