package cn.mingbai.core.error;

import java.util.Objects;
import java.util.stream.Stream;

/** A disk of the server is so full that nothing more is stored; nothing is wrong with what was asked. */
public final class NoRoom extends MingbaiException {

    /** The key of its sentence. */
    public static final String KEY = "core.error.page.disk-full";

    private static final int DEEPEST = 30;

    public NoRoom() {
        super(KEY);
    }

    /** Whether it is what made something else fail. */
    public static boolean isBehind(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .anyMatch(NoRoom.class::isInstance);
    }
}
