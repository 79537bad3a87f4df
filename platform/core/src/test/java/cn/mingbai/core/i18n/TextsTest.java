package cn.mingbai.core.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextsTest {

    private final Texts texts;

    TextsTest() throws IOException {
        texts = new Texts(new BundleConfiguration().messageSource());
    }

    @Test
    void englishTellsOneFromMany() {
        assertThat(texts.get(Locale.ENGLISH, "core.campaign.days-left", 0)).isEqualTo("0 days left.");
        assertThat(texts.get(Locale.ENGLISH, "core.campaign.days-left", 1)).isEqualTo("1 day left.");
        assertThat(texts.get(Locale.ENGLISH, "core.campaign.days-left", 2L)).isEqualTo("2 days left.");
    }

    @Test
    void digitsOfNumbersAreNotGrouped() {
        assertThat(texts.get(Locale.ENGLISH, "core.campaign.days-left", 12345)).isEqualTo("12345 days left.");
        assertThat(texts.get(Locale.SIMPLIFIED_CHINESE, "core.campaign.days-left", 12345))
                .contains("12345");
    }

    @Test
    void whatHasNoTextIsShownAsItsKey() {
        assertThat(texts.get(Locale.ENGLISH, "core.no-such-text", 1)).isEqualTo("core.no-such-text");
    }
}
