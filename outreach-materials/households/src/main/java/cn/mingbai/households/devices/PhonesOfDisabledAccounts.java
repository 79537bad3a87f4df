package cn.mingbai.households.devices;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.identity.AccountDisabled;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends phones, and codes that bind them, with their worker's account; what a phone recorded before may still come in. */
@Component
class PhonesOfDisabledAccounts {

    private final JdbcClient jdbc;
    private final Texts texts;
    private final Clock clock;

    PhonesOfDisabledAccounts(JdbcClient jdbc, Texts texts, Clock clock) {
        this.jdbc = jdbc;
        this.texts = texts;
        this.clock = clock;
    }

    @EventListener
    void end(AccountDisabled disabled) {
        var people = disabled.people().stream().map(PersonId::value).toList();
        var now = Times.sql(clock.instant());
        jdbc.sql("update device set withdrawn_at = :now, withdrawn_by = :by, withdrawn_why = :why"
                        + " where person_id in (:people) and withdrawn_at is null")
                .param("now", now)
                .param("by", disabled.by().value())
                // Kept like a reason that an officer typed.
                .param("why", texts.get(Locale.SIMPLIFIED_CHINESE, "households.phone.account-disabled"))
                .param("people", people)
                .update();
        jdbc.sql("update binding_card set revoked_at = :now where person_id in (:people) and revoked_at is null")
                .param("now", now)
                .param("people", people)
                .update();
    }
}
