package cn.mingbai.courses.records;

import cn.mingbai.core.people.PersonId;
import java.time.LocalDate;

/**
 * A quiz that a person passed.
 *
 * @param course the course's code
 * @param version the version of the course that the quiz asked about
 * @param on the day on which it was handed in
 * @param score 0 to 100
 * @param evidence what proves it, for example {@code attempt:17}; 1 to 60 characters, the same pass always the same
 */
public record Pass(PersonId person, String course, int version, LocalDate on, int score, String evidence) {}
