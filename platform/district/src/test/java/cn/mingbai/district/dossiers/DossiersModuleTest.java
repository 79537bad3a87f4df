package cn.mingbai.district.dossiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.jobs.JobBoard;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.core.jobs.JobRun;
import cn.mingbai.core.jobs.JobRunner;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.spreadsheet.SheetCells;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.DistrictWorld;
import cn.mingbai.district.dossiers.Dossier.Item;
import cn.mingbai.district.dossiers.Dossier.State;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.proof.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class DossiersModuleTest {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final LocalDate TODAY = Times.dayOf(MovableClock.START);
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Autowired
    World world;

    @Autowired
    DistrictWorld districts;

    @Autowired
    Dossiers dossiers;

    @Autowired
    DossierJob job;

    @Autowired
    DossierFolder folder;

    @Autowired
    DossierDestruction destruction;

    @Autowired
    DossierNames names;

    @Autowired
    JobRunner runner;

    @Autowired
    JobBoard board;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    @Value("${mingbai.dossiers.folder}")
    Path root;

    private FreshVillage place = new FreshVillage("", "", "");
    private DivisionId town = new DivisionId(0);
    private DivisionId village = new DivisionId(0);
    private DivisionId empty = new DivisionId(0);
    private PersonId officer = new PersonId(0);

    @BeforeEach
    void aTownWithOneVillageAtWorkAndOneWithoutAnything() {
        clock.set(MovableClock.START);
        place = world.freshVillage();
        town = world.division(place.town());
        village = world.division(place.village());
        var worker = world.person(Duty.OUTREACH_A, place.village(), FROM);
        officer = world.signIn(Role.DISTRICT_OFFICER, place.district());
        empty = world.addVillage(place, "空村");
        world.signIn(officer);
        districts.openCampaign(
                world.division(place.district()),
                new Campaign.Phase("排查阶段", TODAY.minusDays(30), TODAY.plusDays(60), TODAY.plusDays(59)));
        var doors = districts.addHouseholds(village, 6, FROM);
        world.signIn(worker);
        doors.subList(0, 4).forEach(door -> districts.visit(door, TODAY, VisitOutcome.IN_PERSON));
        clock.advance(Duration.ofMinutes(1));
        world.signIn(officer);
    }

    private Dossier packed(DossierId id) {
        runner.runWaiting();
        world.signIn(officer);
        return dossiers.get(id);
    }

    private byte[] file(DossierId id) throws IOException {
        var out = new ByteArrayOutputStream();
        dossiers.file(id).to(out);
        return out.toByteArray();
    }

    private static Map<String, byte[]> entries(byte[] zip) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private static String shown(Map<String, byte[]> entries, String like) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().contains(like) && entry.getKey().endsWith(".xlsx"))
                .map(entry -> SheetCells.read(entry.getValue()).toString())
                .reduce("", String::concat);
    }

    @Test
    void everyFileIsOnTheCoverListWithItsDigestAndWhatIsMissingWithItsReason() throws Exception {
        var id = dossiers.order(town, TODAY, CHINESE);
        var dossier = packed(id);
        assertThat(dossier.state()).isEqualTo(State.MADE);
        var zip = file(id);
        assertThat(Digest.of(zip).hex()).isEqualTo(dossier.sha256());
        assertThat(zip).hasSize((int) dossier.bytes());
        var entries = entries(zip);
        for (var item : dossier.items()) {
            if (item.missing() != null) {
                assertThat(item.missing()).as(item.name()).isNotBlank().doesNotContain("district.");
                assertThat(item.file()).isNull();
                continue;
            }
            var content = entries.get(item.file());
            assertThat(content).as(item.name()).isNotNull();
            assertThat(Digest.of(content).hex()).isEqualTo(item.sha256());
            assertThat(item.bytes()).isEqualTo(content.length);
            if (item.name().endsWith(".pdf")) {
                assertThat(item.pages()).as(item.name()).isPositive();
            }
        }
        assertThat(entries.keySet().stream().filter(name -> !name.startsWith("00 ")))
                .as("nothing is packed that the list does not name")
                .containsExactlyInAnyOrderElementsOf(dossier.items().stream()
                        .map(Item::file)
                        .filter(java.util.Objects::nonNull)
                        .toList());
        assertThat(entries.keySet()).contains("00 封面清单.pdf", "00 封面清单.xlsx");
        assertThat(shown(entries, "封面清单"))
                .contains("宣传到户台账", dossier.items().getFirst().sha256());
        assertThat(dossier.items())
                .filteredOn(item -> item.name().startsWith("宣传到户台账"))
                .extracting(Item::rows)
                .containsExactly(6L, 6L);
        assertThat(shown(entries, "宣传到户台账")).contains("演*").doesNotContain("演示户1");
        assertThat(dossier.items()).anySatisfy(item -> {
            assertThat(item.name()).contains("到户封存报表");
            assertThat(item.missing()).isEqualTo("到统计日还没有封存过");
        });
        assertThat(jdbc.sql("select count(*) from audit_entry where what = 'dossier.download' and subject = :subject")
                        .param("subject", "dossier " + id.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void namesStandInItOnlyForAReasonWhichIsKept() throws Exception {
        assertThatThrownBy(() -> dossiers.orderWithNames(village, TODAY, " ", CHINESE))
                .isInstanceOf(RuleViolation.class);
        var id = dossiers.orderWithNames(village, TODAY, "省级检查", CHINESE);
        assertThat(packed(id).withNames()).isTrue();
        var entries = entries(file(id));
        assertThat(shown(entries, "宣传到户台账")).contains("演示户1").contains("省级检查");
        assertThat(shown(entries, "封面清单")).contains("省级检查");
        assertThat(names.count(java.util.Set.of(village))).isEqualTo(1);
        transactions.executeWithoutResult(status -> names.destroy(village));
        assertThat(dossiers.get(id).state()).isEqualTo(State.DESTROYED);
        assertThat(folder.holds(id)).isFalse();
    }

    @Test
    void onTheDiskItIsNoArchiveAndHoldsNoName() throws Exception {
        var id = dossiers.orderWithNames(village, TODAY, "省级检查", CHINESE);
        packed(id);
        try (var files = Files.walk(root.resolve(String.valueOf(id.value())))) {
            var stored = files.filter(Files::isRegularFile).toList();
            assertThat(stored).hasSize(1);
            var bytes = Files.readAllBytes(stored.getFirst());
            assertThat(new String(bytes, 0, 2, StandardCharsets.ISO_8859_1)).isNotEqualTo("PK");
            assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("封面清单", "演示户");
        }
    }

    @Test
    void aVillageWithoutAnythingHasAListThatSaysSo() throws Exception {
        var id = dossiers.order(empty, TODAY, CHINESE);
        var dossier = packed(id);
        assertThat(dossier.state()).isEqualTo(State.MADE);
        assertThat(dossier.items())
                .filteredOn(item -> item.name().equals("宣传到户台账"))
                .singleElement()
                .satisfies(item -> assertThat(item.missing()).isEqualTo("到统计日没有记录"));
        assertThat(entries(file(id)).keySet()).contains("00 封面清单.pdf");
    }

    /** A run that is told to stop at a step. */
    private static final class Stopping implements JobRun {

        private final String parameters;
        private final int stopAt;
        private int steps;

        Stopping(String parameters, int stopAt) {
            this.parameters = parameters;
            this.stopAt = stopAt;
        }

        @Override
        public JobId id() {
            return new JobId(1);
        }

        @Override
        public String parameters() {
            return parameters;
        }

        @Override
        public Optional<String> checkpoint() {
            return Optional.empty();
        }

        @Override
        public void checkpoint(String cursor, int done, int total) {
            if (++steps == stopAt) {
                throw new IllegalStateException("stopped at step " + stopAt);
            }
        }

        @Override
        public void result(String text, @Nullable String path) {}
    }

    @Test
    void whateverStopsItNoFileIsLeft() throws Exception {
        var id = dossiers.order(village, TODAY, CHINESE);
        var steps = new Stopping(new DossierJob.Request(id, CHINESE).text(), Integer.MAX_VALUE);
        job.run(steps);
        assertThat(folder.holds(id)).isTrue();
        for (var stop = 1; stop <= steps.steps; stop += stop < 4 || stop > steps.steps - 3 ? 1 : 5) {
            var run = new Stopping(new DossierJob.Request(id, CHINESE).text(), stop);
            assertThatThrownBy(() -> job.run(run)).hasMessageContaining("stopped at step");
            if (stop > 1) {
                assertThat(folder.all()).as("stopped at step %d", stop).doesNotContain(id.value());
            }
        }
        assertThat(Files.exists(root.resolve(String.valueOf(id.value())))).isFalse();
    }

    @Test
    void aCancelledOneIsNotMadeAndCannotBeFetched() {
        var id = dossiers.order(village, TODAY, CHINESE);
        board.cancel(java.util.Objects.requireNonNull(dossiers.get(id).job()));
        var dossier = packed(id);
        assertThat(dossier.state()).isEqualTo(State.NOT_MADE);
        assertThat(dossier.items()).isEmpty();
        assertThat(folder.holds(id)).isFalse();
        assertThatThrownBy(() -> dossiers.file(id)).isInstanceOf(Conflict.class);
    }

    @Test
    void itIsDestroyedWhenItsTimeIsOverOrByHand() {
        var id = dossiers.order(village, TODAY, CHINESE);
        var byHand = dossiers.order(village, TODAY, CHINESE);
        assertThatThrownBy(() -> dossiers.destroy(byHand)).isInstanceOf(Conflict.class);
        packed(id);
        dossiers.destroy(byHand);
        assertThat(folder.holds(byHand)).isFalse();
        assertThat(dossiers.get(byHand).state()).isEqualTo(State.DESTROYED);
        assertThat(dossiers.get(byHand).items()).isNotEmpty();
        destruction.run(new Stopping("", Integer.MAX_VALUE));
        assertThat(folder.holds(id)).isTrue();
        clock.advance(Duration.ofDays(15));
        destruction.run(new Stopping("", Integer.MAX_VALUE));
        world.signIn(officer);
        assertThat(folder.holds(id)).isFalse();
        assertThat(dossiers.get(id).state()).isEqualTo(State.DESTROYED);
        assertThatThrownBy(() -> dossiers.file(id)).isInstanceOf(Conflict.class);
    }

    @Test
    void foreignUnitsOtherLevelsAndDaysToComeAreRefused() {
        var id = dossiers.order(village, TODAY, CHINESE);
        packed(id);
        assertThatThrownBy(() -> dossiers.order(world.division(place.district()), TODAY, CHINESE))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> dossiers.order(village, TODAY.plusDays(1), CHINESE))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> dossiers.order(new DivisionId(Long.MAX_VALUE), TODAY, CHINESE))
                .isInstanceOf(NotFound.class);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThatThrownBy(() -> dossiers.order(village, TODAY, CHINESE)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> dossiers.get(id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> dossiers.file(id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> dossiers.destroy(id)).isInstanceOf(NotFound.class);
        assertThat(dossiers.list()).noneMatch(dossier -> dossier.id().equals(id));
        world.signIn(Role.OUTREACH_WORKER, place.village());
        assertThatThrownBy(() -> dossiers.order(village, TODAY, CHINESE)).isInstanceOf(AccessRefused.class);
    }

    @Test
    void aTownOfficersOwnSaysThatSealedReportsAreKeptByTheDistrict() {
        officer = world.signIn(Role.TOWN_OFFICER, place.town());
        var dossier = packed(dossiers.order(town, TODAY, CHINESE));
        assertThat(dossier.items())
                .filteredOn(item -> item.number().startsWith("03-"))
                .hasSize(2)
                .allSatisfy(item -> assertThat(item.missing()).isEqualTo("由区县封存和保管，请向区县索取"));
    }
}
