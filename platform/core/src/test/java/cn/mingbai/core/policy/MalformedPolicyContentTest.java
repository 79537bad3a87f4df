package cn.mingbai.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MalformedPolicyContentTest {

    private static final String SOURCES = """
            - code: A
              title: 甲法
              issuer: 甲
              number: ""
              inForceFrom: "2020-01-01"
              repealedOn: ""
            """;
    private static final String VERSIONS = """
            - code: V1
              name: 一
              from: "2020-01-01"
              to: "2021-01-01"
            - code: V2
              name: 二
              from: "2021-01-01"
              to: ""
            """;
    private static final String POINTS = """
            - code: p.one
              name: 要点
              versions:
                V1:
                  says: 这样说。
                  cites: ["A 1"]
            """;

    @Test
    void readsTheWellFormedOne() {
        var content = PolicyContent.parse(SOURCES, VERSIONS, POINTS);
        assertThat(content.points().getFirst().statements().getFirst().says()).isEqualTo("这样说。");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A 1 | A1 | a source and a clause",
                "A 1 | B 1 | known source",
                "V1: | V9: | known version",
                "says: 这样说。 | says: '' | “says”",
                "name: 要点 | nom: 要点 | “name”",
                "versions: | version: | statements",
            })
    void refusesPoints(String from, String to, String expected) {
        assertThatThrownBy(() -> PolicyContent.parse(SOURCES, VERSIONS, POINTS.replace(from, to)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void refusesAGapBetweenVersions() {
        assertThatThrownBy(() -> PolicyContent.parse(
                        SOURCES, VERSIONS.replace("from: \"2021-01-01\"", "from: \"2021-01-02\""), POINTS))
                .hasMessageContaining("V2 to begin when V1 ends");
    }

    @Test
    void refusesACodeTwice() {
        assertThatThrownBy(() -> PolicyContent.parse(SOURCES, VERSIONS, POINTS + POINTS))
                .hasMessageContaining("p.one twice");
    }

    @Test
    void buildsNoObjectsOutOfYaml() {
        assertThatThrownBy(() -> PolicyContent.parse("- !!javax.script.ScriptEngineManager {}", VERSIONS, POINTS))
                .isInstanceOf(org.yaml.snakeyaml.error.YAMLException.class);
    }
}
