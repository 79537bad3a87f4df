package cn.mingbai.courses.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.courses.authoring.PointChanges.Pair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PointChangesTest {

    private static final Map<String, Set<String>> CATALOGUE = new LinkedHashMap<>();

    static {
        CATALOGUE.put("dibao.three-tests", Set.of("L26 18", "M57 4"));
        CATALOGUE.put("dibao.members", Set.of("M57 7"));
        CATALOGUE.put("apply.where", Set.of("L26 37"));
    }

    private static LessonText lesson(String body, String... points) {
        return new LessonText("课", 10, "L26", body, List.of(points));
    }

    private static PointChanges of(LessonText before, LessonText after) {
        return PointChanges.of(
                List.of(new Pair("1.2", before, after)),
                CATALOGUE,
                text -> Pattern.compile("\\[([^]]+)]")
                        .matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet()));
    }

    @Test
    void aTypoChangesNoPointForCertain() {
        var changes = of(
                lesson("两道门都要过 [L26 18]\n到户口所在的镇街 [L26 37]", "dibao.three-tests", "apply.where"),
                lesson("两道门都要过 [L26 18]\n到户口所在镇街 [L26 37]", "dibao.three-tests", "apply.where"));
        assertThat(changes.certain()).isEmpty();
        assertThat(changes.toLookAt()).containsExactly("apply.where");
        assertThat(changes.lessons()).containsExactly("1.2");
    }

    @Test
    void aCitationThatWentOrCameChangesItsPoint() {
        var changes = of(
                lesson("照办法 [M57 4]\n数人头 [M57 7]", "dibao.three-tests", "dibao.members"),
                lesson("照法律 [L26 18]\n数人头 [M57 7]", "dibao.three-tests", "dibao.members"));
        assertThat(changes.certain()).containsExactly("dibao.three-tests");
        assertThat(changes.toLookAt()).isEmpty();
    }

    @Test
    void aPointThatIsTaughtNoMoreOrNewlyIsCertain() {
        assertThat(of(lesson("一", "dibao.members"), lesson("一", "apply.where")).certain())
                .containsExactly("dibao.members", "apply.where");
    }

    @Test
    void aNewCitationOfAPointThatTheLessonDoesNotNameIsProposedAllTheSame() {
        assertThat(of(lesson("一"), lesson("一 [L26 37]")).certain()).containsExactly("apply.where");
    }

    @Test
    void lessonsThatAreAsBeforeOrNewAreToldApart() {
        assertThat(of(lesson("一", "dibao.members"), lesson("一", "dibao.members"))
                        .lessons())
                .isEmpty();
        var gone = PointChanges.of(
                List.of(new Pair("1.3", lesson("一", "dibao.members"), null)), CATALOGUE, text -> Set.of());
        assertThat(gone.lessons()).containsExactly("1.3");
        assertThat(gone.certain()).containsExactly("dibao.members");
    }
}
