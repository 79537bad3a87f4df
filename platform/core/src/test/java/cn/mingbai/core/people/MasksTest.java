package cn.mingbai.core.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {

    @ParameterizedTest
    @CsvSource({"王建国,王*国", "王五,王*", "欧阳建国,欧**国", "王,王", "𠮷祥,𠮷*", "王𠮷𨱅,王*𨱅", "阿不都·热合曼,阿*****曼", "' 王五 ',王*"})
    void keepsFirstAndLastCharacter(String name, String masked) {
        assertThat(Masks.name(name)).isEqualTo(masked);
    }

    @Test
    void anEmptyNameStaysEmpty() {
        assertThat(Masks.name("  ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "13812345678,138****5678",
        "0431-84531234,043******1234",
        "12345,****5",
        "110,**0",
        "84531234,******34",
        "1,*"
    })
    void keepsEnoughOfAPhoneToRecogniseIt(String phone, String masked) {
        assertThat(Masks.phone(phone)).isEqualTo(masked);
    }
}
