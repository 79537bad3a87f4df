package cn.mingbai.quizzes.explanations;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.attempts.Sitting;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

@SpringBootTest(classes = TestApplication.class)
class ExplanationsModuleTest {

    @Autowired
    World world;

    @Autowired
    ApplicationContext context;

    @Autowired
    ExplanationDocuments documents;

    @Autowired
    Access access;

    @AfterEach
    void signedOut() {
        world.signOut();
    }

    private Set<String> readable() {
        return documents.readable(access.caller());
    }

    @Test
    void anExplanationIsFoundByWhoHasHandedTheQuestionInAndByNobodyElse() {
        var all = new ArrayList<SearchPassage>();
        documents.read(all::add);
        assertThat(all).isNotEmpty().allSatisfy(passage -> {
            assertThat(passage.audience()).isNotNull();
            assertThat(passage.text()).doesNotContain("[M").doesNotContain("[L26");
        });

        var person = world.person(Role.STAFF, World.VILLAGE);
        var token = Sitting.start(context, person, "01");
        assertThat(readable()).isEmpty();

        Sitting.answer(context, token, code -> null);
        Sitting.handIn(context, token);
        world.signIn(person);
        assertThat(readable()).isNotEmpty().allSatisfy(audience -> {
            assertThat(audience).startsWith("question:01/");
            var code = audience.substring("question:01/".length());
            // That of a scenario is found by who was asked its parts.
            assertThat(Sitting.asks(context, token, code) || Sitting.asks(context, token, code + ".1"))
                    .isTrue();
        });

        world.signIn(Role.STAFF, World.VILLAGE);
        assertThat(readable()).isEmpty();
    }

    @Test
    void whoSitsATestOfTheCourseFindsNoneOfItsExplanations() {
        var person = world.person(Role.STAFF, World.VILLAGE);
        var first = Sitting.start(context, person, "12");
        Sitting.handIn(context, first);
        world.signIn(person);
        assertThat(readable()).isNotEmpty();
        var second = Sitting.start(context, person, "12");
        world.signIn(person);
        assertThat(readable()).isEmpty();
        Sitting.handIn(context, second);
        world.signIn(person);
        assertThat(readable()).isNotEmpty();
    }

    @Test
    void theStampStaysWhileNothingChanges() {
        assertThat(documents.stamp()).isEqualTo(documents.stamp()).isNotBlank();
    }
}
