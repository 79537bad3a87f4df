package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.mingbai.print.LeafletOverflowException.Side;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeafletCapacityTest {

    @Test
    void setsShortTextsAtSixteenPoints() {
        assertThat(SampleLeaflets.A4.bodySizePt(text(4, 240, 3, 200, 5))).isEqualTo(16);
    }

    @Test
    void saysWhichSideIsTooLongAndByHowManyLines() {
        assertThatExceptionOfType(LeafletOverflowException.class)
                .isThrownBy(() -> SampleLeaflets.A4.bodySizePt(text(5, 1500, 3, 200, 5)))
                .satisfies(e -> {
                    assertThat(e.side()).isEqualTo(Side.FRONT);
                    assertThat(e.linesOver()).isPositive();
                    assertThat(e).hasMessageContaining("front").hasMessageContaining(e.linesOver() + " lines");
                });
        assertThatExceptionOfType(LeafletOverflowException.class)
                .isThrownBy(() -> SampleLeaflets.A4.bodySizePt(text(4, 240, 4, 1200, 5)))
                .satisfies(e -> assertThat(e.side()).isEqualTo(Side.BACK));
    }

    @Test
    void takingOutTheLinesReportedMakesTheTextFit() {
        LeafletText tooLong =
                new LeafletText("标题", "副题", "1", "规则", lines(60), List.of(), List.of(new Phone("咨询", "区", "12349")));
        assertThatExceptionOfType(LeafletOverflowException.class)
                .isThrownBy(() -> SampleLeaflets.A4.bodySizePt(tooLong))
                .satisfies(e -> {
                    LeafletText shorter = new LeafletText(
                            "标题", "副题", "1", "规则", lines(60 - e.linesOver()), List.of(), tooLong.phones());
                    assertThat(SampleLeaflets.A4.bodySizePt(shorter)).isEqualTo(14);
                });
    }

    @Test
    void manyPhonesTakeRoomFromTheBack() {
        assertThat(SampleLeaflets.A4.bodySizePt(text(4, 240, 4, 400, 5))).isGreaterThanOrEqualTo(14);
        assertThatExceptionOfType(LeafletOverflowException.class)
                .isThrownBy(() -> SampleLeaflets.A4.bodySizePt(text(4, 240, 4, 400, 16)))
                .satisfies(e -> assertThat(e.side()).isEqualTo(Side.BACK));
    }

    @Test
    void holdsFiveHundredSixtyCharactersOnTheFrontAndFourHundredFiftyOnTheBack() {
        assertThat(largest(count -> text(5, count, 1, 10, 5))).isGreaterThanOrEqualTo(560);
        assertThat(largest(count -> text(1, 10, 4, count, 5))).isGreaterThanOrEqualTo(450);
    }

    private static int largest(IntFunction<LeafletText> text) {
        return IntStream.iterate(100, count -> count + 10)
                .takeWhile(count -> {
                    try {
                        SampleLeaflets.A4.bodySizePt(text.apply(count));
                        return true;
                    } catch (LeafletOverflowException e) {
                        return false;
                    }
                })
                .max()
                .orElse(0);
    }

    private static List<Section> lines(int count) {
        return List.of(new Section("", List.of("难".repeat(37 * count))));
    }

    private static LeafletText text(int frontSections, int front, int backSections, int back, int phones) {
        return new LeafletText(
                "低保和救助，一张纸看明白",
                "长春净月高新区社会发展局",
                "L26-1",
                "依据《社会救助法》",
                SampleLeaflets.filler(frontSections, front),
                SampleLeaflets.filler(backSections, back),
                Collections.nCopies(phones, new Phone("咨询", "区社会发展局", "0431-84500001")));
    }
}
