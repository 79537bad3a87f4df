package cn.mingbai.core.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PersonAliasesTest {

    @Test
    void aChainOfMergesEndsAtTheOneThatWasKept() {
        assertThat(PersonAliases.resolved(Map.of(1L, 2L, 2L, 3L, 4L, 3L, 7L, 8L)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(1L, 3L, 2L, 3L, 4L, 3L, 7L, 8L));
        assertThat(PersonAliases.resolved(Map.of())).isEmpty();
    }

    @Test
    void aCircleIsNamedInsteadOfFollowedForEver() {
        assertThatThrownBy(() -> PersonAliases.resolved(Map.of(1L, 2L, 2L, 1L)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("circle");
    }
}
