package cn.mingbai.core.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "x",
                "1 ",
                "1.0",
                "9999999999999999999",
                "1-1-1-1-1",
                "2026-02-30",
                "2026-2-3",
                "monday",
                "MONDAY ",
                "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
            })
    void whatIsNoneOfThemIsEmptyOrNotFound(String text) {
        assertThatThrownBy(() -> FormText.number(text)).isInstanceOf(NotFound.class);
        assertThat(FormText.uuid(text)).isEmpty();
        assertThat(FormText.day(text)).isEmpty();
        assertThat(FormText.named(DayOfWeek.class, text)).isEmpty();
    }

    @Test
    void whatIsWrittenRightIsRead() {
        var id = UUID.randomUUID();
        assertThat(FormText.number("0")).isZero();
        assertThat(FormText.number("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
        assertThat(FormText.uuid(id.toString())).contains(id);
        assertThat(FormText.day("2026-11-25")).contains(LocalDate.of(2026, 11, 25));
        assertThat(FormText.named(DayOfWeek.class, "MONDAY")).contains(DayOfWeek.MONDAY);
    }

    @Test
    void eachRefusalHasItsStatus() {
        assertThat(Refusals.status(new NotFound("x")).value()).isEqualTo(404);
        assertThat(Refusals.status(new AccessRefused("x")).value()).isEqualTo(403);
        assertThat(Refusals.status(new Conflict("x")).value()).isEqualTo(409);
        assertThat(Refusals.status(new RuleViolation("x")).value()).isEqualTo(422);
    }
}
