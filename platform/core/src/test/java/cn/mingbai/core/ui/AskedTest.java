package cn.mingbai.core.ui;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.divisions.Level;
import com.vaadin.flow.router.QueryParameters;
import org.junit.jupiter.api.Test;

class AskedTest {

    private static QueryParameters query(String text) {
        return QueryParameters.fromString(text);
    }

    @Test
    void aPageIsANumberOfFourDigitsAndElseTheFirst() {
        assertThat(Asked.page(query("page=12"))).isEqualTo(12);
        for (var wrong :
                new String[] {"", "page=", "page=-1", "page=12345", "page=99999999999", "page=1x", "page=1.5"}) {
            assertThat(Asked.page(query(wrong))).as(wrong).isZero();
        }
    }

    @Test
    void oneOfManyIsNamedAsItIsWritten() {
        assertThat(Asked.among(query("level=VILLAGE"), "level", Level.values())).isEqualTo(Level.VILLAGE);
        for (var wrong : new String[] {"", "level=", "level=village", "level=HAMLET", "other=VILLAGE"}) {
            assertThat(Asked.among(query(wrong), "level", Level.values()))
                    .as(wrong)
                    .isNull();
        }
    }
}
