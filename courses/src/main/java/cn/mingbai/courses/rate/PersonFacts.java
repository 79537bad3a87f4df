package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every version of a person's postings and every training record, as ever known, in two arrays: a district keeps hundreds
 * of thousands of them in memory. Days are numbers that fit 22 bits, instants are microseconds since 1970.
 */
public final class PersonFacts {

    static final int MOST_DIVISIONS = 1 << 16;
    static final int MOST_COURSES = 1 << 14;
    static final int MOST_VERSIONS = 1 << 14;

    /** The number of a day that is not known: after every other. */
    static final int UNKNOWN_DAY = (1 << 22) - 1;

    private static final long FIRST_DAY = LocalDate.of(1900, 1, 1).toEpochDay();
    private static final int NO_DUTY = 7;
    private static final int NO_SCORE = 255;
    private static final Duty[] DUTIES = Duty.values();
    private static final TrainingKind[] KINDS = TrainingKind.values();
    private static final long NEVER = Long.MAX_VALUE;

    private static final int POSTING = 3;
    private static final int RECORD = 4;

    private final long person;

    /** Per version: from, to, division and duty; recorded; superseded. In the order of the first number. */
    private final long[] postings;

    /** Per record: day, course, version, kind and score; recorded; reversed; its id. In the order of day, recorded, id. */
    private final long[] records;

    private PersonFacts(long person, long[] postings, long[] records) {
        this.person = person;
        this.postings = postings;
        this.records = records;
    }

    /** Whose facts they are. */
    public long person() {
        return person;
    }

    /** A day as a number: earlier days are smaller, those before 1900 count as its first. */
    static int day(LocalDate day) {
        return (int) Math.clamp(day.toEpochDay() - FIRST_DAY, 0, UNKNOWN_DAY - 1L);
    }

    static LocalDate date(int day) {
        return LocalDate.ofEpochDay(day + FIRST_DAY);
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    int postings() {
        return postings.length / POSTING;
    }

    /** Whether this version of a posting was known just before the instant, and held at some time up to the day. */
    boolean isPostingKnown(int posting, long knownBefore, int day) {
        var at = posting * POSTING;
        return postings[at + 1] < knownBefore
                && postings[at + 2] >= knownBefore
                && from(posting) <= day
                && to(posting) > from(posting);
    }

    int from(int posting) {
        return (int) (postings[posting * POSTING] >>> 41);
    }

    int to(int posting) {
        return (int) (postings[posting * POSTING] >>> 19) & UNKNOWN_DAY;
    }

    int division(int posting) {
        return (int) (postings[posting * POSTING] >>> 3) & (MOST_DIVISIONS - 1);
    }

    /** The number of the duty, or -1 while it is unknown. */
    int duty(int posting) {
        var duty = (int) postings[posting * POSTING] & NO_DUTY;
        return duty == NO_DUTY ? -1 : duty;
    }

    int records() {
        return records.length / RECORD;
    }

    /** Whether this record was known just before the instant, and not taken back by then. */
    boolean isRecordKnown(int index, long knownBefore) {
        var at = index * RECORD;
        return records[at + 1] < knownBefore && records[at + 2] >= knownBefore;
    }

    int on(int index) {
        return (int) (records[index * RECORD] >>> 41);
    }

    int course(int index) {
        return (int) (records[index * RECORD] >>> 27) & (MOST_COURSES - 1);
    }

    /** The version of the course; of a passed re-check the number of the re-check. */
    int version(int index) {
        return (int) (records[index * RECORD] >>> 13) & (MOST_VERSIONS - 1);
    }

    TrainingKind kind(int index) {
        return KINDS[(int) (records[index * RECORD] >>> 8) & 31];
    }

    RosterPosting posting(int posting, PersonId whose, List<DivisionId> divisions) {
        var duty = duty(posting);
        return new RosterPosting(
                whose,
                divisions.get(division(posting)),
                duty < 0 ? null : DUTIES[duty],
                date(from(posting)),
                date(to(posting)));
    }

    TrainingFact record(int index, PersonId whose, List<String> courses) {
        var score = (int) records[index * RECORD] & NO_SCORE;
        var on = on(index);
        return new TrainingFact(
                records[index * RECORD + 3],
                whose,
                courses.get(course(index)),
                on == UNKNOWN_DAY ? null : date(on),
                Instant.EPOCH.plus(records[index * RECORD + 1], ChronoUnit.MICROS),
                null,
                score == NO_SCORE ? null : score,
                kind(index),
                version(index),
                null);
    }

    /** One person in place of several who are the same human being. */
    static PersonFacts joined(long person, List<PersonFacts> same) {
        var builder = new Builder(person);
        for (var one : same) {
            for (var at = 0; at < one.postings.length; at += POSTING) {
                builder.posting(one.postings[at], one.postings[at + 1], one.postings[at + 2]);
            }
            for (var at = 0; at < one.records.length; at += RECORD) {
                builder.record(one.records[at], one.records[at + 1], one.records[at + 2], one.records[at + 3]);
            }
        }
        return builder.build();
    }

    /** Whether both say the same, in the words of the same {@link Interned}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PersonFacts facts
                && person == facts.person
                && Arrays.equals(postings, facts.postings)
                && Arrays.equals(records, facts.records);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(person) * 31 + Arrays.hashCode(records);
    }

    @Override
    public String toString() {
        return "person " + person + " with " + postings() + " versions of postings and " + records() + " records";
    }

    /** Collects the facts of one person, in any order. */
    public static final class Builder {

        private final long person;
        private long[] postings = new long[2 * POSTING];
        private int postingsEnd;
        private long[] records = new long[8 * RECORD];
        private int recordsEnd;

        public Builder(long person) {
            this.person = person;
        }

        /**
         * Adds a version of a posting, valid in [from, to).
         *
         * @param duty what the person does there, or null while unknown
         * @param superseded when it was no longer what is known, or null
         */
        public Builder posting(
                Interned interned,
                DivisionId division,
                @Nullable Duty duty,
                LocalDate from,
                LocalDate to,
                Instant recorded,
                @Nullable Instant superseded) {
            var packed = (long) day(from) << 41
                    | (long) day(to) << 19
                    | (long) interned.division(division) << 3
                    | (duty == null ? NO_DUTY : duty.ordinal());
            return posting(packed, micros(recorded), superseded == null ? NEVER : micros(superseded));
        }

        private Builder posting(long packed, long recorded, long superseded) {
            if (postingsEnd == postings.length) {
                postings = Arrays.copyOf(postings, postingsEnd * 2);
            }
            postings[postingsEnd++] = packed;
            postings[postingsEnd++] = recorded;
            postings[postingsEnd++] = superseded;
            return this;
        }

        /**
         * Adds a training record; those of the kind {@link TrainingKind#REVERSAL} are told by {@code reversed} of what they
         * take back.
         *
         * @param on the day it happened, or null while unknown
         * @param reversed when it was taken back, or null
         */
        public Builder record(
                Interned interned,
                long id,
                String course,
                int version,
                TrainingKind kind,
                @Nullable LocalDate on,
                @Nullable Integer score,
                @Nullable Long recheck,
                Instant recorded,
                @Nullable Instant reversed) {
            var detail = kind == TrainingKind.RECHECK_PASSED && recheck != null ? interned.recheck(recheck) : version;
            if (detail < 0 || detail >= MOST_VERSIONS) {
                throw new IllegalStateException("expected a version below " + MOST_VERSIONS + ", but got " + detail);
            }
            var packed = (long) (on == null ? UNKNOWN_DAY : day(on)) << 41
                    | (long) interned.course(course) << 27
                    | (long) detail << 13
                    | (long) kind.ordinal() << 8
                    | (score == null ? NO_SCORE : Math.clamp(score, 0, 100));
            return record(packed, micros(recorded), reversed == null ? NEVER : micros(reversed), id);
        }

        private Builder record(long packed, long recorded, long reversed, long id) {
            if (recordsEnd == records.length) {
                records = Arrays.copyOf(records, recordsEnd * 2);
            }
            records[recordsEnd++] = packed;
            records[recordsEnd++] = recorded;
            records[recordsEnd++] = reversed;
            records[recordsEnd++] = id;
            return this;
        }

        /** The facts; the builder may go on collecting. */
        public PersonFacts build() {
            return new PersonFacts(
                    person,
                    sorted(postings, postingsEnd, POSTING, Builder::postingAfter),
                    sorted(records, recordsEnd, RECORD, Builder::recordAfter));
        }

        private static boolean postingAfter(long[] rows, int one, int other) {
            if (rows[one] != rows[other]) {
                return rows[one] > rows[other];
            }
            return rows[one + 1] != rows[other + 1] ? rows[one + 1] > rows[other + 1] : rows[one + 2] > rows[other + 2];
        }

        private static boolean recordAfter(long[] rows, int one, int other) {
            var day = Long.compare(rows[one] >>> 41, rows[other] >>> 41);
            if (day != 0) {
                return day > 0;
            }
            return rows[one + 1] != rows[other + 1] ? rows[one + 1] > rows[other + 1] : rows[one + 3] > rows[other + 3];
        }

        private interface After {
            boolean test(long[] rows, int one, int other);
        }

        /** Insertion, as a person has few rows and they come nearly in order. */
        private static long[] sorted(long[] rows, int end, int width, After after) {
            var sorted = Arrays.copyOf(rows, end);
            for (var row = width; row < end; row += width) {
                for (var at = row; at > 0 && after.test(sorted, at - width, at); at -= width) {
                    for (var i = at; i < at + width; i++) {
                        var moved = sorted[i];
                        sorted[i] = sorted[i - width];
                        sorted[i - width] = moved;
                    }
                }
            }
            return sorted;
        }
    }
}
