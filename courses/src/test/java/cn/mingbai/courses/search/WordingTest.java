package cn.mingbai.courses.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    @ParameterizedTest
    @CsvSource({
        "七天, 7天",
        "７天, 7天",
        "三十个工作日, 30个工作日",
        "第四十八条, 第48条",
        "第一百二十条, 第120条",
        "三成, 30%",
        "百分之十, 10%",
        "三分之二, 2/3",
        "一点五倍, 1.5倍",
        "两人, 2人",
        "二〇二六年, 2026年",
        "三十、四十五和下放后的二十个工作日, 30、45和下放后的20个工作日",
        "ＡＢＣ, abc"
    })
    void whatIsWrittenInManyWaysIsReadInOne(String written, String normalised) {
        assertThat(Wording.normalised(written)).isEqualTo(normalised);
    }

    @ParameterizedTest
    @CsvSource({"一二级残疾人", "同一家", "成员", "一成员", "王𠮷"})
    void whatIsNoNumberStaysAsItIs(String written) {
        assertThat(Wording.normalised(written)).isEqualTo(written);
    }

    @Test
    void quantitiesAreOneWhateverTheirUnitIsCalled() {
        assertThat(Tokens.quantities(Wording.normalised("六十日内、60天、30个工作日、三十工作日、两名、10%")))
                .containsExactly("60天", "60天", "30工作日", "30工作日", "2人", "10%");
        assertThat(Tokens.quantities(Wording.normalised("仍按三十、四十五和下放后的二十个工作日"))).contains("30工作日", "45工作日", "20工作日");
    }

    @Test
    void aRareCharacterIsNotCutInTwo() {
        assertThat(Tokens.pairs("王𠮷家")).containsExactly("王𠮷", "𠮷家");
        assertThat(Tokens.singles("𠮷")).containsExactly("𠮷");
        assertThat(Tokens.words("王𠮷家的低保")).allSatisfy(word -> assertThat(word).doesNotContain("?"));
    }
}
