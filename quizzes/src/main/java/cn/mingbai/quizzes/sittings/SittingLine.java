package cn.mingbai.quizzes.sittings;

import java.time.Instant;

/**
 * A scheduled test in a list, with the people within the caller's reach in numbers.
 *
 * @param listed all of them
 * @param handedIn how many of them have a result
 * @param passed how many of those passed
 */
public record SittingLine(
        SittingId id,
        String title,
        String course,
        String divisionName,
        Phase phase,
        Instant opens,
        Instant closes,
        int listed,
        int handedIn,
        int passed) {}
