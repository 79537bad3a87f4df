package cn.mingbai.core.divisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivisionFinderTest {

    private static final DivisionFinder FINDER = new DivisionFinder(List.of(
            division(1, "220172000000", "净月区", 0),
            division(2, "220172002000", "净月街道办事处", 1),
            division(3, "220172100000", "新立城镇", 1),
            division(4, "220172002202", "先锋村委会", 2),
            division(5, "220172100203", "先锋村委会", 3),
            division(6, "220172002201", "潭南村委会", 2),
            division(7, "220172002004", "潭南社区", 2)));

    private static Division division(long id, String code, String name, long parent) {
        return new Division(
                new DivisionId(id),
                new DivisionCode(code),
                name,
                parent == 0 ? null : new DivisionId(parent),
                new DivisionCode(code).level(),
                LocalDate.of(2018, 1, 1),
                Times.NO_END);
    }

    @ParameterizedTest
    @CsvSource({
        "'',潭南村,'',6",
        "'',潭南村民委员会,'',6",
        "'',潭南社区居委会,'',7",
        "'',先锋村,新立城镇,5",
        "'',先锋村,净月街道,4",
        "220172002202,'','',4",
        "220172002202,先锋村,新立城镇,4",
        "'','',净月街道办事处,2",
        "'',新立城镇,新立城镇,3"
    })
    void findsTheUnitMeant(String code, String name, String town, long id) {
        assertThat(FINDER.find(code, name, town).id()).isEqualTo(new DivisionId(id));
    }

    @ParameterizedTest
    @CsvSource({
        "'',先锋村,'',core.division.which-town",
        "'',潭南,'',core.division.name-similar",
        "'',西湖村,'',core.division.name-not-in-area",
        "220172999999,'','',core.division.code-not-in-area",
        "nonsense,'','',core.division.code-not-in-area",
        "220172002202,潭南村,'',core.division.code-and-name",
        "'','','',core.division.none-named"
    })
    void asksWhenItCannotKnow(String code, String name, String town, String key) {
        assertThatThrownBy(() -> FINDER.find(code, name, town))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.key()).isEqualTo(key));
    }
}
