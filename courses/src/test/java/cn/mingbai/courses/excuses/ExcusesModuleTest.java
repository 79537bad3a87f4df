package cn.mingbai.courses.excuses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.approval.ApprovalId;
import cn.mingbai.core.attachments.AttachmentFiles;
import cn.mingbai.core.attachments.AttachmentId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.excuses.ExcuseLine.State;
import cn.mingbai.courses.excuses.Excuses.Draft;
import cn.mingbai.courses.rate.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class ExcusesModuleTest {

    @Autowired
    World world;

    @Autowired
    Excuses excuses;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    AttachmentFiles files;

    @Autowired
    People people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private LocalDate today;
    private PersonId worker;

    @BeforeEach
    void aWorker() {
        today = Times.today(clock);
        worker = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, LocalDate.of(2024, 1, 1));
    }

    @AfterEach
    void nobody() {
        world.signOut();
    }

    private Draft leave() {
        return new Draft(Reason.LONG_LEAVE, today.minusDays(10), today.plusDays(80), "净社发〔2026〕12号");
    }

    private ApprovalId proposed(Draft draft) {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        return excuses.propose(worker, draft, null);
    }

    private void decided(ApprovalId approval, boolean approve) {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        desk.decide(Set.of(approval), approve, approve ? "" : "依据不足");
    }

    private List<ExcuseLine> mine() {
        return excuses.list().stream()
                .filter(line -> line.person().equals(worker))
                .toList();
    }

    private List<Map<String, Object>> rows() {
        return jdbc.sql("select * from training_excuse where person_id = :person order by id")
                .param("person", worker.value())
                .query()
                .listOfRows();
    }

    @Test
    void aProposalExcusesNobodyUntilASecondPersonOfTheDistrictHasApprovedIt() {
        var approval = proposed(leave());
        assertThat(rows()).isEmpty();
        assertThat(mine()).singleElement().satisfies(line -> {
            assertThat(line.state()).isEqualTo(State.PROPOSED);
            assertThat(line.units()).isEqualTo("友好村委会");
            assertThat(line.approvedBy()).isNull();
        });
        assertThatThrownBy(() -> desk.decide(Set.of(approval), true, ""))
                .as("the town does not decide about its own denominator")
                .isInstanceOf(NotFound.class);

        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThat(desk.pending(Locale.SIMPLIFIED_CHINESE))
                .filteredOn(pending -> pending.approval().id().equals(approval))
                .singleElement()
                .satisfies(pending -> assertThat(pending.summary())
                        .contains(
                                "长期请假",
                                today.minusDays(10).toString(),
                                today.plusDays(79).toString(),
                                "净社发〔2026〕12号"));
        desk.decide(Set.of(approval), true, "");
        assertThat(mine()).singleElement().satisfies(line -> {
            assertThat(line.state()).isEqualTo(State.APPROVED);
            assertThat(line.from()).isEqualTo(today.minusDays(10));
            assertThat(line.to()).isEqualTo(today.plusDays(80));
            assertThat(line.approvedBy()).isNotNull().isNotEqualTo(line.setBy());
        });
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.get("approval_id")).isEqualTo(approval.value());
            assertThat(row.get("approved_by")).isNotEqualTo(row.get("recorded_by"));
        });
    }

    @Test
    void aRefusedOneLeavesNothingAndMayBeProposedAgain() {
        decided(proposed(leave()), false);
        assertThat(rows()).isEmpty();
        decided(proposed(leave()), true);
        assertThat(rows()).hasSize(1);
    }

    @Test
    void whoIsBackEarlyOwesFromThatDayOnAndTheDaysBeforeStayExcused() {
        decided(proposed(leave()), true);
        var first = mine().getFirst();
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        for (var day : List.of(first.from(), first.to(), LocalDate.MIN, LocalDate.MAX)) {
            assertThatThrownBy(() -> excuses.end(first.id(), day))
                    .as(day.toString())
                    .isInstanceOf(RuleViolation.class);
        }
        excuses.end(first.id(), today);
        assertThat(mine()).singleElement().satisfies(line -> {
            assertThat(line.state()).isEqualTo(State.ENDED);
            assertThat(line.from()).isEqualTo(first.from());
            assertThat(line.to()).isEqualTo(today);
            assertThat(line.approvedBy()).as("still approved by the same").isEqualTo(first.approvedBy());
        });
        assertThat(rows()).as("the row as known before is kept").hasSize(2);
        assertThatThrownBy(() -> excuses.end(first.id(), today.minusDays(1))).isInstanceOf(NotFound.class);
    }

    @Test
    void takingBackNeedsASecondPersonToo() {
        decided(proposed(leave()), true);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var id = mine().getFirst().id();
        assertThatThrownBy(() -> excuses.proposeTakeBack(id, " ")).isInstanceOf(RuleViolation.class);
        var approval = excuses.proposeTakeBack(id, "认定有误");
        assertThat(mine()).singleElement().satisfies(line -> {
            assertThat(line.takeBackOpen()).isTrue();
            assertThat(line.state()).isEqualTo(State.APPROVED);
        });
        assertThatThrownBy(() -> excuses.proposeTakeBack(id, "再来一次")).isInstanceOf(Conflict.class);
        decided(approval, true);
        assertThat(mine()).isEmpty();
        assertThat(rows())
                .singleElement()
                .satisfies(
                        row -> assertThat(row.get("superseded_at").toString()).doesNotStartWith("9999"));
    }

    @Test
    void whatWasEndedMeanwhileIsNotTakenBackBlindly() {
        decided(proposed(leave()), true);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var id = mine().getFirst().id();
        var approval = excuses.proposeTakeBack(id, "认定有误");
        excuses.end(id, today);
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThatThrownBy(() -> desk.decide(Set.of(approval), true, "")).isInstanceOf(Conflict.class);
        assertThat(mine())
                .singleElement()
                .satisfies(line -> assertThat(line.to()).isEqualTo(today));
    }

    @Test
    void twoExcusesNeverHoldOnOneDay() {
        decided(proposed(leave()), true);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThatThrownBy(() -> excuses.propose(
                        worker, new Draft(Reason.EXEMPT, today.plusDays(79), today.plusDays(90), "依据"), null))
                .isInstanceOf(Conflict.class);
        var after =
                excuses.propose(worker, new Draft(Reason.EXEMPT, today.plusDays(80), today.plusDays(90), "依据"), null);
        assertThatThrownBy(() -> excuses.propose(worker, leave(), null)).isInstanceOf(Conflict.class);
        decided(after, true);
        assertThat(rows()).hasSize(2);
    }

    @Test
    void ofSomebodyWhoMovedToAnotherTownTheNewTownSeesAndEndsIt() {
        decided(proposed(leave()), true);
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var posting = people.roster(staffNumber(), 0, 10).getFirst().posted().posting();
        people.post(worker, world.division(World.FAR_VILLAGE), Duty.VILLAGE_STAFF, today.minusDays(5));
        people.end(posting, today.minusDays(5));
        var id = mine().getFirst().id();

        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThat(mine()).as("the old town still sees what it proposed").hasSize(1);
        assertThatThrownBy(() -> excuses.end(id, today)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> excuses.proposeTakeBack(id, "x")).isInstanceOf(NotFound.class);
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThat(mine())
                .singleElement()
                .satisfies(line -> assertThat(line.units()).isEqualTo("西湖村委会"));
        excuses.end(id, today);
        assertThat(mine())
                .singleElement()
                .satisfies(line -> assertThat(line.to()).isEqualTo(today));
    }

    private String staffNumber() {
        return jdbc.sql("select staff_number from person where id = :id")
                .param("id", worker.value())
                .query(String.class)
                .single();
    }

    @Test
    void whoIsOutOfReachIsNotFoundAndWhoMayNotIsRefused() {
        for (var stranger : List.of(World.OTHER_TOWN, World.FOREIGN_DISTRICT)) {
            world.signIn(stranger.equals(World.OTHER_TOWN) ? Role.TOWN_OFFICER : Role.DISTRICT_OFFICER, stranger);
            assertThatThrownBy(() -> excuses.propose(worker, leave(), null)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> excuses.propose(new PersonId(-1), leave(), null))
                    .isInstanceOf(NotFound.class);
        }
        decided(proposed(leave()), true);
        var id = mine().getFirst().id();
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThat(mine()).isEmpty();
        assertThatThrownBy(() -> excuses.end(id, today)).isInstanceOf(NotFound.class);
        for (var role : List.of(Role.AUDITOR, Role.STAFF, Role.OUTREACH_WORKER, Role.INSPECTOR, Role.ADMINISTRATOR)) {
            world.signIn(role, role == Role.STAFF || role == Role.OUTREACH_WORKER ? World.VILLAGE : World.DISTRICT);
            assertThatThrownBy(() -> excuses.propose(worker, leave(), null))
                    .as(role.name())
                    .isInstanceOf(AccessRefused.class);
        }
    }

    @Test
    void hostileDraftsAreRefusedWithASentence() {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        for (var bad : List.of(
                new Draft(Reason.MET, today, today.plusDays(1), "x"),
                new Draft(Reason.LEFT, today, today.plusDays(1), "x"),
                new Draft(Reason.EXEMPT, today, today, "x"),
                new Draft(Reason.EXEMPT, today, today.minusDays(1), "x"),
                new Draft(Reason.EXEMPT, today, today.plusDays(367), "x"),
                new Draft(Reason.EXEMPT, today, LocalDate.of(9999, 12, 31), "x"),
                new Draft(Reason.EXEMPT, today.minusDays(367), today, "x"),
                new Draft(Reason.EXEMPT, LocalDate.MIN, LocalDate.MAX, "x"),
                new Draft(Reason.EXEMPT, today, today.plusDays(1), ""),
                new Draft(Reason.EXEMPT, today, today.plusDays(1), " \t"),
                new Draft(Reason.EXEMPT, today, today.plusDays(1), "𠮷".repeat(201)))) {
            assertThatThrownBy(() -> excuses.propose(worker, bad, null))
                    .as(bad.toString())
                    .isInstanceOf(RuleViolation.class);
        }
        var script =
                new Draft(Reason.EXEMPT, today, today.plusDays(1), "<script>alert('1')</script>'; drop table x; --");
        for (var file : List.of("#!/bin/sh\nrm -rf /", "", "<html><script>")) {
            assertThatThrownBy(() -> excuses.propose(
                            worker, script, new Excuses.Proof("a.pdf", file.getBytes(StandardCharsets.UTF_8))))
                    .isInstanceOf(RuleViolation.class);
        }
        decided(excuses.propose(worker, script, null), true);
        assertThat(mine())
                .singleElement()
                .satisfies(line -> assertThat(line.basis()).isEqualTo(script.basis()));
    }

    @Test
    void theFileBesideTheBasisIsForWhoMaySeeExcusesThere() {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var pdf = "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF".getBytes(StandardCharsets.UTF_8);
        decided(excuses.propose(worker, leave(), new Excuses.Proof("批复.pdf", pdf)), true);
        var path = mine().getFirst().attachment();
        assertThat(path).startsWith("attachments/");
        var id = new AttachmentId(
                Long.parseLong(java.util.Objects.requireNonNull(path).substring(12)));
        assertThat(files.read(id).bytes()).isEqualTo(pdf);
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThatThrownBy(() -> files.read(id)).isInstanceOf(NotFound.class);
        world.signIn(Role.STAFF, World.VILLAGE);
        assertThatThrownBy(() -> files.read(id)).isInstanceOf(NotFound.class);
    }
}
