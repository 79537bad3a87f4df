package cn.mingbai.materials.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

class PlaceholdersTest {

    @ParameterizedTest
    @ValueSource(strings = {"zh_CN", "en"})
    void eachThatAnEditorOffersHasAName(String language) throws IOException {
        Properties words = PropertiesLoaderUtils.loadProperties(new EncodedResource(
                new ClassPathResource("i18n/materials_" + language + ".properties"), StandardCharsets.UTF_8));
        assertThat(Placeholders.all())
                .isNotEmpty()
                .allSatisfy(key ->
                        assertThat(words.getProperty("materials.value." + key)).isNotBlank());
    }
}
