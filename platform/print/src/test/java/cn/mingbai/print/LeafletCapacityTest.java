package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.mingbai.print.LeafletOverflowException.Side;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeafletCapacityTest {

    @Test
    void holdsALongFrontAndBackAtFourteenPoints() {
        assertThat(LeafletPrinter.bodySizePt(text(5, 112, 4, 112, 5))).isBetween(14f, 16f);
    }

    @Test
    void setsShortTextsAtSixteenPoints() {
        assertThat(LeafletPrinter.bodySizePt(text(4, 60, 3, 60, 5))).isEqualTo(16);
    }

    @Test
    void saysWhichSideIsTooLongAndByHowManyLines() {
        assertThatExceptionOfType(LeafletOverflowException.class)
                .isThrownBy(() -> LeafletPrinter.bodySizePt(text(5, 300, 3, 60, 5)))
                .satisfies(e -> {
                    assertThat(e.side()).isEqualTo(Side.FRONT);
                    assertThat(e.linesOver()).isPositive();
                    assertThat(e).hasMessageContaining("front").hasMessageContaining(e.linesOver() + " lines");
                });
        assertThatExceptionOfType(LeafletOverflowException.class)
                .isThrownBy(() -> LeafletPrinter.bodySizePt(text(4, 60, 4, 300, 5)))
                .satisfies(e -> assertThat(e.side()).isEqualTo(Side.BACK));
    }

    @Test
    void takingOutTheLinesReportedMakesTheTextFit() {
        LeafletText tooLong = new LeafletText(
                "标题", "副题", "1", "规则", lines(60), List.of(), List.of(new Phone("咨询", "区", "12349")));
        assertThatExceptionOfType(LeafletOverflowException.class)
                .isThrownBy(() -> LeafletPrinter.bodySizePt(tooLong))
                .satisfies(e -> {
                    LeafletText shorter = new LeafletText(
                            "标题",
                            "副题",
                            "1",
                            "规则",
                            lines(60 - e.linesOver()),
                            List.of(),
                            tooLong.phones());
                    assertThat(LeafletPrinter.bodySizePt(shorter)).isEqualTo(14);
                });
    }

    @Test
    void manyPhonesTakeRoomFromTheBack() {
        LeafletText text = text(4, 60, 4, 110, 16);
        assertThatExceptionOfType(LeafletOverflowException.class)
                .isThrownBy(() -> LeafletPrinter.bodySizePt(text))
                .satisfies(e -> assertThat(e.side()).isEqualTo(Side.BACK));
    }

    /** Prints the capacities for the report; asserts only that they are what the Javadoc promises. */
    @Test
    void holdsAtLeastFiveHundredSixtyCharactersOnTheFrontAndFourHundredFiftyOnTheBack() {
        int front = largest(count -> text(5, count / 5, 1, 10, 5));
        int back = largest(count -> text(1, 10, 4, count / 4, 5));
        System.out.printf("capacity at 14 pt: front %d (5 sections), back %d (4 sections, 5 phones)%n", front, back);
        System.out.printf(
                "capacity at 14 pt: front %d (4 sections), back %d (3 sections, 5 phones), front %d (1 section)%n",
                largest(count -> text(4, count / 4, 1, 10, 5)),
                largest(count -> text(1, 10, 3, count / 3, 5)),
                largest(count -> text(1, count, 1, 10, 5)));
        assertThat(front).isGreaterThanOrEqualTo(560);
        assertThat(back).isGreaterThanOrEqualTo(450);
    }

    private static int largest(java.util.function.IntFunction<LeafletText> text) {
        return IntStream.iterate(100, count -> count + 10)
                .takeWhile(count -> {
                    try {
                        LeafletPrinter.bodySizePt(text.apply(count));
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

    private static LeafletText text(int front, int frontEach, int back, int backEach, int phones) {
        return new LeafletText(
                "低保和救助，一张纸看明白",
                "长春净月高新区社会发展局",
                "L26-1",
                "依据《社会救助法》",
                Collections.nCopies(front, SampleLeaflets.filler("一、谁能申请", frontEach)),
                Collections.nCopies(back, SampleLeaflets.filler("五、财产怎么算", backEach)),
                Collections.nCopies(phones, new Phone("咨询", "区社会发展局", "0431-84500001")));
    }
}
