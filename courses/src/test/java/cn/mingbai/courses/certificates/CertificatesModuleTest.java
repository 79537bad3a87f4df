package cn.mingbai.courses.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.certificates.CertificateChecks.State;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class CertificatesModuleTest {

    @Autowired
    World world;

    @Autowired
    Certificates certificates;

    @Autowired
    CertificateChecks checks;

    @Autowired
    CertificateRows rows;

    @Autowired
    TrainingRecords records;

    @Autowired
    Codes codes;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    PersonAliases aliases;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    LocalDate today;
    PersonId person;
    long record;

    @BeforeEach
    void somebodyWhoPassed() {
        today = Times.today(clock);
        world.division(World.DISTRICT);
        person = world.person(Duty.VILLAGE_STAFF, World.FAR_VILLAGE, LocalDate.of(2024, 1, 1));
        name("王建国");
        record = pass(today.minusDays(40));
        world.signIn(person);
    }

    private void name(String name) {
        jdbc.sql("update person set name = :name where id = :id")
                .param("name", name)
                .param("id", person.value())
                .update();
    }

    private String evidence(long of) {
        return jdbc.sql("select evidence from training_record where id = :id")
                .param("id", of)
                .query(String.class)
                .single();
    }

    private long pass(LocalDate on) {
        return transactions.execute(status -> records.record(new TrainingEntry.QuizHandedIn(
                person, "01", 1, on, 90, true, "certificate-test:" + System.nanoTime())));
    }

    private String token(long of) {
        certificates.pdf(of);
        return transactions.execute(status -> codes.token(
                CodeKind.CERTIFICATE, rows.ofRecord(of).orElseThrow().id()));
    }

    private CertificateChecks.Shown shown(String token) {
        return checks.behind(token).orElseThrow();
    }

    @Test
    void thePublicSeesAMaskedNameCourseAndDay() throws Exception {
        var shown = shown(token(record));
        assertThat(shown.maskedName()).isEqualTo("王*国");
        assertThat(shown.passedOn()).isEqualTo(today.minusDays(40));
        assertThat(shown.state()).isEqualTo(State.VALID);
        assertThat(shown.toString()).doesNotContain("王建国");
        var paper = certificates.pdf(record);
        assertThat(new String(paper.bytes(), 0, 8, StandardCharsets.ISO_8859_1)).startsWith("%PDF-1.7");
        Files.createDirectories(Path.of("target/samples"));
        Files.write(Path.of("target/samples/certificate.pdf"), paper.bytes());
    }

    @Test
    void whatWasIssuedIsFrozenAndPrintedAgainTheSame() {
        var token = token(record);
        var issued = rows.ofRecord(record).orElseThrow();
        name("王改名");
        assertThat(token(record)).isEqualTo(token);
        assertThat(rows.ofRecord(record)).contains(issued);
        assertThat(shown(token).maskedName()).isEqualTo("王*国");
    }

    @Test
    void aPassThatIsTakenBackIsNotValidAndCannotBePrinted() {
        var token = token(record);
        var second = world.person(Role.DISTRICT_OFFICER, World.DISTRICT);
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        transactions.executeWithoutResult(status -> records.reverse(evidence(record), "录错人", second));
        assertThat(shown(token).state()).isEqualTo(State.REVERSED);
        world.signIn(person);
        assertThatThrownBy(() -> certificates.pdf(record)).isInstanceOf(NotFound.class);
        assertThat(certificates.mine("01")).isEmpty();
    }

    @Test
    void passingAgainGivesANewCertificateWithTheNewDay() {
        var first = token(record);
        var again = pass(today.minusDays(1));
        assertThat(certificates.mine("01").map(Certificates.Certifiable::record))
                .contains(again);
        var second = token(again);
        assertThat(second).isNotEqualTo(first);
        assertThat(shown(second).passedOn()).isEqualTo(today.minusDays(1));
        assertThat(shown(first).passedOn()).isEqualTo(today.minusDays(40));
        assertThat(shown(first).state()).isEqualTo(State.VALID);
    }

    @Test
    void itOutlivesTheCourseAndTheJob() {
        var token = token(record);
        transactions.executeWithoutResult(status -> {
            jdbc.sql("update course_publication set valid_to = :today where course_code = '01'")
                    .param("today", today)
                    .update();
            jdbc.sql("update posting set valid_to = :today where person_id = :person")
                    .param("today", today)
                    .param("person", person.value())
                    .update();
            assertThat(shown(token).state()).isEqualTo(State.VALID);
            status.setRollbackOnly();
        });
    }

    @Test
    void aLaterVersionOfTheCourseIsSaidAndChangesNothing() {
        var token = token(record);
        assertThat(shown(token).newerVersion()).isNull();
        transactions.executeWithoutResult(status -> {
            jdbc.sql("update course_certificate set course_version = 0 where record_id = :record")
                    .param("record", record)
                    .update();
            assertThat(shown(token).newerVersion()).isEqualTo(1);
            assertThat(shown(token).state()).isEqualTo(State.VALID);
            status.setRollbackOnly();
        });
    }

    @Test
    void pastItsValidityItSaysSo() {
        var token = token(record);
        transactions.executeWithoutResult(status -> {
            jdbc.sql("update course_certificate set valid_until = :until where record_id = :record")
                    .param("until", today)
                    .param("record", record)
                    .update();
            assertThat(shown(token).state()).as("the last day").isEqualTo(State.VALID);
            jdbc.sql("update course_certificate set valid_until = :until where record_id = :record")
                    .param("until", today.minusDays(1))
                    .param("record", record)
                    .update();
            assertThat(shown(token).state()).isEqualTo(State.EXPIRED);
            status.setRollbackOnly();
        });
    }

    @Test
    void unknownRevokedAndMalformedCodesAnswerAlike() {
        var token = token(record);
        var id = rows.ofRecord(record).orElseThrow().id();
        codes.revoke(CodeKind.CERTIFICATE, id);
        for (var bad : new String[] {token, "0123456789ABCDEFGHJKMNPQRS", "", "王", "' or 1=1 --", "A".repeat(5000)}) {
            assertThat(checks.behind(bad)).as(bad).isEqualTo(Optional.empty());
        }
    }

    @Test
    void mergedPeopleKeepTheirCertificates() {
        var token = token(record);
        var other = world.person(Duty.VILLAGE_STAFF, World.FAR_VILLAGE, LocalDate.of(2024, 1, 1));
        jdbc.sql(
                        "insert into person_merge (id, person_id, into_id, reason, recorded_at, superseded_at)"
                                + " values (next value for person_merge_seq, :merged, :kept, 'test', '2024-01-01', '9999-12-31')")
                .param("merged", person.value())
                .param("kept", other.value())
                .update();
        transactions.executeWithoutResult(status -> aliases.rebuild());
        world.signIn(other);
        assertThat(certificates.mine("01").map(Certificates.Certifiable::record))
                .contains(record);
        assertThat(token(record)).isEqualTo(token);
        assertThat(shown(token).maskedName()).isEqualTo("王*国");
    }

    @Test
    void onlyTheOwnerAndOfficersWhoSeeThePersonHaveIt() {
        world.signIn(world.person(Duty.VILLAGE_STAFF, World.FAR_VILLAGE, LocalDate.of(2024, 1, 1)));
        assertThatThrownBy(() -> certificates.pdf(record)).isInstanceOf(cn.mingbai.core.error.AccessRefused.class);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThatThrownBy(() -> certificates.pdf(record)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> certificates.of(person)).isInstanceOf(NotFound.class);
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThat(certificates.of(person))
                .extracting(Certificates.Certifiable::record)
                .containsExactly(record);
        assertThat(certificates.pdf(record).fileName()).contains("王建国");
        assertThatThrownBy(() -> certificates.pdf(-1)).isInstanceOf(NotFound.class);
    }

    @Test
    void aNameThatNoFontDrawsIsRefusedWithItsCharacters() {
        name("王\uE000国");
        assertThatThrownBy(() -> certificates.pdf(record))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("\uE000");
    }
}
