package cn.mingbai.households.visitapp;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static cn.mingbai.households.visitapp.Phone.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.ledger.HouseholdId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class PhoneFilesModuleTest {

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    PhoneFiles files;

    @Autowired
    VisitApp app;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private Division village;
    private final List<HouseholdId> doors = new ArrayList<>();
    private Devices.Registered phone;

    @BeforeEach
    void aPhoneWithoutALine() {
        village = households.freshVillage();
        doors.clear();
        for (var i = 0; i < 3; i++) {
            doors.add(households.household(village.id(), "王建" + i, BEGUN));
        }
        phone = households.registered(
                world.person(Duty.OUTREACH_A, village.code().value(), BEGUN), clock.instant());
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private byte[] file(List<String> records) {
        return ("{\"format\":\"mingbai-visits/1\",\"made\":\"" + clock.instant() + "\",\"records\":["
                        + records.stream()
                                .map(record -> "{\"device\":" + phone.device().value()
                                        + ",\"worker\":\"王\",\"about\":{},\"record\":" + record + "}")
                                .collect(Collectors.joining(","))
                        + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anOfficerReadsAFileAndWhatThePhoneSendsAfterwardsIsTheSame() {
        var now = clock.instant();
        var records = doors.stream()
                .map(door -> visit(UUID.randomUUID(), now, door.value(), "IN_PERSON", "HEAD"))
                .toList();
        households.asOfficer();
        assertThat(files.take(file(records)).counts()).isEqualTo(Map.of(RecordStatus.RECEIVED, 3));
        assertThat(files.take(file(records)).counts()).isEqualTo(Map.of(RecordStatus.AGAIN, 3));
        assertThat(new Phone(app, phone.key()).handIn(now, records))
                .extracting(RecordResult::status)
                .containsOnly(RecordStatus.AGAIN);
        assertThat(jdbc.sql("select count(*), count(entered_by), count(distinct entered_by) from visit"
                                + " where village_id = ?")
                        .param(village.id().value())
                        .query((row, index) -> List.of(row.getInt(1), row.getInt(2), row.getInt(3)))
                        .single())
                .isEqualTo(List.of(3, 3, 1));
    }

    @Test
    void aLongFileIsTakenWholeAndWhatCannotBePlacedGoesToTheTownOfficer() {
        var now = clock.instant();
        var records = new ArrayList<String>();
        for (var i = 0; i < 250; i++) {
            records.add(visit(UUID.randomUUID(), now, doors.get(i % 3).value(), "NOT_FOUND", null));
        }
        records.add(visit(UUID.randomUUID(), now, 999_999_999_999L, "IN_PERSON", null));
        records.add("{\"id\":\"no id\"}");
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThat(files.take(file(records)).counts())
                .isEqualTo(Map.of(RecordStatus.RECEIVED, 250, RecordStatus.TO_MATCH, 1, RecordStatus.REFUSED, 1));
    }

    @Test
    void aFileOfSomebodyElsesPhoneIsRefusedLikeOneOfNone() {
        var file = file(List.of(
                visit(UUID.randomUUID(), clock.instant(), doors.getFirst().value(), "IN_PERSON", null)));
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThatThrownBy(() -> files.take(file)).isInstanceOf(NotFound.class);
        world.signIn(world.person(Duty.OUTREACH_B, village.code().value(), BEGUN));
        assertThatThrownBy(() -> files.take(file)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() ->
                        files.take("{\"format\":\"mingbai-visits/1\",\"records\":[]}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"format\":\"mingbai-visits/2\",\"records\":[]}",
                "{\"format\":1,\"records\":[]}",
                "{\"format\":\"mingbai-visits/1\",\"records\":{}}",
                "{\"format\":\"mingbai-visits/1\",\"records\":[]}{}"
            })
    void whatIsNoFileOfAPhoneIsRefusedInOneSentence(String body) {
        households.asOfficer();
        assertThatThrownBy(() -> files.take(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RuleViolation.class);
    }
}
