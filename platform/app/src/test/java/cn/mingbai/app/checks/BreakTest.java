package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BreakTest {

    static final class Defence {

        int refused;

        int limit() {
            return 3;
        }

        String name() {
            return "whole";
        }

        String clean(String text) {
            return text.replace("<", "");
        }

        void refuse() {
            refused++;
        }
    }

    @Test
    void changesWhatMethodsOfALoadedClassDo() {
        var defence = new Defence();
        assertThat(defence.limit()).isEqualTo(3);
        Break.returning(Defence.class.getName(), "limit", 1_000).apply();
        Break.returning(Defence.class.getName(), "name", null).apply();
        Break.skipping(Defence.class.getName(), "refuse").apply();
        Break.echoing(Defence.class.getName(), "clean").apply();
        defence.refuse();
        assertThat(defence.limit()).isEqualTo(1_000);
        assertThat(defence.name()).isNull();
        assertThat(defence.clean("<b>")).isEqualTo("<b>");
        assertThat(defence.refused).isZero();
    }

    @Test
    void refusesAMethodThatIsNoMore() {
        var renamed = Break.skipping(Defence.class.getName(), "renamed");
        assertThatThrownBy(renamed::apply)
                .hasMessageContaining("expected a method renamed")
                .hasMessageContaining("Defence");
    }
}
