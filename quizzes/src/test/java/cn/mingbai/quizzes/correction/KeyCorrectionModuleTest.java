package cn.mingbai.quizzes.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.requirements.Requirements;
import cn.mingbai.courses.trainingrate.TrainingRates;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.attempts.Sitting;
import cn.mingbai.quizzes.correction.KeyChange.How;
import cn.mingbai.quizzes.questions.QuestionBank;
import cn.mingbai.quizzes.questions.Seeding;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class KeyCorrectionModuleTest {

    private static final Locale ZH = Locale.SIMPLIFIED_CHINESE;
    private static final String REASON = "文件第22条写的是乙";

    @Autowired
    World world;

    @Autowired
    AtOnce atOnce;

    @Autowired
    KeyCorrections corrections;

    @Autowired
    ApprovalDesk approvals;

    @Autowired
    Requirements requirements;

    @Autowired
    TrainingRates rates;

    @Autowired
    QuestionBank bank;

    @Autowired
    MovingClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext context;

    World.FreshVillage village;
    String course;
    PersonId officer;
    PersonId second;

    /** The seeded course: 1..5 single with key A, 6 and 8 multiple with AB, 7 and 9 true or false, 10 and 11 numeric. */
    @BeforeEach
    void courseAndOfficers() {
        village = world.freshVillage();
        course = Seeding.course(context).course();
        second = world.person(Role.DISTRICT_OFFICER, village.district());
        officer = world.signIn(Role.DISTRICT_OFFICER, village.district());
    }

    private String code(int number) {
        return course + "-" + number;
    }

    private static KeyChange key(String answer) {
        return new KeyChange(How.KEY, answer, "");
    }

    private PersonId learner() {
        return world.person(Role.STAFF, village.village());
    }

    /** Everything right but the codes given, of which the first single choice is answered as told. */
    private String sit(PersonId person, String first, int wrong) {
        var token = Sitting.start(context, person, course);
        var left = new int[] {wrong};
        Sitting.answer(context, token, code -> code.equals(code(1)) ? null : left[0]-- <= 0);
        if (!first.isEmpty()) {
            Sitting.save(context, token, code(1), number -> first);
        }
        return token;
    }

    private void decide(PersonId who, boolean approve) {
        world.signIn(who);
        try {
            approvals.decide(
                    approvals.pending(ZH).stream()
                            .map(ApprovalDesk.Pending::approval)
                            .filter(approval -> approval.subject().startsWith("key " + course + "/"))
                            .map(Approval::id)
                            .collect(Collectors.toSet()),
                    approve,
                    "");
        } finally {
            world.signIn(officer);
        }
    }

    private void correct(String code, KeyChange change) {
        world.signIn(officer);
        corrections.propose(course, code, corrections.page(course, code).version(), change, REASON);
        decide(second, true);
    }

    private Map<String, Object> attempt(PersonId person) {
        return jdbc.sql("select * from attempt where person_id = ? order by id desc limit 1")
                .params(person.value())
                .query()
                .singleRow();
    }

    private List<String> standing(PersonId person) {
        return jdbc.sql("select concat(t.kind, ' ', t.score, ' ', t.happened_on) from training_record t"
                        + " where t.person_id = ? and t.reversal_of is null and t.course_code = ?"
                        + " and not exists (select 1 from training_record r where r.reversal_of = t.id)")
                .params(person.value(), course)
                .query(String.class)
                .list();
    }

    private List<String> notices(PersonId person) {
        return jdbc.sql("select text_key from notice where person_id = ? and kind = 'quiz.key-corrected'")
                .params(person.value())
                .query(String.class)
                .list();
    }

    private static void refused(String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(MingbaiException.class)
                .extracting(error -> ((MingbaiException) error).key())
                .isEqualTo(key);
    }

    @Test
    void aCorrectedKeyReachesMarksRecordsAndPeopleInOneStep() {
        var wins = learner();
        var loses = learner();
        var stays = learner();
        var tokens = Map.of(
                wins, sit(wins, "B", 2), // 7 right: the wrong ones and question 1
                loses, sit(loses, "A", 2), // 8 right
                stays, sit(stays, "C", 0)); // 9 right
        tokens.values().forEach(token -> Sitting.handIn(context, token));
        var day = Times.today(clock);
        assertThat(standing(wins)).containsExactly("QUIZ_SAT 70 " + day);
        assertThat(standing(loses)).containsExactly("QUIZ_PASSED 80 " + day);
        clock.pass(Duration.ofDays(3));

        world.signIn(officer);
        var preview = corrections.preview(course, code(1), key("B"));
        assertThat(preview.versions()).containsExactly(1);
        assertThat(preview.newVersion()).isEqualTo(2);
        assertThat(preview.nowPassed()).isEqualTo(1);
        assertThat(preview.nowFailed()).isEqualTo(1);
        assertThat(preview.people())
                .extracting(CorrectionPreview.Line::scoreBefore, CorrectionPreview.Line::scoreAfter)
                .contains(org.assertj.core.groups.Tuple.tuple(70, 80), org.assertj.core.groups.Tuple.tuple(80, 70));
        assertThat(standing(wins)).as("a preview writes nothing").containsExactly("QUIZ_SAT 70 " + day);

        corrections.propose(course, code(1), 1, key("B"), REASON);
        assertThat(standing(wins)).as("a proposal changes nothing").containsExactly("QUIZ_SAT 70 " + day);
        refused("core.approval.open-already", () -> corrections.propose(course, code(1), 1, key("C"), REASON));
        assertThatThrownBy(() -> decide(officer, true)).isInstanceOf(RuleViolation.class);
        decide(second, true);

        assertThat(standing(wins)).containsExactly("QUIZ_PASSED 80 " + day);
        assertThat(standing(loses)).containsExactly("QUIZ_SAT 70 " + day);
        assertThat(standing(stays)).containsExactly("QUIZ_PASSED 90 " + day);
        assertThat(attempt(wins)).containsEntry("score", 80).containsEntry("passed", true);
        assertThat(attempt(loses)).containsEntry("score", 70).containsEntry("passed", false);
        assertThat(notices(wins)).containsExactly("quizzes.correction.notice-passed");
        assertThat(notices(loses)).containsExactly("quizzes.correction.notice-failed");
        assertThat(notices(stays)).isEmpty();
        assertThat(jdbc.sql("select cause from attempt_mark where attempt_id = ? order by id")
                        .params(attempt(wins).get("id"))
                        .query(String.class)
                        .list())
                .containsExactly("HAND_IN", "KEY_CORRECTION");
        assertThat(bank.questions(course)).anySatisfy(versioned -> {
            assertThat(versioned.question().about().code()).isEqualTo(code(1));
            assertThat(versioned.version()).isEqualTo(2);
        });
        var done = corrections.page(course, code(1));
        assertThat(done.key()).containsExactly("B");
        assertThat(done.done()).singleElement().satisfies(line -> {
            assertThat(line.reason()).isEqualTo(REASON);
            assertThat(line.changed()).isEqualTo(2);
        });
        assertThat(jdbc.sql("select count(*) from audit_entry where what = 'question.correct-key' and subject = ?")
                        .params("question " + code(1))
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private List<String> atTheQuiz(Runnable first, Runnable next) throws Exception {
        return atOnce.run(
                officer,
                "select course_code from quiz where course_code = '" + course + "' for update",
                "select 1 from quiz where course_code = %for update",
                List.of(first, next));
    }

    private boolean isProposed(int number) {
        return corrections.page(course, code(number)).proposed() != null;
    }

    @Test
    void aCorrectionOfWhatIsCorrectedAtTheSameMomentIsNotProposed() throws Exception {
        corrections.propose(course, code(1), 1, key("B"), REASON);
        var said =
                atTheQuiz(() -> decide(second, true), () -> corrections.propose(course, code(1), 1, key("C"), REASON));
        assertThat(said).containsExactly("", "quizzes.correction.newer-version [" + code(1) + ", 2]");
        assertThat(corrections.page(course, code(1)).key()).containsExactly("B");
        assertThat(isProposed(1)).isFalse();
    }

    @Test
    void aCorrectionThatWaitsIsCarriedOutThoughAnotherIsProposedAtTheSameMoment() throws Exception {
        corrections.propose(course, code(1), 1, key("B"), REASON);
        var said =
                atTheQuiz(() -> corrections.propose(course, code(1), 1, key("C"), REASON), () -> decide(second, true));
        assertThat(said).containsExactly("core.approval.open-already []", "");
        assertThat(corrections.page(course, code(1)).key()).containsExactly("B");
        assertThat(isProposed(1)).isFalse();
    }

    @Test
    void theRateKnowsThePassOfThatDayFromTheDayOfTheCorrectionOn() {
        var today = Times.today(clock);
        var wins = learner();
        Sitting.handIn(context, sit(wins, "B", 2));
        require(village.village(), today);
        clock.pass(Duration.ofDays(2));
        var met = metOn(today, today.plusDays(1));
        assertThat(met).isZero();
        correct(code(1), key("B"));
        clock.pass(Duration.ofDays(1));
        assertThat(metOn(today, today.plusDays(1)))
                .as("as known before the correction")
                .isZero();
        assertThat(metOn(today, today.plusDays(3)))
                .as("on the day of the hand-in, as known now")
                .isEqualTo(1);
    }

    private void require(String division, java.time.LocalDate day) {
        world.signIn(officer);
        requirements.add(
                world.division(division),
                new Requirements.Draft(Set.of(Duty.VILLAGE_STAFF), Set.of(course), day, day.plusDays(30), 0, "更正测试"));
    }

    private long metOn(java.time.LocalDate day, java.time.LocalDate known) {
        world.signIn(officer);
        return rates.overview(new AsOf(day, known))
                .unit(world.division(village.village()))
                .orElseThrow()
                .total()
                .byRule()
                .count();
    }

    @Test
    void whatIsOpenIsMarkedByTheCorrectedKeyWhenItEnds() {
        var open = learner();
        var token = sit(open, "B", 2);
        correct(code(1), key("B"));
        Sitting.handIn(context, token);
        assertThat(standing(open)).containsExactly("QUIZ_PASSED 80 " + Times.today(clock));
        assertThat(notices(open)).isEmpty();
    }

    @Test
    void aFurtherAnswerIsAcceptedBesideTheFirst() {
        var first = learner();
        var other = learner();
        Sitting.handIn(context, sit(first, "A", 0));
        Sitting.handIn(context, sit(other, "C", 0));
        correct(code(1), new KeyChange(How.ACCEPT, "C", ""));
        assertThat(attempt(first)).containsEntry("score", 100);
        assertThat(attempt(other)).containsEntry("score", 100);
        assertThat(corrections.page(course, code(1)).key()).containsExactly("A", "C");
        var later = learner();
        Sitting.handIn(context, sit(later, "C", 0));
        assertThat(attempt(later)).containsEntry("score", 100);
        world.signIn(officer);
        refused(
                "quizzes.correction.right-already",
                () -> corrections.preview(course, code(1), new KeyChange(How.ACCEPT, "C", "")));
        // A correction of the correction covers the same version, and those who had C lose it.
        correct(code(1), key("A"));
        assertThat(attempt(other)).containsEntry("score", 90);
        assertThat(attempt(later)).containsEntry("score", 90);
        assertThat(attempt(first)).containsEntry("score", 100);
    }

    @Test
    void aVoidQuestionIsGivenToEverybodyAlsoToWhoLeftItOut() {
        var out = learner();
        Sitting.handIn(context, sit(out, "", 0));
        assertThat(attempt(out)).containsEntry("score", 90);
        world.signIn(officer);
        var change = new KeyChange(How.VOID, "", "");
        assertThat(corrections.preview(course, code(1), change).retires())
                .as("five single choices are needed, and there are five")
                .isFalse();
        correct(code(1), change);
        assertThat(attempt(out)).containsEntry("score", 100);
        assertThat(corrections.page(course, code(1)).key()).isEmpty();
        world.signIn(officer);
        // One numeric question more than a paper takes: that one is taken out of use.
        assertThat(corrections.preview(course, code(11), change).retires()).isTrue();
        correct(code(11), change);
        assertThat(bank.questions(course).stream()
                        .map(versioned -> versioned.question().about().code()))
                .doesNotContain(code(11));
    }

    @Test
    void aSecondCorrectionReachesThePapersOfBothVersions() {
        var early = learner();
        Sitting.handIn(context, sit(early, "C", 0));
        correct(code(1), key("B"));
        var late = learner();
        Sitting.handIn(context, sit(late, "C", 0));
        assertThat(attempt(late)).containsEntry("score", 90);
        world.signIn(officer);
        assertThat(corrections.preview(course, code(1), key("C")).versions()).containsExactly(2, 1);
        correct(code(1), key("C"));
        assertThat(attempt(early)).containsEntry("score", 100);
        assertThat(attempt(late)).containsEntry("score", 100);
        assertThat(standing(early)).hasSize(1);
    }

    @Test
    void aQuestionThatNamesNoSkillIsCorrectedAndVersionsThatDifferInItOnlyAreCoveredTogether() {
        jdbc.sql("update question set content = replace(content, ',\"skill\":\"JUDGE\"', '')"
                        + " where course_code = ? and code = ?")
                .params(course, code(1))
                .update();
        var before = learner();
        Sitting.handIn(context, sit(before, "B", 2));
        // The program ships it anew, now with a skill: nothing else is different.
        jdbc.sql("insert into question (id, course_code, code, version, kind, content, content_hash, origin_hash,"
                        + " recorded_at) select next value for question_seq, course_code, code, 2, kind,"
                        + " replace(content, '\"difficulty\":1', '\"difficulty\":1,\"skill\":\"EXPLAIN\"'), content_hash,"
                        + " origin_hash, recorded_at from question where course_code = ? and code = ?")
                .params(course, code(1))
                .update();
        var after = learner();
        Sitting.handIn(context, sit(after, "B", 2));
        world.signIn(officer);
        assertThat(corrections.preview(course, code(1), key("B")).versions()).containsExactly(2, 1);
        correct(code(1), key("B"));
        assertThat(attempt(before)).containsEntry("score", 80);
        assertThat(attempt(after)).containsEntry("score", 80);
        // And one that still names none is corrected without anybody being asked for it.
        jdbc.sql("update question set content = replace(content, ',\"skill\":\"JUDGE\"', '')"
                        + " where course_code = ? and code = ?")
                .params(course, code(2))
                .update();
        correct(code(2), key("B"));
        assertThat(corrections.page(course, code(2)).question().about().skill()).isNull();
        assertThat(corrections.page(course, code(2)).version()).isEqualTo(2);
    }

    @Test
    void aRecordThatOfficersTookBackStaysTakenBack() {
        var cheat = learner();
        Sitting.handIn(context, sit(cheat, "B", 2));
        var id = attempt(cheat).get("id");
        context.getBean(org.springframework.transaction.support.TransactionTemplate.class)
                .executeWithoutResult(status -> context.getBean(cn.mingbai.courses.records.TrainingRecords.class)
                        .reverse("attempt:" + id, "代考", officer, second));
        correct(code(1), key("B"));
        assertThat(attempt(cheat)).containsEntry("score", 80);
        assertThat(standing(cheat)).isEmpty();
    }

    @Test
    void whenOneRecordFailsNothingIsHalfDone() {
        var first = learner();
        var other = learner();
        Sitting.handIn(context, sit(first, "B", 2));
        Sitting.handIn(context, sit(other, "B", 2));
        world.signIn(officer);
        corrections.propose(course, code(1), 1, key("B"), REASON);
        var id = attempt(other).get("id");
        // The evidence of the record that would be written stands for something else already: the last one fails.
        var next = jdbc.sql("select next value for attempt_mark_seq")
                .query(Long.class)
                .single();
        for (var mark : List.of(next + 50, next + 100)) {
            jdbc.sql(
                            "insert into training_record (id, person_id, course_code, course_version, kind, happened_on, evidence,"
                                    + " recorded_at) values (next value for training_record_seq, ?, ?, 1, 'QUIZ_SAT',"
                                    + " '2020-01-01', ?, utc_timestamp(6))")
                    .params(other.value(), course, "attempt:" + id + ":m" + mark)
                    .update();
        }
        assertThatThrownBy(() -> decide(second, true)).isInstanceOf(Conflict.class);
        assertThat(attempt(first)).containsEntry("score", 70);
        assertThat(standing(first)).containsExactly("QUIZ_SAT 70 " + Times.today(clock));
        assertThat(notices(first)).isEmpty();
        assertThat(corrections.page(course, code(1)).version()).isEqualTo(1);
        assertThat(corrections.page(course, code(1)).proposed()).isNotNull();
        assertThat(jdbc.sql("select count(*) from key_correction where course_code = ?")
                        .params(course)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whoseOwnResultChangesDoesNotDecide() {
        var both = world.person(Duty.VILLAGE_STAFF, village.village(), java.time.LocalDate.of(2024, 1, 1));
        jdbc.sql("insert into role_grant (id, person_id, division_id, role, valid_from, valid_to, recorded_at,"
                        + " superseded_at) values (next value for role_grant_seq, ?, ?, 'DISTRICT_OFFICER', '2024-01-01',"
                        + " '9999-12-31', '2024-01-01', '9999-12-31')")
                .params(both.value(), world.division(village.district()).value())
                .update();
        Sitting.handIn(context, sit(both, "B", 2));
        world.signIn(officer);
        corrections.propose(course, code(1), 1, key("B"), REASON);
        assertThatThrownBy(() -> decide(both, true))
                .isInstanceOf(Conflict.class)
                .satisfies(error ->
                        assertThat(((Conflict) error).arguments().toString()).containsPattern("您本人|Your own result"));
        decide(second, true);
        assertThat(attempt(both)).containsEntry("score", 80);
    }

    @Test
    void fiveThousandAttemptsAreMarkedAnewWithinTwoMinutes() {
        var first = learner();
        Sitting.handIn(context, sit(first, "B", 2));
        var model = (Long) attempt(first).get("id");
        copies(model, 5_000);
        world.signIn(officer);
        corrections.propose(course, code(1), 1, key("B"), REASON);
        var began = System.nanoTime();
        decide(second, true);
        var took = Duration.ofNanos(System.nanoTime() - began);
        System.out.println("5,001 attempts marked anew, records restated and people told in " + took);
        assertThat(took).isLessThan(Duration.ofMinutes(2));
        assertThat(jdbc.sql("select count(*) from training_record t where t.course_code = ? and t.kind = 'QUIZ_PASSED'"
                                + " and t.score = 80 and not exists (select 1 from training_record r"
                                + " where r.reversal_of = t.id)")
                        .params(course)
                        .query(Integer.class)
                        .single())
                .isEqualTo(5_001);
        assertThat(jdbc.sql("select count(*) from attempt_mark m join attempt a on a.id = m.in_force"
                                + " where a.course_code = ? and a.passed and m.passed and m.cause = 'KEY_CORRECTION'")
                        .params(course)
                        .query(Integer.class)
                        .single())
                .isEqualTo(5_001);
        assertThat(jdbc.sql("select count(*) from notice n join attempt a on a.person_id = n.person_id"
                                + " where a.course_code = ? and n.kind = 'quiz.key-corrected'")
                        .params(course)
                        .query(Integer.class)
                        .single())
                .isEqualTo(5_001);
    }

    /** The same attempt of so many other people, row by row as the service wrote the first. */
    private void copies(long model, int count) {
        var numbers = " from seq_1_to_" + count + " s ";
        var base = jdbc.sql("select coalesce(max(id), 0) + 1000 from person")
                .query(Long.class)
                .single();
        var attempts =
                jdbc.sql("select max(id) + 1000 from attempt").query(Long.class).single();
        var marks = jdbc.sql("select max(id) + 100000 from attempt_mark")
                .query(Long.class)
                .single();
        var records = jdbc.sql("select max(id) + 100000 from training_record")
                .query(Long.class)
                .single();
        jdbc.sql("insert into person (id, staff_number, name, created_at) select " + base + " + s.seq, concat('C', "
                        + base + " + s.seq), concat('学员', s.seq), utc_timestamp(6)" + numbers)
                .update();
        var columns = jdbc.sql("select group_concat(column_name) from information_schema.columns"
                        + " where table_schema = database() and table_name = 'attempt'"
                        + " and column_name not in ('id', 'person_id', 'token_hash')")
                .query(String.class)
                .single();
        jdbc.sql("insert into attempt (id, person_id, token_hash, " + columns + ") select " + attempts + " + s.seq, "
                        + base + " + s.seq, unhex(sha2(concat('copy', " + attempts + " + s.seq), 256)), " + columns
                        + numbers + "join attempt a on a.id = " + model)
                .update();
        jdbc.sql(
                        "insert into attempt_answer (attempt_id, number, answer, late, first_saved_at, saved_at, saves, seq, tab)"
                                + " select " + attempts
                                + " + s.seq, number, answer, late, first_saved_at, saved_at, saves, n.seq,"
                                + " tab" + numbers + "join attempt_answer n on n.attempt_id = " + model)
                .update();
        jdbc.sql("insert into attempt_mark (id, attempt_id, right_count, score, passed, items, cause, recorded_at,"
                        + " superseded_at) select " + marks + " + s.seq, " + attempts + " + s.seq, right_count, score,"
                        + " passed, items, cause, recorded_at, superseded_at" + numbers
                        + "join attempt_mark m on m.in_force = " + model)
                .update();
        jdbc.sql("insert into training_record (id, person_id, course_code, course_version, kind, happened_on, score,"
                        + " evidence, recorded_at) select " + records + " + s.seq, " + base + " + s.seq, course_code,"
                        + " course_version, kind, happened_on, score, concat('attempt:', " + attempts + " + s.seq),"
                        + " recorded_at" + numbers + "join training_record t on t.evidence = 'attempt:" + model + "'")
                .update();
        for (var table : List.of("person", "attempt", "attempt_mark", "training_record")) {
            var top = jdbc.sql("select max(id) + 1000 from " + table)
                    .query(Long.class)
                    .single();
            jdbc.sql("select setval(" + table + "_seq, " + top + ")")
                    .query(Long.class)
                    .single();
        }
    }

    @Test
    void peopleOfAnotherDistrictAreCountedAndNotNamed() {
        var far = world.person(Role.STAFF, world.freshVillage().village());
        Sitting.handIn(context, sit(far, "B", 2));
        world.signIn(officer);
        var preview = corrections.preview(course, code(1), key("B"));
        assertThat(preview.raised()).isEqualTo(1);
        assertThat(preview.elsewhere()).isEqualTo(1);
        assertThat(preview.people()).isEmpty();
    }

    @Test
    void hostileAndHopelessInputIsRefusedWithASentence() {
        world.signIn(officer);
        refused("quizzes.answer.unknown-option", () -> corrections.preview(course, code(1), key("Z")));
        refused("quizzes.answer.empty", () -> corrections.preview(course, code(1), key("")));
        refused("quizzes.correction.right-already", () -> corrections.preview(course, code(1), key("A")));
        refused("quizzes.rules-of.all-right", () -> corrections.preview(course, code(6), key("ABCD")));
        refused("quizzes.answer.number", () -> corrections.preview(course, code(10), key("1'; drop table attempt")));
        refused("quizzes.correction.reason", () -> corrections.propose(course, code(1), 1, key("B"), " "));
        refused("quizzes.correction.reason", () -> corrections.propose(course, code(1), 1, key("B"), "长".repeat(301)));
        refused("quizzes.correction.newer-version", () -> corrections.propose(course, code(1), 9, key("B"), REASON));
        assertThatThrownBy(() -> corrections.page(course, "no-such")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> corrections.propose("no-such", code(1), 1, key("B"), REASON))
                .isInstanceOf(NotFound.class);
        var scenario = jdbc.sql("select course_code, code from question where kind = 'scenario' limit 1")
                .query()
                .singleRow();
        refused(
                "quizzes.correction.scenario",
                () -> corrections.page((String) scenario.get("course_code"), (String) scenario.get("code")));
        world.signIn(Role.TOWN_OFFICER, village.town());
        assertThatThrownBy(() -> corrections.preview(course, code(1), key("B"))).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> corrections.propose(course, code(1), 1, key("B"), REASON))
                .isInstanceOf(AccessRefused.class);
    }
}
