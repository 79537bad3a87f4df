package cn.mingbai.quizzes.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = TestApplication.class)
class ScenarioSourcesModuleTest {

    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\]]*)]");

    @Autowired
    PolicyDirectory policy;

    @Test
    void whateverAWorkedSolutionCitesIsInTheCatalogue() {
        var known = policy.sources().stream().map(PolicyDirectory.Source::code).toList();
        var cited = new TreeSet<String>();
        for (var generator : Scenarios.codes()) {
            var about = new About("s", "情景", "因为", List.of("p"), List.of("L26 18"), "L26", 1, Skill.JUDGE);
            for (var seed = 0; seed < 40; seed++) {
                for (var part : Scenarios.draw(new Scenario(about, generator), seed)) {
                    var texts = new ArrayList<>(part.solution());
                    texts.add(part.about().explanation());
                    BRACKETS.matcher(String.join("", texts))
                            .results()
                            .flatMap(found -> Pattern.compile("；").splitAsStream(found.group(1)))
                            .forEach(citation -> cited.add(
                                    PolicyDirectory.Citation.parse(citation).source()));
                }
            }
        }
        assertThat(cited).hasSizeGreaterThan(10);
        assertThat(known).containsAll(cited);
    }
}
