package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A family answers the three questions on its own phone: from the sheet's page, without log-in, name or script. */
class ConfirmationIT extends DemoDistrict {

    @Autowired
    World world;

    @Autowired
    Households households;

    @Autowired
    Codes codes;

    @Autowired
    PolicyQuestions questions;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void aWrongAnswerLeadsToTheParagraphAndThreeRightOnesConfirm(int width) {
        var household = household(width);
        try (var phone = new Chromium(BASE, width)) {
            phone.open("/H/" + codes.token(CodeKind.HOUSEHOLD, household));
            phone.click(By.id("to-questions"));
            phone.see(By.id("answer"));
            assertThat(phone.scrollsSideways()).isFalse();
            phone.screenshot("sheet-questions");
            var fieldsets = phone.driver().findElements(By.tagName("fieldset"));
            assertThat(fieldsets).hasSize(3);
            choose(fieldsets.get(0), false);
            choose(fieldsets.get(1), true);
            choose(fieldsets.get(2), true);
            phone.click(By.id("answer"));

            phone.see(By.id("again"));
            assertThat(phone.scrollsSideways()).isFalse();
            phone.screenshot("sheet-questions-again");
            assertThat(phone.driver().findElements(By.className("read-again"))).hasSize(1);
            assertThat(phone.driver().findElements(By.cssSelector("input:checked")))
                    .as("what was right stays chosen")
                    .hasSize(2);
            assertThat(confirmations(household)).isZero();
            choose(phone.see(By.xpath("//fieldset[.//*[contains(@class,'read-again')]]")), true);
            phone.click(By.id("answer"));

            phone.see(By.id("done"));
            assertThat(phone.scrollsSideways()).isFalse();
            phone.screenshot("sheet-questions-done");
        }
        assertThat(confirmations(household)).isOne();
    }

    private void choose(WebElement fieldset, boolean right) {
        for (var radio : fieldset.findElements(By.cssSelector("input[type=radio]"))) {
            var code = String.valueOf(radio.getDomAttribute("name")).substring("answer.".length());
            var key = String.valueOf(radio.getDomAttribute("value"));
            if ((questions.right("L26", Map.of(code, key)).orElse(0) == 1) == right) {
                radio.click();
                return;
            }
        }
        throw new AssertionError("expected such a choice in " + fieldset.getText());
    }

    private long household(int width) {
        var place = world.freshVillage();
        world.signIn(Role.TOWN_OFFICER, place.town());
        var id = households.add(
                world.division(place.village()),
                new HouseholdNumber(String.valueOf(width)),
                new HouseholdDetails("一组", "王国", null, 2, true, true, false),
                LocalDate.of(2024, 1, 1));
        world.signOut();
        return id.value();
    }

    private int confirmations(long household) {
        return jdbc.sql("select count(*) from confirmation where household_id = ? and confirms = 'L26'")
                .params(household)
                .query(Integer.class)
                .single();
    }
}
