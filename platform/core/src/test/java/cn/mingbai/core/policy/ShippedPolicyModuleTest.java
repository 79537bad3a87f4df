package cn.mingbai.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.testing.World;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class ShippedPolicyModuleTest {

    @Autowired
    PolicyCatalogue catalogue;

    @Autowired
    PolicyDirectory directory;

    @Autowired
    PolicySeed seed;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    World world;

    @AfterEach
    void leave() {
        world.signOut();
    }

    @Test
    void changesVersionOnTheDayTheLawTakesEffect() {
        assertThat(directory.versionInForce(LocalDate.of(2017, 4, 11))).isEqualTo("R17");
        assertThat(directory.versionInForce(LocalDate.of(2021, 6, 30))).isEqualTo("R17");
        assertThat(directory.versionInForce(LocalDate.of(2021, 7, 1))).isEqualTo("R21");
        assertThat(directory.versionInForce(LocalDate.of(2026, 6, 30))).isEqualTo("R21");
        assertThat(directory.versionInForce(LocalDate.of(2026, 7, 1))).isEqualTo("L26");
    }

    @Test
    void saysThatNothingIsOnRecordBeforeTheFirstVersion() {
        assertThatThrownBy(() -> directory.versionInForce(LocalDate.of(2017, 4, 10)))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("core.policy.no-version");
    }

    @Test
    void holdsEveryPointAndSourceOfTheFiles() throws Exception {
        world.signIn(Role.OUTREACH_WORKER, World.VILLAGE);
        assertThat(catalogue.points()).hasSize(lines("points.yaml", "- code: "));
        assertThat(catalogue.sources()).hasSize(lines("sources.yaml", "- code: "));
        assertThat(catalogue.versions())
                .extracting(PolicyDirectory.Version::code)
                .containsExactly("R17", "R21", "L26");
        var household = catalogue.points().stream()
                .filter(point -> point.code().equals("outreach.household"))
                .findFirst()
                .orElseThrow();
        assertThat(household.statements())
                .extracting(PolicyDirectory.Statement::version)
                .containsExactly("R17", "L26");
        assertThat(household.statements().getFirst().citations())
                .containsExactly(new PolicyDirectory.Citation("NOTICE", "二(三)"));
        assertThat(directory.source("L26").orElseThrow().inForceFrom()).isEqualTo(LocalDate.of(2026, 7, 1));
        assertThat(directory.source("l26")).isEmpty();
    }

    @Test
    void writesNothingWhenTheContentIsTheSame() throws Exception {
        var before = audited();
        assertThat(seed.seed(read("sources.yaml"), read("versions.yaml"), read("points.yaml")))
                .isFalse();
        assertThat(audited()).isEqualTo(before);
    }

    /** As on a database that has the content, when several nodes start: none of them may fail with a deadlock. */
    @Test
    void isLoadedByMoreThanOneAtOnce() throws Exception {
        var sources = read("sources.yaml");
        var versions = read("versions.yaml");
        var points = read("points.yaml");
        try (var nodes = Executors.newFixedThreadPool(4)) {
            var loads = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < 400; i++) {
                loads.add(nodes.submit(() -> seed.seed(sources, versions, points)));
            }
            for (var load : loads) {
                assertThat(load.get()).isFalse();
            }
        }
    }

    @Test
    void takesAWordingOverAndRefusesToLoseACode() throws Exception {
        var points = read("points.yaml");
        try {
            assertThat(seed.seed(
                            read("sources.yaml"),
                            read("versions.yaml"),
                            points.replace("name: 政策宣传到户\n", "name: 政策到户\n")))
                    .isTrue();
            assertThat(directory.points())
                    .extracting(PolicyDirectory.Point::name)
                    .contains("政策到户");
            var without = points.replace("- code: outreach.household", "- code: outreach.other");
            assertThatThrownBy(() -> seed.seed(read("sources.yaml"), read("versions.yaml"), without))
                    .hasMessageContaining("outreach.household");
            assertThat(directory.points())
                    .as("nothing of the refused content is left")
                    .extracting(PolicyDirectory.Point::code)
                    .doesNotContain("outreach.other");
        } finally {
            seed.seed(read("sources.yaml"), read("versions.yaml"), points);
        }
        assertThat(directory.points()).extracting(PolicyDirectory.Point::name).contains("政策宣传到户");
    }

    @Test
    void isClosedToWhoeverHoldsNoRole() {
        assertThatThrownBy(catalogue::points).isInstanceOf(AccessRefused.class);
    }

    private int audited() {
        return jdbc.sql("select count(*) from audit_entry where what = 'policy.content'")
                .query(Integer.class)
                .single();
    }

    private static int lines(String file, String start) throws Exception {
        return (int) read(file).lines().filter(line -> line.startsWith(start)).count();
    }

    private static String read(String file) throws Exception {
        return new ClassPathResource("core/content/policy/" + file).getContentAsString(StandardCharsets.UTF_8);
    }
}
