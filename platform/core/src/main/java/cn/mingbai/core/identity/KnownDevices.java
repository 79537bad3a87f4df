package cn.mingbai.core.identity;

import cn.mingbai.core.crypto.Keys;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Browsers from which somebody has signed in, by their {@link DeviceCookie}: wrong tries from elsewhere are not counted
 * against them.
 */
@Component
class KnownDevices {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final byte[] key;

    KnownDevices(JdbcClient jdbc, Clock clock, Keys keys) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.key = keys.key("login");
    }

    /** The hash of the device, if this account has signed in from it; null otherwise. */
    byte @Nullable [] known(long account, @Nullable String device) {
        if (device == null) {
            return null;
        }
        var hash = hash(device);
        var found = jdbc.sql("select count(*) from known_device where account_id = :account and device_hash = :hash"
                        + " and last_at > :since")
                .param("account", account)
                .param("hash", hash)
                .param("since", Times.sql(clock.instant().minus(DeviceCookie.KEPT)))
                .query(Integer.class)
                .single();
        return found > 0 ? hash : null;
    }

    /** Notes that the account has just signed in from the device. */
    void remember(long account, @Nullable String device) {
        var now = clock.instant();
        jdbc.sql("delete from known_device where account_id = :account and last_at <= :old")
                .param("account", account)
                .param("old", Times.sql(now.minus(DeviceCookie.KEPT)))
                .update();
        if (device == null) {
            return;
        }
        jdbc.sql("insert into known_device (account_id, device_hash, last_at) values (:account, :hash, :now)"
                        + " on duplicate key update last_at = :now")
                .param("account", account)
                .param("hash", hash(device))
                .param("now", Times.sql(now))
                .update();
    }

    /** Forgets them all: what was known of them no longer holds after a reset. */
    void forget(long account) {
        jdbc.sql("delete from known_device where account_id = :account")
                .param("account", account)
                .update();
    }

    private byte[] hash(String device) {
        return Keys.hmac(key, "device " + device);
    }
}
