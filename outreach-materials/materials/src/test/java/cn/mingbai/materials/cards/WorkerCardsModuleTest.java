package cn.mingbai.materials.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.materials.cards.WorkerCards.Wanted;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class WorkerCardsModuleTest {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);

    @Autowired
    World world;

    @Autowired
    WorkerCards cards;

    @Autowired
    LocalSettings settings;

    @Autowired
    Devices devices;

    @Autowired
    Codes codes;

    @Autowired
    JdbcClient jdbc;

    private World.FreshVillage place;
    private DivisionId village;
    private DivisionId town;
    private PersonId worker;

    @BeforeEach
    void aVillageWithAWorker() {
        place = world.freshVillage();
        village = world.division(place.village());
        town = world.division(place.town());
        worker = world.person(Duty.OUTREACH_A, place.village(), FROM);
        world.signIn(Role.TOWN_OFFICER, place.town());
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private void phone() {
        settings.set(town, SettingKey.PHONE_TOWN_ADVICE, "0431-00000010（演示值）", "测试", FROM);
    }

    private List<Wanted> wanted() {
        return List.of(new Wanted(village, worker));
    }

    private List<String> tokens() {
        return jdbc
                .sql("select id from binding_card where person_id = ? order by id")
                .params(worker.value())
                .query(Long.class)
                .list()
                .stream()
                .map(id -> codes.token(CodeKind.BINDING, id))
                .toList();
    }

    @Test
    void aPrintedCardsCodeBindsThePhoneAndAReprintEndsItButNotThePhone() throws IOException {
        phone();
        var pdf = cards.print(wanted());
        try (var document = Loader.loadPDF(pdf)) {
            var text = new PDFTextStripper().getText(document);
            assertThat(document.getNumberOfPages()).isOne();
            assertThat(text).contains("政策宣传员", "0431-00000010", "90天内有效");
        }
        var first = tokens().getLast();
        var bound = devices.bind(first, UUID.randomUUID(), "测试手机");
        assertThat(cards.check(village).lines().getFirst().inForce())
                .satisfies(card -> assertThat(card.phones()).isOne());
        cards.print(wanted());
        assertThat(tokens()).hasSize(2).doesNotHaveDuplicates();
        assertThatThrownBy(() -> devices.bind(first, UUID.randomUUID(), "别的手机")).isInstanceOf(NotFound.class);
        assertThat(devices.bind(tokens().getLast(), UUID.randomUUID(), "新手机").key())
                .isNotEmpty();
        assertThat(jdbc.sql("select withdrawn_at is null from device where id = ?")
                        .params(bound.device().value())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aMissingPhoneIsSaidAndNothingIsPrintedNorEnded() {
        var check = cards.check(village);
        assertThat(check.townsWithoutPhone()).hasSize(1);
        assertThat(check.lines()).noneMatch(WorkerCards.Line::printable);
        assertThatThrownBy(() -> cards.print(wanted())).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> cards.preview(village)).isInstanceOf(RuleViolation.class);
        assertThat(tokens()).isEmpty();
    }

    @Test
    void aNameThatCannotBeDrawnEndsNoCode() {
        phone();
        cards.print(wanted());
        jdbc.sql("update person set name = concat('演示', char(0xF3, 0xB0, 0x80, 0x80 using utf8mb4)) where id = ?")
                .params(worker.value())
                .update();
        assertThatThrownBy(() -> cards.print(wanted())).isInstanceOf(RuleViolation.class);
        assertThat(tokens()).hasSize(1);
        assertThat(devices.bind(tokens().getFirst(), UUID.randomUUID(), "手机").key())
                .isNotEmpty();
    }

    @Test
    void thePreviewMakesNoCode() {
        phone();
        assertThat(cards.preview(town)).startsWith("%PDF".getBytes());
        assertThat(tokens()).isEmpty();
    }

    @Test
    void aVillageWithoutAWorkerIsSaidAndStrangersAreRefused() {
        phone();
        var empty = world.addVillage(place, "空村委会");
        assertThat(cards.check(town).withoutWorker()).contains("空村委会");
        assertThatThrownBy(() -> cards.print(List.of(new Wanted(empty, worker))))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> cards.print(List.of())).isInstanceOf(RuleViolation.class);
        var elsewhere = world.freshVillage();
        var foreign = world.division(elsewhere.village());
        var theirs = world.person(Duty.OUTREACH_A, elsewhere.village(), FROM);
        world.signIn(Role.TOWN_OFFICER, place.town());
        assertThatThrownBy(() -> cards.check(foreign)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> cards.print(List.of(new Wanted(foreign, theirs))))
                .isInstanceOf(NotFound.class);
        world.signIn(worker);
        assertThatThrownBy(() -> cards.check(village)).isInstanceOf(AccessRefused.class);
    }
}
