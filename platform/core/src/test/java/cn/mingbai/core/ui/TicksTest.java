package cn.mingbai.core.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {

    private final List<List<String>> told = new ArrayList<>();
    private final Ticks<String> ticks = new Ticks<>(told::add);

    @Test
    void whatIsTickedIsToldAtEveryChangeInTheOrderOfTheRows() {
        var first = ticks.box("a", "A", false, true);
        ticks.box("b", "B", true, true);
        ticks.box("c", "C", false, false);
        assertThat(told).isEmpty();
        ticks.tell();
        first.setValue(true);
        first.setValue(false);
        assertThat(told).containsExactly(List.of("b"), List.of("a", "b"), List.of("b"));
        assertThat(ticks.ticked()).containsExactly("b");
    }

    @Test
    void aRowThatCannotBeTickedIsNotEnabled() {
        assertThat(ticks.box("a", "A", false, false).isEnabled()).isFalse();
        assertThat(ticks.box("b", "B", true, true).isEnabled()).isTrue();
    }
}
