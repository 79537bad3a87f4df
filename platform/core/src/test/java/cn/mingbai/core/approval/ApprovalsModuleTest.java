package cn.mingbai.core.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.Approval.State;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.notices.NoticeBox;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
@Import(ApprovalsModuleTest.Kinds.class)
class ApprovalsModuleTest {

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Autowired
    Approvals approvals;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    NoticeBox box;

    @Autowired
    PersonAliases aliases;

    @Autowired
    World world;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    /** Two kinds that write down what they do into the audit trail's table of subjects, each decided by another action. */
    @TestConfiguration
    static class Kinds {

        @Bean
        ApprovalKind testPeopleKind(JdbcClient jdbc) {
            return new Noting(jdbc, "test.people", Action.EDIT_PEOPLE);
        }

        @Bean
        ApprovalKind testRequirementsKind(JdbcClient jdbc) {
            return new Noting(jdbc, "test.requirements", Action.EDIT_REQUIREMENTS);
        }
    }

    private record Noting(JdbcClient jdbc, String name, Action decidedBy) implements ApprovalKind {

        @Override
        public String summary(Approval approval, Locale locale) {
            return approval.payload();
        }

        @Override
        public void approved(Approval approval) {
            if (approval.payload().equals("impossible")) {
                throw new RuleViolation("core.people.choose");
            }
            // A fact in the same transaction, as real kinds write one.
            jdbc.sql("insert into person (id, staff_number, name, created_at)"
                            + " values (next value for person_seq, :number, :name, utc_timestamp(6))")
                    .param("number", "AP" + approval.id().value())
                    .param("name", approval.payload())
                    .update();
        }
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void aSecondPersonDecidesAndTheKindCarriesItOut() {
        var proposer = world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var subject = subject();
        var id = propose("test.people", World.TOWN, subject, null, "请假 三个月");
        assertThat(approvals.open("test.people", subject)).hasValueSatisfying(open -> {
            assertThat(open.id()).isEqualTo(id);
            assertThat(open.proposedBy()).isEqualTo(proposer);
            assertThat(open.state()).isEqualTo(State.OPEN);
        });
        assertThat(carriedOut(id)).isFalse();
        var decider = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThat(desk.pending(CHINESE))
                .filteredOn(pending -> pending.approval().id().equals(id))
                .singleElement()
                .satisfies(pending -> {
                    assertThat(pending.summary()).isEqualTo("请假 三个月");
                    assertThat(pending.bar()).isEqualTo(ApprovalDesk.Bar.NONE);
                    assertThat(pending.divisionName()).isEqualTo("玉潭镇");
                });
        desk.decide(Set.of(id), true, "");
        assertThat(carriedOut(id)).isTrue();
        assertThat(approvals.open("test.people", subject)).isEmpty();
        assertThat(approvals.find(id)).hasValueSatisfying(decided -> {
            assertThat(decided.state()).isEqualTo(State.APPROVED);
            assertThat(decided.decidedBy()).isEqualTo(decider);
            assertThat(decided.decidedAt()).isNotNull();
        });
        assertThat(audited(id)).containsExactly("approval.propose", "approval.approved");
        world.signIn(proposer);
        assertThat(desk.mine(CHINESE))
                .filteredOn(mine -> mine.approval().id().equals(id))
                .singleElement()
                .satisfies(mine -> assertThat(mine.deciderName()).isNotEmpty());
    }

    @Test
    void neitherTheProposerNorThePersonConcernedDecides() {
        var proposer = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var concerned = world.person(Role.DISTRICT_OFFICER, World.DISTRICT);
        var id = propose("test.people", World.TOWN, subject(), concerned, "豁免");
        refused("core.approval.own", RuleViolation.class, Set.of(id));
        world.signIn(concerned);
        refused("core.approval.concerned", RuleViolation.class, Set.of(id));
        assertThat(pendingOf(id)).extracting(ApprovalDesk.Pending::bar).containsExactly(ApprovalDesk.Bar.CONCERNED);
        world.signIn(proposer);
        assertThat(pendingOf(id)).extracting(ApprovalDesk.Pending::bar).containsExactly(ApprovalDesk.Bar.PROPOSER);
        assertThat(carriedOut(id)).isFalse();
    }

    @Test
    void whoeverProposedUnderAnotherRecordDoesNotDecideEither() {
        var before = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var id = propose("test.people", World.TOWN, subject(), null, "同一个人");
        var kept = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThat(desk.waiting()).isPositive();
        transactions.executeWithoutResult(status -> {
            jdbc.sql(
                            "insert into person_merge (id, person_id, into_id, reason, recorded_at, superseded_at, recorded_by,"
                                    + " approved_by) values (next value for person_merge_seq, ?, ?, '同一人', '2026-01-01',"
                                    + " '9999-12-31', ?, ?)")
                    .params(before.value(), kept.value(), kept.value(), kept.value())
                    .update();
            aliases.rebuild();
        });
        refused("core.approval.own", RuleViolation.class, Set.of(id));
    }

    @Test
    void manyAreDecidedAtOnceAllOrNone() {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var good = IntStream.range(0, 5)
                .mapToObj(number -> propose("test.people", World.TOWN, subject(), null, "第" + number + "项"))
                .toList();
        var bad = propose("test.people", World.TOWN, subject(), null, "impossible");
        var own = world.person(Role.DISTRICT_OFFICER, World.DISTRICT);
        world.signIn(own);
        var mine = propose("test.people", World.TOWN, subject(), null, "自己提的");
        var withBad = new LinkedHashSet<>(good);
        withBad.add(bad);
        refused("core.approval.not-carried-out", Conflict.class, withBad);
        var withMine = new LinkedHashSet<>(good);
        withMine.add(mine);
        refused("core.approval.own", RuleViolation.class, withMine);
        var withMissing = new LinkedHashSet<>(good);
        withMissing.add(new ApprovalId(Long.MAX_VALUE / 2));
        refused("core.access.not-found", NotFound.class, withMissing);
        assertThat(good).noneMatch(this::carriedOut);
        desk.decide(new LinkedHashSet<>(good), true, "");
        assertThat(good).allMatch(this::carriedOut);
    }

    @Test
    void aRefusalSaysWhyAndCarriesNothingOut() {
        var proposer = world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var id = propose("test.people", World.TOWN, subject(), null, "证明不全");
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThatThrownBy(() -> desk.decide(Set.of(id), false, "  ")).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> desk.decide(Set.of(id), false, "长".repeat(501)))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> desk.decide(Set.of(), true, "")).isInstanceOf(RuleViolation.class);
        desk.decide(Set.of(id), false, "缺医院证明");
        assertThat(carriedOut(id)).isFalse();
        assertThat(approvals.find(id).orElseThrow().note()).isEqualTo("缺医院证明");
        refused("core.approval.decided-already", Conflict.class, Set.of(id));
        world.signIn(proposer);
        assertThat(box.mine(CHINESE))
                .singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains("证明不全", "缺医院证明"));
    }

    @Test
    void reachAndTheKindsActionBoundWhoDecides() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var town = propose("test.people", World.TOWN, subject(), null, "镇里的");
        var district = propose("test.requirements", World.TOWN, subject(), null, "区里的");
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThat(pendingOf(town)).isEmpty();
        refused("core.access.not-found", NotFound.class, Set.of(town));
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThat(pendingOf(town)).hasSize(1);
        // A town officer does not edit requirements, so the other kind is not theirs, not even to see.
        assertThat(pendingOf(district)).isEmpty();
        refused("core.access.not-found", NotFound.class, Set.of(district));
        refused("core.access.not-found", NotFound.class, Set.of(town, district));
        world.signIn(Role.OUTREACH_WORKER, World.VILLAGE);
        assertThatThrownBy(() -> desk.decide(Set.of(town), true, "")).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> desk.pending(CHINESE)).isInstanceOf(AccessRefused.class);
    }

    @Test
    void aSubjectHasOneOpenProposalOfAKind() {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var subject = subject();
        var first = propose("test.people", World.TOWN, subject, null, "一");
        assertThatThrownBy(() -> propose("test.people", World.TOWN, subject, null, "二"))
                .isInstanceOf(Conflict.class);
        desk.withdraw(first);
        assertThat(approvals.find(first).orElseThrow().state()).isEqualTo(State.WITHDRAWN);
        propose("test.people", World.TOWN, subject, null, "三");
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThatThrownBy(() -> desk.withdraw(first)).isInstanceOf(NotFound.class);
    }

    @Test
    void aProposalNeedsAReason() {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var town = world.division(World.TOWN);
        for (var reason : List.of("", " \n ", "长".repeat(501))) {
            assertThatThrownBy(() -> transactions.execute(
                            status -> approvals.propose("test.people", town, subject(), null, "", reason)))
                    .isInstanceOf(RuleViolation.class);
        }
    }

    @Test
    void ofTwoOfficersWhoDecideAtOnceExactlyOneDoes() throws Exception {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var subjects = IntStream.range(0, 20)
                .mapToObj(number -> propose("test.people", World.TOWN, subject(), null, "并发" + number))
                .toList();
        var officers = List.of(
                world.person(Role.DISTRICT_OFFICER, World.DISTRICT),
                world.person(Role.DISTRICT_OFFICER, World.DISTRICT));
        world.signOut();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var id : subjects) {
                var together = new CyclicBarrier(2);
                var tries = officers.stream()
                        .map(officer -> threads.submit(() -> {
                            world.signIn(officer);
                            together.await();
                            try {
                                desk.decide(Set.of(id), officer.equals(officers.getFirst()), "各有说法");
                                return "decided";
                            } catch (MingbaiException late) {
                                return late.key();
                            }
                        }))
                        .toList();
                assertThat(List.of(tries.get(0).get(), tries.get(1).get()))
                        .containsExactlyInAnyOrder("decided", "core.approval.decided-already");
                var state = approvals.find(id).orElseThrow().state();
                assertThat(carriedOut(id)).isEqualTo(state == State.APPROVED);
            }
        }
    }

    private ApprovalId propose(
            String kind, String division, String subject, @Nullable PersonId concerns, String payload) {
        var at = world.division(division);
        return Objects.requireNonNull(
                transactions.execute(status -> approvals.propose(kind, at, subject, concerns, payload, "按规定办理")));
    }

    private List<ApprovalDesk.Pending> pendingOf(ApprovalId id) {
        return desk.pending(CHINESE).stream()
                .filter(pending -> pending.approval().id().equals(id))
                .toList();
    }

    private void refused(String key, Class<? extends MingbaiException> type, Set<ApprovalId> ids) {
        assertThatThrownBy(() -> desk.decide(ids, true, ""))
                .isInstanceOfSatisfying(
                        type, refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    private boolean carriedOut(ApprovalId id) {
        return jdbc.sql("select count(*) from person where staff_number = :number")
                        .param("number", "AP" + id.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private List<String> audited(ApprovalId id) {
        return jdbc.sql("select what from audit_entry where subject = :subject order by id")
                .param("subject", "approval " + id.value())
                .query(String.class)
                .list();
    }

    private static String subject() {
        return "test " + COUNTER.incrementAndGet() + " " + Long.toString(System.nanoTime(), 36);
    }
}
