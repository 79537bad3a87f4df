package cn.mingbai.courses.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.jobs.JobRunner;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.sealing.Verification.Check;
import cn.mingbai.core.sealing.Verification.Kind;
import cn.mingbai.core.sealing.Verification.Outcome;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.requirements.Requirements;
import cn.mingbai.courses.snapshots.Difference.Cause;
import cn.mingbai.courses.snapshots.Difference.Counted;
import cn.mingbai.courses.snapshots.SealedReport.Line;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import cn.mingbai.proof.Digest;
import cn.mingbai.proof.PackedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class SnapshotsModuleTest {

    private static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);

    @Autowired
    World world;

    @Autowired
    RateSnapshots snapshots;

    @Autowired
    Sealing sealing;

    @Autowired
    Requirements requirements;

    @Autowired
    TrainingRecords records;

    @Autowired
    TrainingRateDirectory rates;

    @Autowired
    SnapshotFiles files;

    @Autowired
    SnapshotTables tables;

    @Autowired
    SnapshotRows rows;

    @Autowired
    JobRunner runner;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Value("${mingbai.keys}")
    Path keys;

    World.FreshVillage place;
    DivisionId district;
    DivisionId town;
    DivisionId village;
    LocalDate today;
    PersonId officer;
    PersonId trained;
    PersonId untrained;

    @BeforeEach
    void aDistrictWithTwoPeople() {
        today = Times.today(clock);
        place = world.freshVillage();
        district = world.division(place.district());
        town = world.division(place.town());
        village = world.division(place.village());
        officer = world.signIn(Role.DISTRICT_OFFICER, place.district());
        requirements.add(
                district,
                new Requirements.Draft(
                        java.util.Set.of(Duty.VILLAGE_STAFF),
                        java.util.Set.of("01"),
                        LocalDate.of(2026, 1, 1),
                        today.plusDays(20),
                        30,
                        "封存测试"));
        trained = world.person(Duty.VILLAGE_STAFF, place.village(), LONG_AGO);
        untrained = world.person(Duty.VILLAGE_STAFF, place.village(), LONG_AGO);
        pass(trained, today.minusDays(5));
    }

    private void pass(PersonId person, LocalDate on) {
        transactions.executeWithoutResult(status -> records.record(
                new TrainingEntry.QuizHandedIn(person, "01", 1, on, 90, true, "seal-test:" + System.nanoTime())));
    }

    private long seal() {
        return seal(today);
    }

    private long seal(LocalDate day) {
        return transactions.execute(status -> sealing.seal(district, day, clock.instant()));
    }

    private Outcome outcome(long snapshot, Kind kind) {
        return check(snapshot, kind).outcome();
    }

    private Check check(long snapshot, Kind kind) {
        return snapshots.verify(snapshot).checks().stream()
                .filter(check -> check.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReportSaysWhatTheRateSaysAndIsVerified() {
        var id = seal();
        var opened = snapshots.open(id);
        var report = opened.report();
        assertThat(report.head().number()).isEqualTo(1);
        assertThat(report.people(district.value())).containsOnlyKeys(trained.value(), untrained.value());
        var line = report.people(village.value()).get(trained.value());
        assertThat(line.reason()).isEqualTo(Reason.MET);
        assertThat(line.tookPart()).isTrue();
        assertThat(line.passes()).singleElement().satisfies(pass -> {
            assertThat(pass.evidence()).startsWith("seal-test:");
            assertThat(pass.on()).isEqualTo(today.minusDays(5));
        });
        assertThat(report.people(village.value()).get(untrained.value()).owed()).containsExactly("01");
        var computed = rates.compute(district, AsOf.at(today, report.head().knownBefore()));
        for (var unit : report.units()) {
            var tally = computed.rate().total(new DivisionId(unit.division()));
            assertThat(unit.figures().counted()).isEqualTo(tally.counted());
            assertThat(unit.figures().met()).isEqualTo((int) tally.byRule().count());
            assertThat(report.figures(unit.division())).isEqualTo(unit.figures());
        }
        assertThat(report.requirements())
                .singleElement()
                .satisfies(owed -> assertThat(owed.basis()).isEqualTo("封存测试"));
        var verification = snapshots.verify(id);
        assertThat(verification.checks())
                .extracting(Check::kind)
                .containsExactly(Kind.CONTENT, Kind.SEAL, Kind.SEQUENCE, Kind.RECOMPUTED);
        assertThat(verification.holds()).as(verification.toString()).isTrue();
        assertThat(SnapshotText.parse(SnapshotText.of(report).toString())).isEqualTo(report);
    }

    @Test
    void sealedInTheBackgroundByTheOfficerWhoAsked() {
        snapshots.seal(district, today.minusDays(1), Locale.SIMPLIFIED_CHINESE);
        runner.runWaiting();
        world.signIn(officer);
        assertThat(snapshots.list()).singleElement().satisfies(listed -> {
            assertThat(listed.day()).isEqualTo(today.minusDays(1));
            assertThat(listed.figures().met()).isEqualTo(1);
            assertThat(listed.figures().counted()).isEqualTo(2);
        });
    }

    @Test
    void theSameRequestTwiceSealsOnce() {
        var moment = clock.instant();
        var first = transactions.execute(status -> sealing.seal(district, today, moment));
        var second = transactions.execute(status -> sealing.seal(district, today, moment));
        assertThat(second).isEqualTo(first);
        assertThat(snapshots.list()).hasSize(1);
    }

    @Test
    void sealedAgainTheEarlierOneStaysAsItWas() {
        var first = seal();
        var before = snapshots.open(first).report();
        pass(untrained, today);
        var second = seal();
        assertThat(snapshots.open(second).report().head().number()).isEqualTo(2);
        assertThat(snapshots.open(first).report()).isEqualTo(before);
        assertThat(snapshots.open(first).report().district().figures().met()).isEqualTo(1);
        assertThat(snapshots.open(second).report().district().figures().met()).isEqualTo(2);
        assertThat(snapshots.verify(first).holds()).isTrue();
        assertThat(snapshots.verify(second).holds()).isTrue();
    }

    private record Column(String table, String name, String type) {}

    private List<Column> columns() {
        return jdbc.sql("select table_name, column_name, data_type from information_schema.columns"
                        + " where table_schema = database() and table_name in ('rate_snapshot', 'rate_snapshot_unit',"
                        + " 'rate_snapshot_requirement', 'rate_snapshot_line') order by table_name, ordinal_position")
                .query((row, index) -> new Column(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    private static String other(Column column) {
        var name = "`" + column.name() + "`";
        return switch (column.type()) {
            case "bigint", "int", "tinyint" ->
                column.type().equals("tinyint") ? "1 - " + name : "coalesce(" + name + ", 0) + 1";
            case "date" -> "date_sub(" + name + ", interval 1 day)";
            case "datetime" -> "date_sub(" + name + ", interval 1 microsecond)";
            case "binary" -> "unhex(sha2(coalesce(" + name + ", 'x'), 256))";
            case "longblob" -> "concat(substr(" + name + ", 1, 20), 'x', substr(" + name + ", 22))";
            case "char" -> "'220172999999'";
            default -> "concat(" + name + ", '改')";
        };
    }

    /** Every column of every table in turn, also with the stored digest computed anew over what stands there then. */
    @Test
    void aChangeOfAnyColumnOfAnyTableIsNoticed() {
        var columns = columns();
        assertThat(columns).hasSizeGreaterThan(40);
        var unnoticed = new ArrayList<String>();
        for (var column : columns) {
            var key = column.table().equals("rate_snapshot") ? "id" : "snapshot_id";
            var id = seal();
            if (column.name().equals("id") || column.name().equals("snapshot_id")) {
                continue;
            }
            jdbc.sql("set foreign_key_checks = 0").update();
            transactions.executeWithoutResult(status -> {
                jdbc.sql("set foreign_key_checks = 0").update();
                jdbc.sql("update " + column.table() + " set `" + column.name() + "` = " + other(column) + " where "
                                + key + " = " + id + " limit 1")
                        .update();
                if (!column.name().equals("district_id") && snapshots.verify(id).holds()) {
                    unnoticed.add(column.toString());
                }
                // The two that a new digest writes anew are as they were afterwards.
                var rewritten = column.name().equals("digest") || column.name().equals("sealed_text");
                redigest(id);
                if (!rewritten
                        && !column.name().equals("district_id")
                        && snapshots.verify(id).holds()) {
                    unnoticed.add(column + " with a new digest");
                }
                jdbc.sql("set foreign_key_checks = 1").update();
                status.setRollbackOnly();
            });
            assertThat(snapshots.verify(id).holds())
                    .as("%s: the test put it back", column)
                    .isTrue();
        }
        assertThat(unnoticed).isEmpty();
    }

    /** What somebody with the database, and without the key, can do to cover a change up. */
    private void redigest(long id) {
        try {
            var text = SnapshotText.of(snapshots.open(id).report()).toString();
            jdbc.sql("update rate_snapshot set digest = :digest, sealed_text = :text where id = :id")
                    .param(
                            "digest",
                            Digest.of(text.getBytes(StandardCharsets.UTF_8)).bytes())
                    .param("text", PackedText.pack(text))
                    .param("id", id)
                    .update();
        } catch (NotFound | RuleViolation | IllegalArgumentException unreadable) {
            // Then there is nothing to compute a digest of.
        }
    }

    @Test
    void aReportMovedToAnotherDistrictOrNumberIsNoticed() {
        var id = seal();
        transactions.executeWithoutResult(status -> {
            jdbc.sql("set foreign_key_checks = 0").update();
            jdbc.sql("update rate_snapshot set district_id = :town where id = :id")
                    .param("town", town.value())
                    .param("id", id)
                    .update();
            redigest(id);
            assertThat(snapshots.verify(id).holds()).isFalse();
            for (var table : List.of("rate_snapshot_unit", "rate_snapshot_requirement", "rate_snapshot_line")) {
                jdbc.sql("update " + table + " set snapshot_id = :other where snapshot_id = :id")
                        .param("other", id + 1_000_000)
                        .param("id", id)
                        .update();
            }
            jdbc.sql("update rate_snapshot set district_id = :district, id = :other where id = :id")
                    .param("district", district.value())
                    .param("other", id + 1_000_000)
                    .param("id", id)
                    .update();
            redigest(id + 1_000_000);
            assertThat(snapshots.verify(id + 1_000_000).fails()).isTrue();
            jdbc.sql("set foreign_key_checks = 1").update();
            status.setRollbackOnly();
        });
    }

    @Test
    void aRowThatIsDeletedAddedOrSwappedIsNoticedAndNamed() {
        var id = seal();
        var name = snapshots
                .open(id)
                .report()
                .people(village.value())
                .get(untrained.value())
                .name();
        changed(id, "delete from rate_snapshot_line where person_id = " + untrained.value(), name);
        changed(
                id,
                "insert into rate_snapshot_line select snapshot_id, division_id, " + officer.value()
                        + ", staff_number, name, posts, reason, took_part, still_valid, overdue, passes, owed"
                        + " from rate_snapshot_line where person_id = " + untrained.value(),
                name);
        changed(
                id,
                "update rate_snapshot_line set person_id = case person_id when " + trained.value() + " then -1 else "
                        + trained.value() + " end where person_id in (" + trained.value() + ", " + untrained.value()
                        + ")",
                name);
        changed(id, "update rate_snapshot_line set reason = 'MET' where person_id = " + untrained.value(), name);
        changed(id, "delete from rate_snapshot_unit where division_id = " + village.value(), "演示屯村");
    }

    private void changed(long id, String sql, String named) {
        transactions.executeWithoutResult(status -> {
            assertThat(jdbc.sql(sql).update()).isPositive();
            var content = check(id, Kind.CONTENT);
            assertThat(content.outcome()).as(sql).isEqualTo(Outcome.FAILS);
            assertThat(content.findings().toString()).as(sql).contains(named);
            assertThat(outcome(id, Kind.SEAL))
                    .as("the stored digest is still the sealed one")
                    .isEqualTo(Outcome.HOLDS);
            redigest(id);
            assertThat(outcome(id, Kind.CONTENT)).as("covered up: %s", sql).isEqualTo(Outcome.HOLDS);
            assertThat(outcome(id, Kind.SEAL)).as("covered up: %s", sql).isEqualTo(Outcome.FAILS);
            status.setRollbackOnly();
        });
    }

    @Test
    void aDeletedReportLeavesAGapInTheSequence() {
        var first = seal();
        var second = seal();
        transactions.executeWithoutResult(status -> {
            for (var table : List.of("rate_snapshot_unit", "rate_snapshot_requirement", "rate_snapshot_line")) {
                jdbc.sql("delete from " + table + " where snapshot_id = " + first)
                        .update();
            }
            jdbc.sql("delete from rate_snapshot where id = " + first).update();
            assertThat(outcome(second, Kind.SEQUENCE)).isEqualTo(Outcome.FAILS);
            assertThat(outcome(second, Kind.SEAL)).isEqualTo(Outcome.HOLDS);
            status.setRollbackOnly();
        });
        assertThat(outcome(second, Kind.SEQUENCE)).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void factsChangedBehindTheServicesShowInTheRecomputationOnly() {
        var id = seal();
        moved(trained, 6);
        assertThat(outcome(id, Kind.CONTENT)).isEqualTo(Outcome.HOLDS);
        assertThat(outcome(id, Kind.SEAL)).isEqualTo(Outcome.HOLDS);
        var recomputed = check(id, Kind.RECOMPUTED);
        assertThat(recomputed.outcome()).isEqualTo(Outcome.FAILS);
        assertThat(recomputed.findings().toString()).contains("测试人员" + trained.value());
        assertThat(snapshots.verify(id).onlyFactsDiffer()).isTrue();
        moved(trained, -6);
        assertThat(outcome(id, Kind.RECOMPUTED)).isEqualTo(Outcome.HOLDS);
    }

    /** Moves the days of somebody's records, as nobody can who uses the services. */
    private void moved(PersonId person, int days) {
        jdbc.sql("update training_record set happened_on = date_add(happened_on, interval :days day)"
                        + " where person_id = :person")
                .param("days", days)
                .param("person", person.value())
                .update();
    }

    @Test
    void aLostOrWrongKeyIsOneSentenceAndNoAlarm() throws IOException {
        var id = seal();
        var file = keys.resolve("seal.key");
        var key = Files.readString(file);
        try {
            Files.delete(file);
            assertThat(check(id, Kind.SEAL).outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(check(id, Kind.SEAL).sentence().key()).isEqualTo("core.sealing.key-lost");
            assertThat(outcome(id, Kind.CONTENT)).isEqualTo(Outcome.HOLDS);
            assertThatThrownBy(() -> snapshots.seal(district, today, Locale.SIMPLIFIED_CHINESE))
                    .isInstanceOf(RuleViolation.class)
                    .hasMessageContaining("core.sealing.key-lost");
            Files.writeString(file, "00".repeat(32));
            assertThat(check(id, Kind.SEAL).outcome()).isEqualTo(Outcome.UNKNOWN);
            Files.writeString(file, "no key");
            assertThat(check(id, Kind.SEAL).outcome()).isEqualTo(Outcome.UNKNOWN);
        } finally {
            Files.writeString(file, key);
        }
        assertThat(snapshots.verify(id).holds()).isTrue();
    }

    @Test
    void anExportedFileIsVerifiedByItselfAndNamesChangedCells() throws IOException {
        var id = seal();
        var file = snapshots.xlsx(id);
        assertThat(snapshots.verifyFile(file).holds())
                .as(snapshots.verifyFile(file).toString())
                .isTrue();
        var report = snapshots.open(id).report();
        var better = new ArrayList<>(report.lines());
        better.replaceAll(line -> new Line(
                line.unit(),
                line.person(),
                line.staffNumber(),
                line.name(),
                line.posts(),
                Reason.MET,
                true,
                true,
                false,
                line.passes(),
                List.of()));
        var stored = rows.heads().find(id).orElseThrow();
        var forged = SheetWriter.xlsx(List.of(
                tables.sheets(
                                new SealedReport(report.head(), report.units(), report.requirements(), better),
                                stored.digest(),
                                stored.seal(),
                                rows.text(id))
                        .get(0),
                tables.sheets(report, stored.digest(), stored.seal(), rows.text(id))
                        .get(1),
                tables.sheets(report, stored.digest(), stored.seal(), rows.text(id))
                        .get(2)));
        var verification = snapshots.verifyFile(forged);
        assertThat(verification.fails()).isTrue();
        assertThat(verification.checks().getLast().kind()).isEqualTo(Kind.SHOWN);
        assertThat(verification.checks().getLast().findings().toString()).contains("未合格");
        var otherKey = new byte[32];
        assertThat(files.verify(file, Optional.of(otherKey)).fails()).isTrue();
        assertThat(files.verify(file, Optional.empty()).holds()).isFalse();
        assertThat(snapshots
                        .verifyFile("no spreadsheet".getBytes(StandardCharsets.UTF_8))
                        .fails())
                .isTrue();
        assertThat(snapshots.verifyFile(new byte[0]).fails()).isTrue();
    }

    @Test
    void theDifferenceNamesEverybodyAndAddsUp() {
        var first = seal(today.minusDays(1));
        pass(untrained, today);
        var newcomer = world.person(Duty.VILLAGE_STAFF, place.village(), today);
        var second = seal();
        for (var unit : List.of(district, town, village)) {
            var difference = snapshots
                    .compare(second, Optional.empty(), Optional.of(unit.value()))
                    .difference();
            assertThat(difference.changes())
                    .extracting(Difference.Change::person, Difference.Change::cause)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(untrained.value(), Cause.NEWLY_MET),
                            org.assertj.core.groups.Tuple.tuple(newcomer.value(), Cause.JOINED));
            assertThat(difference.difference(Counted.MET)).isEqualTo(1);
            for (var counted : Counted.values()) {
                assertThat(difference.effects(counted).values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                        .isEqualTo(difference.difference(counted));
            }
        }
        assertThat(snapshots.open(second).earlier())
                .extracting(RateSnapshots.Listed::id)
                .containsExactly(first);
        assertThatThrownBy(() -> snapshots.compare(first, Optional.empty(), Optional.empty()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> snapshots.compare(second, Optional.of(second), Optional.empty()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> snapshots.compare(second, Optional.empty(), Optional.of(1L)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void whoLeftLatelyIsPointedOutWithWhereTheyAre() {
        jdbc.sql("update posting set valid_to = :today where person_id = :person")
                .param("today", today)
                .param("person", untrained.value())
                .update();
        var ahead = snapshots.ahead(district, today);
        assertThat(ahead.days()).isEqualTo(14);
        assertThat(ahead.departures()).singleElement().satisfies(departure -> {
            assertThat(departure.name()).isEqualTo("测试人员" + untrained.value());
            assertThat(departure.from()).isEqualTo("演示屯村");
            assertThat(departure.lastDay()).isEqualTo(today.minusDays(1));
            assertThat(departure.to()).isEmpty();
        });
        assertThat(snapshots.ahead(district, today.minusDays(1)).departures()).isEmpty();
        jdbc.sql("update posting set valid_to = :then where person_id = :person")
                .param("then", today.minusDays(14))
                .param("person", untrained.value())
                .update();
        assertThat(snapshots.ahead(district, today).departures()).isEmpty();
    }

    @Test
    void onlyTheDistrictsOfficersSealAndNobodyTheFuture() {
        assertThatThrownBy(() -> snapshots.seal(district, today.plusDays(1), Locale.SIMPLIFIED_CHINESE))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> snapshots.ahead(town, today)).isInstanceOf(RuleViolation.class);
        var id = seal();
        world.signIn(Role.TOWN_OFFICER, place.town());
        assertThatThrownBy(() -> snapshots.seal(district, today, Locale.SIMPLIFIED_CHINESE))
                .isInstanceOf(AccessRefused.class);
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThatThrownBy(() -> snapshots.open(id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> snapshots.verify(id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> snapshots.xlsx(id)).isInstanceOf(NotFound.class);
        world.signIn(Role.AUDITOR, place.district());
        assertThat(snapshots.verify(id).holds()).isTrue();
    }

    @Test
    void thePaperBearsTheDigest() throws IOException {
        var id = seal();
        var pdf = snapshots.pdf(id);
        assertThat(new String(pdf, 0, 8, StandardCharsets.ISO_8859_1)).startsWith("%PDF-1.7");
        Files.createDirectories(Path.of("target/samples"));
        Files.write(Path.of("target/samples/snapshot.pdf"), pdf);
        Files.write(Path.of("target/samples/snapshot.xlsx"), snapshots.xlsx(id));
        assertThat(Map.of("pdf", pdf.length))
                .satisfies(size -> assertThat(size.get("pdf")).isGreaterThan(10_000));
    }
}
