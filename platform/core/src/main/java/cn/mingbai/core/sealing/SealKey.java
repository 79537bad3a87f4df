package cn.mingbai.core.sealing;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.crypto.Keys;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.start.StartRefused;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The key of the seals. It is asked for when it is needed, not at the start: whoever lost it can still work and read, and
 * is told so wherever a seal is made or verified.
 */
@Component
@Internal
public class SealKey {

    /** The key's name: the file is {@code seal.key} in the folder of keys. */
    public static final String NAME = "seal";

    private static final Logger LOG = LoggerFactory.getLogger(SealKey.class);

    private final Keys keys;

    SealKey(Keys keys) {
        this.keys = keys;
    }

    /** The key; empty when its file is missing, malformed, or not the one that the database was written with. */
    public Optional<byte[]> key() {
        try {
            return Optional.of(keys.key(NAME));
        } catch (StartRefused lost) {
            LOG.warn(lost.getMessage());
            return Optional.empty();
        }
    }

    /**
     * The key, which must be there.
     *
     * @throws RuleViolation when it is lost
     */
    public byte[] required() {
        return key().orElseThrow(() -> new RuleViolation("core.sealing.key-lost"));
    }
}
