package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouteSheetTest {

    private static final List<RouteSheet.Column> COLUMNS = List.of(
            new RouteSheet.Column("户号", 26),
            new RouteSheet.Column("户主", 20),
            new RouteSheet.Column("三问答对", 24, List.of("0", "1", "2", "3")),
            new RouteSheet.Column("住户签字", 30));

    private static RouteSheet sheet(List<RouteSheet.Part> parts, int blankRows) {
        return new RouteSheet(
                "演示抽查入户单",
                List.of("2026-11-26 抽签。"),
                List.of(
                        new RouteSheet.Table("", COLUMNS, parts, 0, false),
                        new RouteSheet.Table("未找到人的户", COLUMNS, List.of(), blankRows, true)),
                List.of(List.of("问什么", "1．办低保要不要钱？不收费。".repeat(20))),
                List.of("见到人再问；没见到人的户记入末页。"));
    }

    private static RouteSheet.Part part(String name, int doors) {
        return new RouteSheet.Part(
                name,
                IntStream.rangeClosed(1, doors)
                        .mapToObj(i -> List.of(name + "%04d-7".formatted(i), "王*国", "", ""))
                        .toList());
    }

    private static byte[] print(RouteSheet sheet) {
        var out = new ByteArrayOutputStream();
        try {
            RouteSheetPrinter.write(sheet, out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    @Test
    void everyDoorIsThereOnceInOrderUnderHeadingsAndItsGroupOnEveryPage() {
        var pages = PdfText.pages(print(sheet(List.of(part("一组", 30), part("二组", 21)), 8)));
        assertThat(pages).hasSizeBetween(5, 8);
        var all = String.join("\n", pages);
        var last = -1;
        for (var name : List.of("一组", "二组")) {
            for (var door = 1; door <= (name.equals("一组") ? 30 : 21); door++) {
                var key = name + "%04d-7".formatted(door);
                var at = all.indexOf(key);
                assertThat(at).as(key).isGreaterThan(last).isEqualTo(all.lastIndexOf(key));
                last = at;
            }
        }
        for (var page = 0; page < pages.size(); page++) {
            assertThat(pages.get(page)).contains("演示抽查入户单", "没见到人的户记入末页", (page + 1) + " / " + pages.size());
            if (page < pages.size() - 2) {
                assertThat(pages.get(page)).contains("户号", "住户签字").containsAnyOf("一组", "二组");
            }
        }
        assertThat(pages.get(pages.size() - 2)).contains("未找到人的户");
        assertThat(pages.getLast()).contains("问什么", "不收费");
    }

    @Test
    void longTextsStayInTheirCellsAndASheetWithoutRowsIsRefused() {
        var long1 = List.of("0123456789A-7", "阿卜杜热合曼·买买提依明江·图尔荪".repeat(4), "", "长期外出，".repeat(30));
        assertThat(PdfText.pages(print(sheet(List.of(new RouteSheet.Part("十四号楼三单元".repeat(20), List.of(long1))), 0))))
                .first()
                .asString()
                .contains("0123456789A-7");
        assertThatIllegalArgumentException().isThrownBy(() -> print(sheet(List.of(part("一组", 0)), 0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sheet(List.of(new RouteSheet.Part("一组", List.of(List.of("1-7")))), 0));
    }

    @Test
    void aCharacterWithoutAGlyphIsNamedBeforeAnythingIsWritten() {
        assertThatExceptionOfType(UndrawableTextException.class)
                .isThrownBy(() ->
                        print(sheet(List.of(new RouteSheet.Part("一组", List.of(List.of("1-7", "\uE000", "", "")))), 0)));
    }
}
