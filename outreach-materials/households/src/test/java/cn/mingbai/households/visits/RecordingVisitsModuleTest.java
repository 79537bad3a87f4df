package cn.mingbai.households.visits;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.ledger.HouseholdId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class RecordingVisitsModuleTest {

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    Visits visits;

    @Autowired
    Codes codes;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private cn.mingbai.core.divisions.Division village;
    private HouseholdId household;
    private LocalDate today;

    @BeforeEach
    void aHousehold() {
        village = households.freshVillage();
        household = households.household(village.id(), "王建国", BEGUN);
        today = Times.today(clock);
        households.asWorker(village);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void theSameVisitSentTwentyTimesAtOnceIsOneVisitWithOneAnswer() throws Exception {
        var worker = world.person(Role.OUTREACH_WORKER, village.code().value());
        var draft = draft(UUID.randomUUID(), today, VisitOutcome.IN_PERSON, Relation.SPOUSE);
        var start = new CountDownLatch(1);
        var answers = new ArrayList<Future<Receipt>>();
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (var i = 0; i < 20; i++) {
                answers.add(threads.submit(() -> {
                    world.signIn(worker);
                    start.await();
                    try {
                        return visits.record(draft);
                    } finally {
                        world.signOut();
                    }
                }));
            }
            start.countDown();
            var receipts = new ArrayList<Receipt>();
            for (var answer : answers) {
                receipts.add(answer.get());
            }
            assertThat(receipts).hasSize(20);
            assertThat(receipts.stream().distinct()).hasSize(1);
        }
        assertThat(count(
                        "select count(*) from visit where client_id = ?",
                        draft.clientId().toString()))
                .isOne();
        assertThat(count("select count(*) from informed_member where household_id = ?", household.value()))
                .isOne();
        assertThat(count(
                        "select sum(delta) from coverage_delta where village_id = ? and kind = 'REACHED'",
                        village.id().value()))
                .isOne();
        assertThat(count(
                        "select count(*) from record_to_match where client_id = ?",
                        draft.clientId().toString()))
                .isZero();
    }

    @Test
    void differentHouseholdsOfOneVillageRecordedAtOnceAreAllCounted() throws Exception {
        var all = new ArrayList<HouseholdId>();
        for (var i = 0; i < 24; i++) {
            all.add(households.household(village.id(), "李" + i, BEGUN));
        }
        var worker = world.person(Role.OUTREACH_WORKER, village.code().value());
        var start = new CountDownLatch(1);
        var answers = new ArrayList<Future<Receipt>>();
        try (var threads = Executors.newFixedThreadPool(12)) {
            for (var each : all) {
                answers.add(threads.submit(() -> {
                    world.signIn(worker);
                    start.await();
                    return visits.record(
                            new VisitDraft(UUID.randomUUID(), each, today, VisitOutcome.IN_PERSON, Relation.HEAD));
                }));
            }
            start.countDown();
            for (var answer : answers) {
                answer.get();
            }
        }
        assertThat(count(
                        "select sum(delta) from coverage_delta where village_id = ? and kind = 'REACHED'",
                        village.id().value()))
                .isEqualTo(24);
    }

    @Test
    void theSameIdWithAnotherContentIsRefusedAndBothAreKept() {
        var id = UUID.randomUUID();
        var first = visits.record(draft(id, today, VisitOutcome.IN_PERSON, Relation.HEAD));
        var other = draft(id, today, VisitOutcome.NOT_FOUND, null);
        assertThatThrownBy(() -> visits.record(other)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> visits.record(other)).isInstanceOf(Conflict.class);
        assertThat(visits.receipt(id)).isEqualTo(first);
        assertThat(jdbc.sql("select json_value(said, '$.outcome') from record_to_match where client_id = ?")
                        .param(id.toString())
                        .query(String.class)
                        .list())
                .containsExactly("NOT_FOUND");
    }

    @Test
    void aLateRecordIsTakenAndLabelled() {
        var receipt = visits.record(draft(UUID.randomUUID(), BEGUN, VisitOutcome.MEETING, null));
        assertThat(receipt.late()).isTrue();
        assertThat(visits.record(draft(UUID.randomUUID(), today, VisitOutcome.MEETING, null))
                        .late())
                .isFalse();
    }

    @Test
    void daysInTheFutureOrBeforeTheCampaignAreRefused() {
        assertRefused("households.visit.future", draft(UUID.randomUUID(), today.plusDays(1), VisitOutcome.PHONE, null));
        assertRefused(
                "households.visit.before-campaign",
                draft(UUID.randomUUID(), BEGUN.minusDays(1), VisitOutcome.PHONE, null));
    }

    @Test
    void nobodyCanBeNamedWhenNobodyWasSpokenTo() {
        for (var outcome : new VisitOutcome[] {VisitOutcome.LEFT_SHEET, VisitOutcome.REFUSED, VisitOutcome.NOT_FOUND}) {
            assertRefused("households.visit.nobody-spoken-to", draft(UUID.randomUUID(), today, outcome, Relation.HEAD));
        }
    }

    @Test
    void theWorkerOfAnotherVillageIsRefusedWithoutANameOrAnything() {
        var token = codes.token(CodeKind.HOUSEHOLD, household.value());
        assertThat(visits.openByCode(token).place().maskedHead()).isEqualTo("王*国");
        households.asWorker(households.freshVillage());
        assertThatThrownBy(() -> visits.openByCode(token)).isInstanceOfSatisfying(AccessRefused.class, refused -> {
            assertThat(refused.key()).isEqualTo("households.code.other-village");
            assertThat(refused.arguments()).isEmpty();
        });
        assertThatThrownBy(() -> visits.open(household)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> visits.record(draft(UUID.randomUUID(), today, VisitOutcome.IN_PERSON, null)))
                .isInstanceOf(NotFound.class);
        assertThat(count("select count(*) from visit where household_id = ?", household.value()))
                .isZero();
    }

    @Test
    void officersDoNotRecordVisits() {
        households.asOfficer();
        assertThatThrownBy(() -> visits.record(draft(UUID.randomUUID(), today, VisitOutcome.IN_PERSON, null)))
                .isInstanceOf(AccessRefused.class);
    }

    @Test
    void unknownAndRevokedCodesAnswerAlike() {
        var revoked = codes.token(CodeKind.HOUSEHOLD, household.value());
        codes.revoke(CodeKind.HOUSEHOLD, household.value());
        for (var token : new String[] {revoked, "0".repeat(26), "", "x", "'; drop table visit; --", "王𠮷"}) {
            assertThatThrownBy(() -> visits.openByCode(token))
                    .as(token)
                    .isInstanceOfSatisfying(
                            NotFound.class,
                            notFound -> assertThat(notFound.key()).isEqualTo("households.code.unknown"));
        }
    }

    @Test
    void aReceiptIsShownInItsOwnVillageOnly() {
        var id = UUID.randomUUID();
        visits.record(draft(id, today, VisitOutcome.IN_PERSON, Relation.CHILD));
        households.asWorker(village);
        assertThat(visits.receipt(id).informed()).isEqualTo(Relation.CHILD);
        households.asWorker(households.freshVillage());
        assertThatThrownBy(() -> visits.receipt(id)).isInstanceOf(NotFound.class);
    }

    @Test
    void theLaterStatementReplacesTheEarlierAndTheSameOneChangesNothing() {
        visits.record(draft(UUID.randomUUID(), BEGUN.plusDays(1), VisitOutcome.IN_PERSON, Relation.HEAD));
        visits.record(draft(UUID.randomUUID(), BEGUN.plusDays(2), VisitOutcome.IN_PERSON, Relation.HEAD));
        visits.record(draft(UUID.randomUUID(), BEGUN.plusDays(3), VisitOutcome.IN_PERSON, Relation.CHILD));
        assertThat(jdbc.sql("select concat(relation, ' ', valid_from, ' ', valid_to) from informed_member"
                                + " where household_id = ? and superseded_at = '9999-12-31' order by valid_from")
                        .param(household.value())
                        .query(String.class)
                        .list())
                .containsExactly("HEAD 2026-09-02 2026-09-04", "CHILD 2026-09-04 9999-12-31");
    }

    private void assertRefused(String key, VisitDraft draft) {
        assertThatThrownBy(() -> visits.record(draft))
                .isInstanceOf(RuleViolation.class)
                .extracting(error -> ((MingbaiException) error).key())
                .isEqualTo(key);
    }

    private VisitDraft draft(
            UUID id, LocalDate day, VisitOutcome outcome, @org.jspecify.annotations.Nullable Relation informed) {
        return new VisitDraft(id, household, day, outcome, informed);
    }

    private int count(String sql, Object parameter) {
        return jdbc.sql(sql).param(parameter).query(Integer.class).single();
    }
}
