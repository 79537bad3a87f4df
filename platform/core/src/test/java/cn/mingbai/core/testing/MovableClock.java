package cn.mingbai.core.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A clock for tests that stands still until it is moved. */
public final class MovableClock extends Clock {

    /** Where {@link Standing} begins: noon of 25 November 2026 in Asia/Shanghai. */
    public static final Instant START = Instant.parse("2026-11-25T04:00:00Z");

    /** Gives a test's context such a clock: {@code @Import(MovableClock.Standing.class)}. */
    @TestConfiguration
    public static class Standing {

        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock(START);
        }
    }

    private volatile Instant now;

    public MovableClock(Instant start) {
        now = start;
    }

    /** Moves on by {@code duration}. */
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    /** Moves to {@code instant}, also back. */
    public void set(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return cn.mingbai.core.time.Times.ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("zones are named where they matter");
    }
}
