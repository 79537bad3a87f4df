package cn.mingbai.materials.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenValuesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 零",
        "7, 七",
        "10, 十",
        "12, 十二",
        "20, 二十",
        "101, 一百零一",
        "110, 一百一十",
        "650, 六百五十",
        "1000, 一千",
        "1010, 一千零一十",
        "6480, 六千四百八十",
        "10000, 一万",
        "10500, 一万零五百",
        "100001, 十万零一",
        "123456, 十二万三千四百五十六",
        "20010000, 二千零一万"
    })
    void readsNumbers(String digits, String spoken) {
        assertThat(SpokenValues.number(digits)).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource({
        "dibao.standard.urban, 780元/月（演示值）, 每人每月七百八十元（演示值）",
        "dibao.standard.rural, 6480.5元/年, 每人每年六千四百八十点五元",
        "phone.town.advice, 0431-84500001, 零四三幺，八四五零零零零幺",
        "hotline, 12349, 幺二三四九",
        "outreach.phone, 13900000001, 幺三九零零零零零零零幺",
        "dibao.standard.from, 2026年7月1日, 二零二六年七月一日",
        "petition.reception, 每周三上午9点在208室, 每周三上午九点在二百零八室",
        "unit, 社会发展局, 社会发展局"
    })
    void readsValuesAfterTheirKind(String key, String value, String spoken) {
        assertThat(SpokenValues.of(Map.of(key, value))).containsEntry(key, spoken);
    }
}
