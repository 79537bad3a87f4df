package cn.mingbai.app.limits;

import cn.mingbai.core.start.StartRefused;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much of a {@link Limit} one name has.
 *
 * @param atOnce calls of a name that was not seen for long, at least 1
 * @param added calls that come back in each {@code every}, up to {@code atOnce}, at least 1
 * @param every a second, a minute or an hour
 */
record Allowance(long atOnce, long added, Duration every) {

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,6})\\s*,\\s*([1-9]\\d{0,6})/([smh])");

    /**
     * Reads a setting, for example {@code 60,10/s}.
     *
     * @throws StartRefused when it is missing or has another form
     */
    static Allowance of(String setting, @Nullable String value) {
        var read = FORM.matcher(value == null ? "" : value.strip());
        if (!read.matches()) {
            throw new StartRefused("expected " + setting + " to say how many calls are taken at once and how many come"
                    + " back in a second (s), minute (m) or hour (h), for example 60,10/s, but got " + value);
        }
        return new Allowance(
                Long.parseLong(read.group(1)),
                Long.parseLong(read.group(2)),
                switch (read.group(3)) {
                    case "s" -> Duration.ofSeconds(1);
                    case "m" -> Duration.ofMinutes(1);
                    default -> Duration.ofHours(1);
                });
    }
}
