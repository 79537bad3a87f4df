package cn.mingbai.app.bench;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.TrainingKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A district of 20 towns and 300 villages with 12 requirements, and people with three years of postings and training
 * records, the same for the same seed. The people are written in bulk; {@code RatesBench} writes a sample of them through
 * the services as well and compares the rows.
 */
final class BenchDistrict {

    static final LocalDate FIRST = LocalDate.of(2024, 1, 5);
    static final LocalDate LAST = LocalDate.of(2026, 11, 20);
    private static final int DAYS = (int) (LAST.toEpochDay() - FIRST.toEpochDay());
    private static final int TOWNS = 20;
    private static final int VILLAGES = 15;
    private static final int COURSES = 12;
    private static final int BATCH = 1000;
    private static final TrainingKind[] KINDS = {
        TrainingKind.QUIZ_PASSED,
        TrainingKind.QUIZ_PASSED,
        TrainingKind.QUIZ_PASSED,
        TrainingKind.QUIZ_PASSED,
        TrainingKind.PAPER_PASSED,
        TrainingKind.QUIZ_SAT,
        TrainingKind.PAPER_SAT,
        TrainingKind.COURSE_COMPLETED
    };

    /** A posting, known from {@code recorded} on; its end from {@code ended} on. */
    record Post(
            DivisionId division,
            Duty duty,
            LocalDate from,
            LocalDateTime recorded,
            @Nullable LocalDate to,
            @Nullable LocalDateTime ended) {}

    /** A record; taken back at {@code reversed}. */
    record Training(
            String course,
            TrainingKind kind,
            LocalDate on,
            @Nullable Integer score,
            LocalDateTime recorded,
            @Nullable LocalDateTime reversed) {}

    record Someone(int number, List<Post> posts, List<Training> records) {}

    private final JdbcTemplate jdbc;
    private final BulkRows bulk;
    final DivisionId district;
    final List<DivisionId> towns = new ArrayList<>();
    private final List<DivisionId> villages = new ArrayList<>();

    /** The requirements and people in a district that is there, with three towns or more. */
    BenchDistrict(JdbcTemplate jdbc, DivisionId district, List<DivisionId> towns, List<DivisionId> villages) {
        this.jdbc = jdbc;
        this.bulk = new BulkRows(jdbc);
        this.district = district;
        this.towns.addAll(towns);
        this.villages.addAll(villages);
        requirements();
    }

    BenchDistrict(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.bulk = new BulkRows(jdbc);
        this.district = bulk.division("380100000000", "演示区", 1, "COUNTY");
        for (var town = 1; town <= TOWNS; town++) {
            var id = bulk.division(
                    "380100%03d000".formatted(town), "演示第%d镇".formatted(town), district.value(), "TOWNSHIP");
            towns.add(id);
            for (var village = 1; village <= VILLAGES; village++) {
                villages.add(bulk.division(
                        "380100%03d%03d".formatted(town, village),
                        "演示%d-%d村".formatted(town, village),
                        id.value(),
                        "VILLAGE"));
            }
        }
        requirements();
    }

    static String code() {
        return "380100000000";
    }

    private void requirements() {
        for (var course = 1; course <= COURSES; course++) {
            jdbc.update("insert into course (code, created_at) values (?, '2023-01-01')", course(course));
            jdbc.update(
                    "insert into course_version (id, course_code, version, title, goal, minutes, recorded_at, head_hash,"
                            + " origin_hash) values (next value for course_version_seq, ?, 1, '演示课', '', 30,"
                            + " '2023-01-01', unhex(sha2('', 256)), unhex(sha2('', 256)))",
                    course(course));
            jdbc.update(
                    "insert into course_publication (id, course_code, version, valid_from, valid_to, recorded_at,"
                            + " superseded_at) values (next value for course_publication_seq, ?, 1, '2023-01-01',"
                            + " '9999-12-31', '2023-01-01', '9999-12-31')",
                    course(course));
        }
        // Four of each window; three of the district's for village staff, the others by duty and town.
        for (var i = 0; i < 12; i++) {
            var id = bulk.next("requirement_seq");
            var window = List.of("ONCE", "CALENDAR_YEAR", "MONTHS").get(i % 3);
            jdbc.update(
                    "insert into requirement (id, division_id, duty, window_kind, window_months, carry_months, met_by,"
                            + " due_on, grace_days, basis, valid_from, valid_to, recorded_at, superseded_at)"
                            + " values (?, ?, ?, ?, ?, ?, 'PASS', '2024-12-20', 60, 'bench', '2023-01-01', '9999-12-31',"
                            + " '2023-01-01', '9999-12-31')",
                    id,
                    i < 9 ? district.value() : towns.get(i - 9).value(),
                    Duty.values()[i < 3 || i >= 9 ? 2 : 2 + (i - 3) % 3].name(),
                    window,
                    window.equals("MONTHS") ? 18 : 0,
                    window.equals("CALENDAR_YEAR") ? 2 : 0);
            for (var course : List.of(i % COURSES + 1, (i + 5) % COURSES + 1)) {
                jdbc.update(
                        "insert into requirement_course (requirement_id, course_code) values (?, ?)",
                        id,
                        course(course));
            }
        }
    }

    private static String course(int number) {
        return "B%02d".formatted(number);
    }

    /** The person of this number: about three postings and twelve records. */
    Someone someone(int number) {
        var random = new Random(number * 7919L);
        var posts = new ArrayList<Post>();
        var from = FIRST.plusDays(random.nextInt(DAYS / 3));
        for (var left = random.nextInt(1, 6); left > 0 && from.isBefore(LAST); left--) {
            var recorded = from.plusDays(random.nextInt(5)).atTime(4, 0);
            var place = villages.get(random.nextInt(villages.size()));
            while (!posts.isEmpty() && posts.getLast().division().equals(place)) {
                place = villages.get(random.nextInt(villages.size()));
            }
            var duty = Duty.values()[random.nextInt(4) == 0 ? 3 + random.nextInt(2) : 2];
            var to = from.plusDays(random.nextInt(60, 500));
            var ended = to.plusDays(random.nextInt(5)).atTime(5, 0);
            if (left == 1 && random.nextInt(8) > 0 || ended.toLocalDate().isAfter(LAST)) {
                posts.add(new Post(place, duty, from, recorded, null, null));
                break;
            }
            posts.add(new Post(place, duty, from, recorded, to, ended));
            from = to.plusDays(random.nextInt(6) == 0 ? random.nextInt(100) : 0);
        }
        var records = new ArrayList<Training>();
        for (var left = random.nextInt(4, 21); left > 0; left--) {
            var on = FIRST.plusDays(random.nextInt(DAYS - 40));
            var kind = KINDS[random.nextInt(KINDS.length)];
            var recorded =
                    on.plusDays(random.nextInt(3) == 0 ? random.nextInt(30) : 0).atTime(6, 0);
            records.add(new Training(
                    course(1 + random.nextInt(COURSES)),
                    kind,
                    on,
                    kind == TrainingKind.COURSE_COMPLETED ? null : random.nextInt(101),
                    recorded,
                    random.nextInt(30) == 0 ? recorded.plusDays(random.nextInt(1, 9)) : null));
        }
        return new Someone(number, posts, records);
    }

    static String staffNumber(int number) {
        return "R%06d".formatted(number);
    }

    static String evidence(int number, int record) {
        return "bench:" + number + "/" + record;
    }

    /**
     * Writes people in bulk, as the services would have.
     *
     * @param by who wrote them
     * @param second who agreed to the reversals
     */
    void load(int from, int to, PersonId by, PersonId second) {
        var person = bulk.reserve("person_seq", to - from);
        var posting = bulk.reserve("posting_seq", (to - from) * 12);
        var record = bulk.reserve("training_record_seq", (to - from) * 42);
        for (var start = from; start < to; start += BATCH) {
            var persons = new ArrayList<Object[]>();
            var postings = new ArrayList<Object[]>();
            var records = new ArrayList<Object[]>();
            var reversals = new ArrayList<Object[]>();
            var notes = new ArrayList<Object[]>();
            for (var number = start; number < Math.min(start + BATCH, to); number++) {
                var id = person++;
                var someone = someone(number);
                persons.add(new Object[] {id, staffNumber(number), "演示人员" + number});
                notes.add(new Object[] {id});
                for (var post : someone.posts()) {
                    var division = post.division().value();
                    var duty = post.duty().name();
                    var ended = post.ended() == null ? Times.sql(Times.NOT_SUPERSEDED) : post.ended();
                    postings.add(posting(
                            posting++, id, division, duty, post.from(), Times.NO_END, post.recorded(), ended, by));
                    if (post.ended() != null && post.to() != null) {
                        postings.add(posting(
                                posting++,
                                id,
                                division,
                                duty,
                                post.from(),
                                post.to(),
                                ended,
                                Times.sql(Times.NOT_SUPERSEDED),
                                by));
                    }
                }
                for (var i = 0; i < someone.records().size(); i++) {
                    var one = someone.records().get(i);
                    var of = record++;
                    records.add(new @Nullable Object[] {
                        of,
                        id,
                        one.course(),
                        one.kind().name(),
                        one.on(),
                        one.score(),
                        evidence(number, i),
                        null,
                        null,
                        null,
                        one.recorded(),
                        by.value()
                    });
                    if (one.reversed() != null) {
                        reversals.add(new @Nullable Object[] {
                            record++,
                            id,
                            one.course(),
                            "REVERSAL",
                            one.on(),
                            null,
                            "reversal:" + of,
                            of,
                            "录错了人",
                            second.value(),
                            one.reversed(),
                            by.value()
                        });
                    }
                }
            }
            jdbc.batchUpdate(
                    "insert into person (id, staff_number, name, created_at) values (?, ?, ?, '2024-01-01')", persons);
            jdbc.batchUpdate(
                    "insert into posting (id, person_id, division_id, duty, valid_from, valid_to, recorded_at,"
                            + " superseded_at, recorded_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    postings);
            var rows =
                    "insert into training_record (id, person_id, course_code, course_version, kind, happened_on, score,"
                            + " evidence, reversal_of, reason, second_person_id, recorded_at, recorded_by)"
                            + " values (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
            jdbc.batchUpdate(rows, records);
            if (!reversals.isEmpty()) {
                jdbc.batchUpdate(rows, reversals);
            }
            jdbc.batchUpdate("insert into roster_change (person_id, noted_at) values (?, utc_timestamp(6))", notes);
        }
        jdbc.execute("analyze table posting, training_record, person");
    }

    private static Object[] posting(
            long id,
            long person,
            long division,
            String duty,
            LocalDate from,
            LocalDate to,
            LocalDateTime recorded,
            LocalDateTime superseded,
            PersonId by) {
        return new Object[] {id, person, division, duty, from, to, recorded, superseded, by.value()};
    }

    static Instant instant(LocalDateTime utc) {
        return Times.instant(utc);
    }
}
