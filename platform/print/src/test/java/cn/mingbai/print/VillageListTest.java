package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VillageListTest {

    private static VillageList list(List<VillageList.Group> groups) {
        return new VillageList(
                "友好村委会走访名单（还差的户）",
                List.of("2026-11-26 打印，应访户中还没到户的。"),
                List.of("户号", "户主", "情况", "日期", "结果", "明白人"),
                groups,
                6,
                5,
                List.of("结果：1 见到人，已讲清；2 集中宣讲", "明白人：1 户主本人；2 配偶", "姓名已隐去一部分。"));
    }

    private static VillageList.Group group(String name, int doors) {
        return new VillageList.Group(
                name,
                IntStream.rangeClosed(1, doors)
                        .mapToObj(i -> new VillageList.Door(name + "%04d-7".formatted(i), "王*国", "应访"))
                        .toList());
    }

    private static byte[] print(VillageList list) {
        var out = new ByteArrayOutputStream();
        try {
            VillageListPrinter.write(list, out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    @Test
    void everyDoorIsThereOnceInOrderUnderItsGroupOnEveryPage() {
        var pages = PdfText.pages(print(list(List.of(group("一组", 60), group("二组", 40)))));
        assertThat(pages).hasSizeBetween(3, 5);
        var all = String.join("\n", pages);
        var last = -1;
        for (var name : List.of("一组", "二组")) {
            for (var door = 1; door <= (name.equals("一组") ? 60 : 40); door++) {
                var at = all.indexOf(name + "%04d-7".formatted(door));
                assertThat(at).as(name + door).isGreaterThan(last);
                last = at;
            }
        }
        for (var page = 0; page < pages.size(); page++) {
            assertThat(pages.get(page)).contains("户号", "结果", "明白人", "1 见到人，已讲清", "姓名已隐去一部分");
            assertThat(pages.get(page)).contains((page + 1) + " / " + pages.size());
            assertThat(pages.get(page)).containsAnyOf("一组", "二组");
        }
    }

    @Test
    void longTextsStayInTheirCellsAndAnEmptyListIsRefused() {
        var door = new VillageList.Door("0123456789A-7", "阿卜杜热合曼·买买提依明江·图尔荪", "长期外出，".repeat(20));
        assertThat(PdfText.pages(print(list(List.of(new VillageList.Group("十四号楼三单元".repeat(20), List.of(door)))))))
                .singleElement()
                .asString()
                .contains("0123456789A-7", "…");
        assertThatIllegalArgumentException().isThrownBy(() -> print(list(List.of(group("一组", 0)))));
    }

    @Test
    void aCharacterWithoutAGlyphIsNamedBeforeAnythingIsWritten() {
        var door = new VillageList.Door("1-7", "\uE000", "应访");
        assertThatExceptionOfType(UndrawableTextException.class)
                .isThrownBy(() -> print(list(List.of(new VillageList.Group("一组", List.of(door))))));
    }
}
