package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** The page says of every sabotage that its check turned red, and every check has one. */
class SabotageTableTest {

    @Test
    void saysOfEverySabotageThatItsCheckTurnedRed() throws Exception {
        var expected = Sabotage.every().stream().collect(Collectors.toMap(Sabotage::name, sabotage -> "yes"));
        assertThat(SabotageTable.read())
                .as("docs/security-checks.md; bin/sabotage NAME... runs what is missing and writes its row")
                .isEqualTo(expected);
    }

    @Test
    void everyCheckHasASabotage() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(CheckTest.class));
        var checks = scanner.findCandidateComponents("cn.mingbai").stream()
                .map(found -> found.getBeanClassName())
                .collect(Collectors.toSet());
        var shown = Sabotage.every().stream()
                .map(sabotage -> sabotage.check().getName())
                .collect(Collectors.toSet());
        assertThat(shown).containsAll(checks);
    }
}
