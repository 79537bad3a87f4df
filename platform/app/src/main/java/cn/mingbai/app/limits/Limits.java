package cn.mingbai.app.limits;

import cn.mingbai.app.limits.Counted.Each;
import cn.mingbai.app.limits.Counted.Named;
import cn.mingbai.app.limits.Counted.Shown;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * What is left to whom, on this node and in its memory. However many names come, no more than {@link #MOST} are kept: of
 * those, who comes often stays longest, so that a million addresses that come once do not wipe out the one that hammers.
 */
@Component
class Limits {

    /** Names kept at a time; with their buckets they take some 60 MB. */
    static final int MOST = 200_000;

    /** Longer than any allowance takes to fill again. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private static final long SECOND = 1_000_000_000;

    private final Map<Limit, Bandwidth> bandwidths = new EnumMap<>(Limit.class);
    private final TimeMeter time;
    private final Cache<Named, Bucket> buckets;
    private final Cache<Named, Boolean> known;

    @Autowired
    Limits(Environment environment) {
        this(environment::getProperty, System::nanoTime);
    }

    /**
     * Limits that nobody has drawn on yet.
     *
     * @param settings the value of each {@link Limit#setting}
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    Limits(UnaryOperator<@Nullable String> settings, LongSupplier nanoTime) {
        for (var limit : Limit.values()) {
            var allowance = Allowance.of(limit.setting(), settings.apply(limit.setting()));
            bandwidths.put(
                    limit,
                    Bandwidth.builder()
                            .capacity(allowance.atOnce())
                            .refillGreedy(allowance.added(), allowance.every())
                            .build());
        }
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanoTime.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
        this.buckets = names(nanoTime);
        this.known = names(nanoTime);
    }

    private static <T> Cache<Named, T> names(LongSupplier nanoTime) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(FORGOTTEN)
                .ticker(nanoTime::getAsLong)
                // In the caller's thread: otherwise a flood runs ahead of what wipes out.
                .executor(Runnable::run)
                .build();
    }

    /**
     * Takes one call from each name that a request counts against.
     *
     * @return 0 when there was one left, else the seconds until there is one, at least 1
     */
    long take(Counted counted) {
        return switch (counted) {
            case Each each -> {
                var wait = 0L;
                for (var named : each.all()) {
                    wait = wait == 0 ? take(named) : wait;
                }
                yield wait;
            }
            case Shown shown -> {
                var own = own(shown);
                yield take(own != null && known.getIfPresent(own) != null ? own : shown.source());
            }
        };
    }

    /**
     * Learns from the answer whether a token is good.
     *
     * @param status of HTTP
     */
    void answered(Counted counted, int status) {
        if (counted instanceof Shown shown && shown.proves() && status < HttpStatus.BAD_REQUEST.value()) {
            var own = own(shown);
            if (own != null) {
                known.put(own, Boolean.TRUE);
            }
        }
    }

    private static @Nullable Named own(Shown shown) {
        return shown.token() == null ? null : new Named(shown.own(), shown.token());
    }

    private long take(Named named) {
        var bucket = buckets.get(
                named,
                first -> Bucket.builder()
                        .addLimit(bandwidths.get(first.limit()))
                        .withCustomTimePrecision(time)
                        .build());
        var taken = bucket.tryConsumeAndReturnRemaining(1);
        return taken.isConsumed() ? 0 : Math.max(1, Math.ceilDiv(taken.getNanosToWaitForRefill(), SECOND));
    }

    /** How many names are kept now. */
    long size() {
        return buckets.estimatedSize();
    }
}
