package cn.mingbai.district.inspections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.requirements.Requirements;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import cn.mingbai.proof.bounds.Bound;
import cn.mingbai.proof.bounds.Found;
import cn.mingbai.proof.draws.Draw;
import cn.mingbai.proof.draws.DrawList;
import cn.mingbai.proof.draws.Numbers;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class CallBacksModuleTest {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final LocalDate TODAY = Times.dayOf(MovableClock.START);
    private static final BigDecimal ALPHA = new BigDecimal("0.05");
    private static final int PASSED = 14;
    private static final int OPEN = 4;

    @Autowired
    World world;

    @Autowired
    Requirements requirements;

    @Autowired
    TrainingRecords records;

    @Autowired
    TrainingRateDirectory rates;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Inspections inspections;

    @Autowired
    CallBacks callBacks;

    @Autowired
    RouteSheets sheets;

    @Autowired
    InspectionDirectory directory;

    @Autowired
    MovableClock clock;

    private FreshVillage place = new FreshVillage("", "", "");
    private DivisionId district = new DivisionId(0);
    private PersonId inspector = new PersonId(0);
    private PersonId townOfficer = new PersonId(0);
    private final List<PersonId> passed = new ArrayList<>();

    @BeforeEach
    void aDistrictThatTrainedMostOfItsStaff() {
        clock.set(MovableClock.START);
        place = world.freshVillage();
        district = world.division(place.district());
        inspector = world.person(Role.INSPECTOR, place.district());
        townOfficer = world.person(Role.TOWN_OFFICER, place.town());
        for (var i = 0; i < PASSED + OPEN; i++) {
            var person = world.person(Duty.VILLAGE_STAFF, place.village(), FROM);
            if (i < PASSED) {
                passed.add(person);
            }
        }
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        requirements.add(
                district,
                new Requirements.Draft(
                        Set.of(Duty.VILLAGE_STAFF),
                        Set.of("01"),
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 12, 31),
                        30,
                        "回访测试"));
        transactions.executeWithoutResult(status ->
                passed.forEach(person -> records.record(new TrainingEntry.QuizHandedIn(
                        person, "01", 1, TODAY.minusDays(3), 92, true, "call-back-test:" + person.value()))));
        world.signIn(inspector);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private InspectionDraft draft(int met, int open) {
        return new InspectionDraft("培训回访", Preset.TRAINING, List.of(district), met, open);
    }

    private InspectionId drawn(int met, int open) {
        world.signIn(inspector);
        var id = inspections.freeze(draft(met, open));
        inspections.writeInspectorsNumber(id, "20261126");
        world.signIn(townOfficer);
        inspections.writeTownsNumber(id, "731904");
        world.signIn(inspector);
        return id;
    }

    private static CallBackFinding answered(boolean remembers, int right) {
        return new CallBackFinding(TODAY, CallBackFinding.Way.PHONE, remembers, right, true, "");
    }

    @Test
    void thoseWhomTheRateCountsAreListedAndDrawnFromTwoNumbersLikeHouseholds() {
        var tally = rates.compute(district, AsOf.today(clock)).rate().total(district);
        var plan = inspections.plan(draft(8, 2));
        assertThat(plan.parts())
                .extracting(part -> part.name() + " " + part.households() + " " + part.check())
                .containsExactly("reported " + PASSED + " 8", "unreported " + OPEN + " 2");
        assertThat(plan.due()).isEqualTo(tally.counted());
        assertThat(inspections.suggest(Preset.TRAINING, List.of(district))).isEqualTo(new Suggestion(PASSED, 0));
        plan.proofs()
                .forEach(proof -> assertThat(proof.bound().mostMissed())
                        .isEqualTo(Bound.of(PASSED, 8, proof.missed(), ALPHA).mostMissed()));

        var id = drawn(8, 2);
        var list = DrawList.parse(new String(inspections.listText(id), StandardCharsets.UTF_8));
        var draw = Draw.of(list, new Numbers("20261126", "731904"));
        assertThat(inspections.drawText(id)).isEqualTo(draw.text().bytes());
        var people = callBacks.people(id);
        assertThat(people.stream()
                        .filter(person -> person.part().equals("reported") && !person.replacement())
                        .map(person -> place.village() + "/" + person.staffNumber()))
                .isEqualTo(draw.parts().getFirst().check());
        assertThat(people.stream().filter(person -> person.part().equals("reported")))
                .extracting(CallBack::person)
                .isSubsetOf(passed);
        assertThat(inspections.items(id)).as("no households").isEmpty();
        assertThat(inspections.purposive(id)).isEmpty();
        assertThatThrownBy(() -> sheets.print(id)).isInstanceOf(Conflict.class);
        assertThat(directory.results(district, TODAY, TODAY.plusDays(1), Times.NOT_SUPERSEDED))
                .isEmpty();
    }

    @Test
    void theCountComesFirstThenTheBoundAndWhoeverWasNotReachedIsCountedBothWays() {
        var id = drawn(8, 0);
        var people = callBacks.people(id);
        var first = people.stream()
                .filter(person -> !person.replacement())
                .map(CallBack::id)
                .toList();
        var replacements =
                people.stream().filter(CallBack::replacement).map(CallBack::id).toList();
        refuses(
                "district.callback.replacement-not-due",
                () -> callBacks.record(replacements.getFirst(), answered(true, 3), ""));
        for (var i = 0; i < 6; i++) {
            callBacks.record(first.get(i), answered(true, 2 + i % 2), "");
        }
        callBacks.record(first.get(6), answered(true, 1), "");
        refuses("district.inspection.still-open", () -> inspections.close(id));
        callBacks.record(first.get(7), CallBackFinding.without(TODAY, CallBackFinding.Way.NOT_REACHED), "");
        assertThat(inspections.result(id, Locale.ENGLISH).open()).isEqualTo(1);
        callBacks.record(replacements.getFirst(), answered(true, 3), "");

        var result = inspections.result(id, Locale.SIMPLIFIED_CHINESE);
        assertThat(result.reported()).isEqualTo(Found.cases(List.of(new Found(PASSED, 8, 6, 1, 1, 0)), ALPHA));
        assertThat(result.whole().worst().fewestReached())
                .as("those who have not met it and were not called do not count")
                .isEqualTo(PASSED - Bound.of(PASSED, 8, 2, ALPHA).mostMissed());
        assertThat(result.sentences().getFirst()).isEqualTo("抽查已合格的 8 人：核实 7 人，没有核实 1 人，未能联系 1 人，以替补核查 1 人。");
        assertThat(result.headline()).startsWith("抽查 8 人，核实 7 人；");
        assertThat(directory.training(district, TODAY, TODAY.plusDays(1), Times.NOT_SUPERSEDED, Locale.ENGLISH))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.met()).isEqualTo(result.reported()));
        assertThat(rates.compute(district, AsOf.today(clock))
                        .rate()
                        .total(district)
                        .byRule()
                        .count())
                .as("a call-back changes no rate")
                .isEqualTo(PASSED);
        clock.advance(Duration.ofMinutes(1));
        refuses("district.inspection.reason-form", () -> callBacks.record(first.get(6), answered(true, 2), ""));
        callBacks.record(first.get(6), answered(true, 2), "听错了一题");
        assertThat(inspections.result(id, Locale.ENGLISH).reported())
                .isEqualTo(Found.cases(List.of(new Found(PASSED, 8, 7, 0, 1, 0)), ALPHA));
        inspections.close(id);
        assertThatThrownBy(() -> inspections.close(id)).isInstanceOf(Conflict.class);
        assertThat(inspections.get(id).closedAt()).isNotNull();
    }

    @Test
    void whatCannotBeIsRefusedInOneSentence() {
        refuses("district.callback.check-met", () -> inspections.freeze(draft(PASSED + 1, 0)));
        refuses("district.callback.check-open", () -> inspections.freeze(draft(1, OPEN + 1)));
        refuses("district.callback.check-none", () -> inspections.freeze(draft(0, 0)));
        refuses(
                "district.callback.unit",
                () -> inspections.plan(new InspectionDraft("回访", Preset.TRAINING, List.of(), 1, 0)));
        refuses(
                "district.callback.nobody-counted",
                () -> inspections.plan(
                        new InspectionDraft("回访", Preset.TRAINING, List.of(world.addVillage(place, "演示空村")), 1, 0)));
        var id = drawn(8, 0);
        var item = callBacks.people(id).getFirst().id();
        refuses(
                "district.callback.answers-missing",
                () -> callBacks.record(
                        item, new CallBackFinding(TODAY, CallBackFinding.Way.PHONE, true, null, null, ""), ""));
        refuses(
                "district.callback.not-reached",
                () -> callBacks.record(
                        item, new CallBackFinding(TODAY, CallBackFinding.Way.REFUSED, true, 3, null, ""), ""));
        refuses(
                "district.callback.not-reached",
                () -> callBacks.record(
                        item, new CallBackFinding(TODAY, CallBackFinding.Way.REFUSED, null, null, true, ""), ""));
        refuses("district.inspection.answers", () -> callBacks.record(item, answered(true, 4), ""));
        refuses(
                "district.callback.day",
                () -> callBacks.record(
                        item, CallBackFinding.without(TODAY.plusDays(1), CallBackFinding.Way.REFUSED), ""));
        refuses(
                "district.callback.note-form",
                () -> callBacks.record(
                        item, new CallBackFinding(TODAY, CallBackFinding.Way.PHONE, true, 3, null, "a\nb"), ""));
        assertThatThrownBy(() -> callBacks.record(new ItemId(-1), answered(true, 3), ""))
                .isInstanceOf(NotFound.class);
        world.signIn(Role.INSPECTOR, world.freshVillage().district());
        assertThatThrownBy(() -> callBacks.people(id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> callBacks.record(item, answered(true, 3), "")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> callBacks.questions(item)).isInstanceOf(NotFound.class);
    }

    private static void refuses(String key, ThrowingCallable act) {
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(act)
                .extracting(MingbaiException::key)
                .isEqualTo(key);
    }
}
