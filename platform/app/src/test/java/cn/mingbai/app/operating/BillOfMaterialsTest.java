package cn.mingbai.app.operating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lists of what is in the jar (CycloneDX): there, and complete. */
class BillOfMaterialsTest {

    @Test
    void namesEveryLibraryThatIsOnTheClassPathOfTheApplication() throws IOException {
        assumeTrue(
                BillOfMaterialsTest.class.getResource("/META-INF/sbom/application.cdx.json") != null
                        || "true".equals(System.getenv("CI")),
                "Maven leaves CycloneDX's plugin out when it is offline");
        var listed = new TreeMap<String, String>();
        list("application")
                .get("components")
                .forEach(one -> listed.put(
                        one.get("name").asString(), one.get("version").asString()));

        assertThat(listed)
                .containsKeys(
                        "spring-boot",
                        "spring-security-web",
                        "flow-server",
                        "hibernate-core",
                        "mariadb-java-client",
                        "tomcat-embed-core",
                        "lucene-core",
                        "openpdf",
                        "fastexcel",
                        "bcprov-jdk18on",
                        "micrometer-registry-prometheus",
                        "mingbai-core",
                        "mingbai-assets")
                .doesNotContainKeys("junit-jupiter-api", "archunit", "selenium-api");
        assertThat(listed.values()).noneMatch(String::isBlank);
    }

    @Test
    void namesWhatIsTakenFromNpm() throws IOException {
        var names = new TreeSet<String>();
        list("assets")
                .get("components")
                .forEach(one -> names.add(one.get("purl").asString()));
        assertThat(names)
                .anyMatch(purl -> purl.startsWith("pkg:npm/zxing-wasm@"))
                .anyMatch(purl -> purl.contains("noto-sans-sc@"));
    }

    private static JsonNode list(String name) throws IOException {
        var file = "/META-INF/sbom/" + name + ".cdx.json";
        try (var in = Objects.requireNonNull(BillOfMaterialsTest.class.getResourceAsStream(file), file)) {
            var list = JsonMapper.builder().build().readTree(in);
            assertThat(list.get("bomFormat").asString()).isEqualTo("CycloneDX");
            return list;
        }
    }
}
