package cn.mingbai.courses.heldclass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.approval.ApprovalId;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.TakenPhoto;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.concurrent.DelegatingSecurityContextCallable;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class HeldClassesModuleTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final byte[] SHEET = TakenPhoto.small();

    @Autowired
    World world;

    @Autowired
    HeldClasses classes;

    @Autowired
    ClassSignIn signIn;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    FreshVillage place;
    PersonId officer;
    PersonId one;
    PersonId two;
    PersonId three;

    @BeforeEach
    void people() {
        clock.set(MovableClock.START);
        place = world.freshVillage();
        one = world.person(Duty.VILLAGE_STAFF, place.village(), FROM);
        two = world.person(Duty.OUTREACH_A, place.village(), FROM);
        three = world.person(Duty.TOWN_STAFF, place.town(), FROM);
        officer = world.signIn(Role.DISTRICT_OFFICER, place.district());
    }

    private DivisionId division(String code) {
        return new DivisionId(jdbc.sql("select division_id from division_version where code = ?")
                .param(code)
                .query(Long.class)
                .single());
    }

    private ClassDraft draft(LocalDate day) {
        return new ClassDraft(
                "低保政策业务培训",
                Set.of("01"),
                "三楼会议室",
                "王芳",
                day,
                LocalTime.of(9, 0),
                LocalTime.of(11, 30),
                new BigDecimal("4"),
                Set.of(division(place.district())),
                Set.of(Duty.values()));
    }

    private ClassId planned(LocalDate day) {
        return classes.plan(division(place.district()), draft(day));
    }

    private List<PersonId> listed(ClassId id) {
        return classes.one(id).people().stream().map(HeldClass.Seat::person).toList();
    }

    private Map<Long, String> standing() {
        var found = new TreeMap<Long, String>();
        jdbc.sql("""
                select t.person_id, group_concat(concat(t.course_code, '/', t.hours) order by t.course_code)
                from training_record t where t.person_id in (:people) and t.reversal_of is null
                  and not exists (select 1 from training_record r where r.reversal_of = t.id) group by t.person_id
                """)
                .param("people", List.of(one.value(), two.value(), three.value()))
                .query((row, index) -> found.put(row.getLong(1), row.getString(2)))
                .list();
        return found;
    }

    private String token(ClassId id, PersonId person) {
        classes.signInSheet(id);
        return codes.token(
                cn.mingbai.core.codes.CodeKind.CLASS_SEAT,
                jdbc.sql("select id from class_seat where class_session_id = ? and in_force = ?")
                        .params(id.value(), person.value())
                        .query(Long.class)
                        .single());
    }

    @Autowired
    cn.mingbai.core.codes.Codes codes;

    @Test
    void theListHoldsWhoIsPostedThereOnTheDayWithAnInvitedDuty() {
        var later = world.person(Duty.VILLAGE_STAFF, place.village(), TODAY.plusDays(10));
        var foreign = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, FROM);
        var id = planned(TODAY);
        assertThat(listed(id)).containsExactlyInAnyOrder(one, two, three).doesNotContain(later, foreign);
        var only = classes.plan(division(place.district()), withDuties(draft(TODAY.plusDays(20)), Duty.VILLAGE_STAFF));
        assertThat(listed(only)).containsExactlyInAnyOrder(one, later);
    }

    private static ClassDraft withDuties(ClassDraft draft, Duty... duties) {
        return new ClassDraft(
                draft.title(),
                draft.courses(),
                draft.place(),
                draft.teacher(),
                draft.day(),
                draft.start(),
                draft.end(),
                draft.hours(),
                draft.units(),
                Set.of(duties));
    }

    @Test
    void aChangedPlanChangesTheListAndKeepsWhoWasAddedByHand() {
        var id = classes.plan(division(place.district()), withDuties(draft(TODAY), Duty.VILLAGE_STAFF));
        classes.add(id, Set.of(three));
        classes.change(id, withDuties(draft(TODAY), Duty.OUTREACH_A));
        assertThat(listed(id)).containsExactlyInAnyOrder(two, three);
        classes.remove(id, Set.of(three));
        assertThat(listed(id)).containsExactly(two);
    }

    @Test
    void somebodyPostedTwiceHasOneSeat() {
        jdbc.sql(
                        "insert into posting (id, person_id, division_id, duty, valid_from, valid_to, recorded_at, superseded_at)"
                                + " values (next value for posting_seq, ?, ?, 'OUTREACH_B', '2024-01-01', '9999-12-31', '2024-01-01',"
                                + " '9999-12-31')")
                .params(one.value(), division(place.village()).value())
                .update();
        assertThat(listed(planned(TODAY))).containsOnlyOnce(one);
    }

    @Test
    void scannedPeopleGoOnRecordAtClosingAndTickedOnesWithTheSignedSheet() {
        var id = planned(TODAY);
        signIn.scan(token(id, one));
        signIn.tick(id, Set.of(two));
        assertThat(standing()).isEmpty();
        assertThat(signIn.close(id)).isEqualTo(1);
        assertThat(standing()).isEqualTo(Map.of(one.value(), "01/4.0"));
        assertThat(classes.one(id).unproved())
                .extracting(HeldClass.Seat::person)
                .containsExactly(two);
        signIn.attachSheet(id, "签到表.jpg", SHEET);
        assertThat(standing()).isEqualTo(Map.of(one.value(), "01/4.0", two.value(), "01/4.0"));
        assertThat(classes.one(id).unproved()).isEmpty();
        assertThat(classes.one(id).absent()).extracting(HeldClass.Seat::person).containsExactly(three);
    }

    @Test
    void theOfficerWhoNotedSomebodyIsNamed() {
        var id = planned(TODAY);
        signIn.tick(id, Set.of(two));
        var seat = classes.one(id).present().getFirst();
        assertThat(seat.notedBy()).isEqualTo("测试人员" + officer.value());
    }

    @Test
    void aScanTwiceAndTwentyScansAtOnceAreOneAttendance() throws Exception {
        var id = planned(TODAY);
        var token = token(id, one);
        var calls = new ArrayList<Callable<ScannedSeat>>();
        for (var i = 0; i < 20; i++) {
            calls.add(new DelegatingSecurityContextCallable<>(() -> signIn.scan(token)));
        }
        try (var pool = Executors.newFixedThreadPool(20)) {
            for (var done : pool.invokeAll(calls)) {
                assertThat(done.get().at()).isNotNull();
            }
        }
        assertThat(jdbc.sql("select count(*) from class_attendance where class_session_id = ?")
                        .param(id.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aForeignOfficerMeetsNothingBehindACode() {
        var id = planned(TODAY);
        var token = token(id, one);
        world.signIn(Role.DISTRICT_OFFICER, World.FOREIGN_DISTRICT);
        assertThatThrownBy(() -> signIn.open(token)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> signIn.scan(token)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> signIn.open("0".repeat(26))).isInstanceOf(NotFound.class);
        world.signIn(one);
        assertThatThrownBy(() -> signIn.scan(token)).isInstanceOf(AccessRefused.class);
    }

    @Test
    void whoIsOffTheListHasNoCodeAnyMore() {
        var id = planned(TODAY);
        var token = token(id, one);
        classes.remove(id, Set.of(one));
        assertThatThrownBy(() -> signIn.scan(token)).isInstanceOf(NotFound.class);
    }

    @Test
    void nobodySignsInBeforeTheDayOrToACancelledClass() {
        var id = planned(TODAY.plusDays(1));
        var token = token(id, one);
        assertThat(signIn.open(token).hindrance()).isEqualTo(ScannedSeat.Hindrance.TOO_EARLY);
        assertThatThrownBy(() -> signIn.scan(token)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> signIn.tick(id, Set.of(one))).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> signIn.close(id)).isInstanceOf(RuleViolation.class);
        clock.advance(Duration.ofDays(1));
        signIn.scan(token);
        classes.cancel(id, "停电");
        assertThatThrownBy(() -> signIn.tick(id, Set.of(two))).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> signIn.close(id)).isInstanceOf(RuleViolation.class);
        assertThat(standing()).isEmpty();
    }

    @Test
    void walkInsFromTheOwnUnitsAreAddedAndForeignersAreNotFound() {
        var id = classes.plan(division(place.district()), withDuties(draft(TODAY), Duty.VILLAGE_STAFF));
        signIn.walkIn(id, three);
        signIn.walkIn(id, three);
        assertThat(classes.one(id).present())
                .extracting(HeldClass.Seat::listing)
                .containsExactly(Listing.WALK_IN);
        var foreign = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, FROM);
        assertThatThrownBy(() -> signIn.walkIn(id, foreign)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> classes.add(id, Set.of(foreign))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> signIn.tick(id, Set.of(foreign))).isInstanceOf(NotFound.class);
    }

    @Test
    void untickingBeforeClosingIsFreeAndAfterwardsASecondPersonDecides() {
        var id = planned(TODAY);
        signIn.tick(id, Set.of(one, two));
        assertThat(signIn.untick(id, Set.of(two), "")).isZero();
        signIn.attachSheet(id, "签到表.jpg", SHEET);
        signIn.close(id);
        assertThat(standing()).containsOnlyKeys(one.value());

        assertThatThrownBy(() -> signIn.untick(id, Set.of(one), " ")).isInstanceOf(RuleViolation.class);
        assertThat(signIn.untick(id, Set.of(one), "代签")).isEqualTo(1);
        assertThat(standing()).containsOnlyKeys(one.value());
        assertThat(classes.one(id).present().getFirst().reversalProposed()).isTrue();
        assertThatThrownBy(() -> signIn.untick(id, Set.of(one), "代签")).isInstanceOf(Conflict.class);

        var proposal = open();
        assertThatThrownBy(() -> desk.decide(Set.of(proposal), true, "")).isInstanceOf(RuleViolation.class);
        var second = world.signIn(Role.DISTRICT_OFFICER, place.district());
        desk.decide(Set.of(proposal), true, "");
        assertThat(standing()).isEmpty();
        assertThat(classes.one(id).present()).isEmpty();
        assertThat(jdbc.sql("select count(*) from training_record where person_id = ? and recorded_by = ?"
                                + " and second_person_id = ? and reversal_of is not null")
                        .params(one.value(), officer.value(), second.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);

        signIn.tick(id, Set.of(one));
        assertThat(standing()).containsOnlyKeys(one.value());
    }

    private ApprovalId open() {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        var pending = desk.pending(Locale.SIMPLIFIED_CHINESE);
        world.signIn(officer);
        assertThat(pending).hasSize(1);
        assertThat(pending.getFirst().summary()).contains("2026-11-25", "集中培训", "01");
        return pending.getFirst().approval().id();
    }

    @Test
    void absenteesMakeUpInALinkedClass() {
        var id = planned(TODAY);
        signIn.scan(token(id, one));
        signIn.close(id);
        assertThatThrownBy(() -> classes.makeUp(id, TODAY)).isInstanceOf(RuleViolation.class);
        var next = classes.makeUp(id, TODAY.plusDays(7));
        var page = classes.one(next);
        assertThat(listed(next)).containsExactlyInAnyOrder(two, three);
        assertThat(page.plan().title()).isEqualTo("低保政策业务培训（补训）");
        assertThat(java.util.Objects.requireNonNull(page.makeUpOf()).id()).isEqualTo(id);
        assertThatThrownBy(() -> classes.makeUp(id, TODAY.plusDays(8))).isInstanceOf(RuleViolation.class);
        clock.advance(Duration.ofDays(7));
        signIn.scan(token(next, two));
        signIn.close(next);
        assertThat(classes.one(id).absent())
                .filteredOn(seat -> seat.person().equals(two))
                .extracting(HeldClass.Seat::madeUpOn)
                .containsExactly(TODAY.plusDays(7));
        var again = classes.makeUp(id, TODAY.plusDays(14));
        assertThat(listed(again)).containsExactly(three);
    }

    @Test
    void theSheetNamesEverybodyAndIsTheSameCodeWhenPrintedAgain() {
        var id = planned(TODAY);
        var first = token(id, one);
        var pdf = classes.signInSheet(id);
        assertThat(new String(pdf, 0, 8, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("%PDF-1.7");
        assertThat(token(id, one)).isEqualTo(first);
        jdbc.sql("update person set name = ? where id = ?")
                .params("李𨱅", one.value())
                .update();
        assertThatThrownBy(() -> classes.signInSheet(id))
                .isInstanceOf(RuleViolation.class)
                .satisfies(refused ->
                        assertThat(((RuleViolation) refused).arguments()).contains("𨱅"));
    }

    @Test
    void aClassThatWasHeldCannotBeChangedCancelledOrClosedAgain() {
        var id = planned(TODAY);
        assertThatThrownBy(() -> signIn.close(id)).isInstanceOf(RuleViolation.class);
        signIn.tick(id, Set.of(one));
        signIn.close(id);
        assertThatThrownBy(() -> classes.change(id, draft(TODAY))).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> classes.cancel(id, "误")).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> signIn.close(id)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> classes.add(id, Set.of(three))).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> classes.remove(id, Set.of(three))).isInstanceOf(RuleViolation.class);
    }

    @Test
    void aTownSeesItsOwnClassesOnlyAndInvitesItsOwnPeopleOnly() {
        var districtClass = planned(TODAY);
        world.signIn(Role.TOWN_OFFICER, place.town());
        assertThat(classes.list(Year.of(2026))).isEmpty();
        assertThatThrownBy(() -> classes.one(districtClass)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> classes.plan(division(place.town()), draft(TODAY)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> classes.plan(division(place.district()), draft(TODAY)))
                .isInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title-empty", "title-long", "title-control", "place", "teacher", "hours-0", "hours-17",
                        "hours-quarter",
                "end", "course-none", "course-unknown", "course-hostile", "units-only", "duties-only", "past", "far"
            })
    void hostileDraftsAreRefusedWithASentence(String what) {
        UnaryOperator<String> text = value -> switch (what) {
            case "title-empty" -> " ";
            case "title-long" -> "长".repeat(101);
            case "title-control" -> "a\u0000b";
            default -> value;
        };
        var good = draft(TODAY);
        var bad = new ClassDraft(
                text.apply(good.title()),
                switch (what) {
                    case "course-none" -> Set.of();
                    case "course-unknown" -> Set.of("99");
                    case "course-hostile" -> Set.of("01' or '1'='1");
                    default -> good.courses();
                },
                what.equals("place") ? "" : good.place(),
                what.equals("teacher") ? "师".repeat(61) : good.teacher(),
                switch (what) {
                    case "past" -> LocalDate.of(1999, 1, 1);
                    case "far" -> LocalDate.of(2099, 1, 1);
                    default -> good.day();
                },
                good.start(),
                what.equals("end") ? good.start() : good.end(),
                switch (what) {
                    case "hours-0" -> BigDecimal.ZERO;
                    case "hours-17" -> new BigDecimal("17");
                    case "hours-quarter" -> new BigDecimal("1.25");
                    default -> good.hours();
                },
                what.equals("duties-only") ? Set.of() : good.units(),
                what.equals("units-only") ? Set.of() : good.duties());
        assertThatThrownBy(() -> classes.plan(division(place.district()), bad)).isInstanceOf(RuleViolation.class);
    }

    @Test
    void aSheetThatIsNoPictureIsRefusedAndNothingIsStored() {
        var id = planned(TODAY);
        signIn.tick(id, Set.of(one));
        signIn.close(id);
        assertThatThrownBy(() ->
                        signIn.attachSheet(id, "签到表.jpg", "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> signIn.attachSheet(id, "签到表.jpg", new byte[0])).isInstanceOf(RuleViolation.class);
        assertThat(standing()).isEmpty();
        assertThat(classes.one(id).sheets()).isEmpty();
    }

    /**
     * Ticks, scans, undoings, sheets, closing and decided reversals in random order, against a model that keeps for each
     * person whether and how they are there. The table of records only ever grows, and what stands in it is what the model
     * says.
     */
    @Test
    void anySequenceOfSignInsAndReversalsLeavesAnAppendOnlyTableAndTheFiguresOfTheModel() {
        for (var round = 0; round < 12; round++) {
            var seed = 20261125L + round;
            var random = new Random(seed);
            var id = planned(TODAY);
            var tokens = new TreeMap<Long, String>();
            listed(id).forEach(person -> tokens.put(person.value(), token(id, person)));
            var how = new TreeMap<Long, Presence>();
            var recorded = new HashSet<Long>();
            var proposed = new TreeMap<Long, ApprovalId>();
            var sheet = false;
            var closed = false;
            var rowsBefore = records(id);
            for (var step = 0; step < 40; step++) {
                clock.advance(Duration.ofSeconds(1));
                var person = List.of(one, two, three).get(random.nextInt(3));
                switch (random.nextInt(7)) {
                    case 0, 1 -> {
                        signIn.tick(id, Set.of(person));
                        how.putIfAbsent(person.value(), Presence.TICK);
                    }
                    case 2 -> {
                        signIn.scan(java.util.Objects.requireNonNull(tokens.get(person.value())));
                        if (!recorded.contains(person.value())) {
                            how.put(person.value(), Presence.SCAN);
                        }
                    }
                    case 3 -> {
                        if (proposed.containsKey(person.value())) {
                            assertThatThrownBy(() -> signIn.untick(id, Set.of(person), "误勾"))
                                    .isInstanceOf(Conflict.class);
                        } else if (recorded.contains(person.value())) {
                            assertThat(signIn.untick(id, Set.of(person), "误勾")).isEqualTo(1);
                            proposed.put(person.value(), lastProposal());
                        } else {
                            assertThat(signIn.untick(id, Set.of(person), "")).isZero();
                            how.remove(person.value());
                        }
                    }
                    case 4 -> {
                        if (random.nextInt(4) == 0) {
                            signIn.attachSheet(id, "签到表.jpg", SHEET);
                            sheet = true;
                        }
                    }
                    case 5 -> {
                        if (!closed && !how.isEmpty() && random.nextInt(3) == 0) {
                            signIn.close(id);
                            closed = true;
                        }
                    }
                    default -> {
                        if (!proposed.isEmpty()) {
                            var entry = proposed.pollFirstEntry();
                            var approve = random.nextBoolean();
                            world.signIn(Role.DISTRICT_OFFICER, place.district());
                            desk.decide(Set.of(entry.getValue()), approve, "已核对");
                            world.signIn(officer);
                            if (approve) {
                                how.remove(entry.getKey());
                                recorded.remove(entry.getKey());
                            }
                        }
                    }
                }
                for (var entry : how.entrySet()) {
                    if (closed && (entry.getValue() == Presence.SCAN || sheet)) {
                        recorded.add(entry.getKey());
                    }
                }
                var because = "seed " + seed + ", step " + step;
                var rowsNow = records(id);
                assertThat(rowsNow).as(because).containsAll(rowsBefore);
                rowsBefore = rowsNow;
                assertThat(onRecord(id)).as(because).isEqualTo(recorded);
                assertThat(present(id)).as(because).isEqualTo(how);
            }
        }
    }

    private ApprovalId lastProposal() {
        return new ApprovalId(jdbc.sql("select max(id) from approval where proposed_by = ?")
                .param(officer.value())
                .query(Long.class)
                .single());
    }

    private Set<String> records(ClassId id) {
        return new HashSet<>(
                jdbc.sql("""
                select concat_ws('|', t.id, t.person_id, t.course_code, t.kind, t.happened_on, t.hours, t.evidence,
                  t.reversal_of, t.reason, t.recorded_at, t.recorded_by) from training_record t
                where t.class_session_id = :id
                  or t.reversal_of in (select o.id from training_record o where o.class_session_id = :id)
                """).param("id", id.value()).query(String.class).list());
    }

    private Set<Long> onRecord(ClassId id) {
        return new HashSet<>(
                jdbc.sql("""
                select t.person_id from training_record t where t.class_session_id = :id and t.reversal_of is null
                  and not exists (select 1 from training_record r where r.reversal_of = t.id)
                """).param("id", id.value()).query(Long.class).list());
    }

    private Map<Long, Presence> present(ClassId id) {
        var found = new TreeMap<Long, Presence>();
        classes.one(id)
                .present()
                .forEach(seat -> found.put(seat.person().value(), java.util.Objects.requireNonNull(seat.how())));
        return found;
    }
}
