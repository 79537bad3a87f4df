package cn.mingbai.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallBudgetTest {

    private static final int AT_ONCE = 60;

    private final AtomicLong nanos = new AtomicLong();
    private final CallBudget budget = new CallBudget(AT_ONCE, 10, nanos::get);

    @Test
    void eachNameIsUsedSoManyTimesAtOnceAndSoManyASecondLater() {
        takeAll();
        assertThat(budget.takes("t")).isFalse();
        assertThat(budget.takes("another")).isTrue();
        nanos.addAndGet(100_000_000);
        assertThat(budget.takes("t")).isTrue();
        assertThat(budget.takes("t")).isFalse();
    }

    @Test
    void howeverLongANameRestsItHasNoMoreThanAtFirst() {
        takeAll();
        nanos.addAndGet(3_600_000_000_000L);
        takeAll();
        assertThat(budget.takes("t")).isFalse();
    }

    private void takeAll() {
        for (var i = 0; i < AT_ONCE; i++) {
            assertThat(budget.takes("t")).isTrue();
        }
    }
}
