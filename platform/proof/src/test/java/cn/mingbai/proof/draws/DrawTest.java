package cn.mingbai.proof.draws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import cn.mingbai.proof.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawTest {

    private static final int SEEDS = 10_000;
    private static final int HOUSEHOLDS = 20;
    private static final int CHECK = 5;

    private static final Numbers NUMBERS = new Numbers("20261126", "731904");

    private static DrawList villages() {
        return DrawList.of(
                "2026-017",
                List.of(
                        new DrawList.Part("reported", List.of("K7Q2M9", "A3B4C5", "Z9Y8X7", "B1C2D3"), 2, 1),
                        new DrawList.Part("a-unreported", List.of("M1N2P3", "户𠮷1", "户Ａ1"), 1, 2)));
    }

    private static DrawList twenty() {
        return DrawList.of(
                "uniform",
                List.of(new DrawList.Part(
                        "all",
                        IntStream.range(0, HOUSEHOLDS)
                                .mapToObj("H%02d"::formatted)
                                .toList(),
                        CHECK,
                        0)));
    }

    /** Written out by hand: whoever changes the form changes every draw that was made, and must notice here. */
    @Test
    void theListIsThisToTheByte() {
        assertThat(villages().text().toString())
                .isEqualTo("draw-list\t1\t2026-017\n"
                        + "part\ta-unreported\t3\t1\t2\n"
                        + "part\treported\t4\t2\t1\n"
                        + "household\ta-unreported\tM1N2P3\n"
                        + "household\ta-unreported\t户Ａ1\n"
                        + "household\ta-unreported\t户𠮷1\n"
                        + "household\treported\tA3B4C5\n"
                        + "household\treported\tB1C2D3\n"
                        + "household\treported\tK7Q2M9\n"
                        + "household\treported\tZ9Y8X7\n");
    }

    /** Each hash worked out here from the words of the page docs/draw.md, not by the code that draws. */
    @Test
    void theDrawIsTheLowestTickets() {
        var list = villages();
        var listHash = sha256(list.text().toString());
        var seed = sha256("seed\t1\t" + listHash + "\t20261126\t731904\n");
        var tickets = new ArrayList<>(List.of("K7Q2M9", "A3B4C5", "Z9Y8X7", "B1C2D3"));
        tickets.sort(java.util.Comparator.comparing(key -> sha256("ticket\t" + seed + "\t" + key + "\n")));
        var drawn = Draw.of(list, NUMBERS).parts().get(1);
        assertThat(drawn.part()).isEqualTo("reported");
        assertThat(drawn.check()).isEqualTo(tickets.subList(0, 2));
        assertThat(drawn.replacements()).isEqualTo(tickets.subList(2, 3));
        assertThat(Draw.of(list, NUMBERS).text().toString())
                .startsWith("draw\t1\t2026-017\t%s\nnumbers\t20261126\t731904\nseed\t%s\ncheck\ta-unreported\t1\t"
                        .formatted(listHash, seed));
    }

    private static String sha256(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    @Test
    void inWhateverOrderTheListCameTheDrawIsTheSameToTheByte() {
        var seed = 12L;
        var random = new Random(seed);
        var keys =
                new ArrayList<>(IntStream.range(0, 500).mapToObj(i -> "K" + i).toList());
        var first = Draw.of(
                DrawList.of(
                        "r", List.of(new DrawList.Part("p", keys, 60, 20), new DrawList.Part("q", List.of("x"), 1, 0))),
                NUMBERS);
        for (var i = 0; i < 20; i++) {
            Collections.shuffle(keys, random);
            var again = Draw.of(
                    DrawList.of(
                            "r",
                            List.of(new DrawList.Part("q", List.of("x"), 1, 0), new DrawList.Part("p", keys, 60, 20))),
                    NUMBERS);
            assertThat(again.text().bytes())
                    .as("seed %d", seed)
                    .isEqualTo(first.text().bytes());
            assertThat(again.list().digest()).isEqualTo(first.list().digest());
        }
    }

    @Test
    void nobodyIsDrawnTwiceAndReplacementsComeAfter() {
        for (var i = 0; i < 50; i++) {
            var list = DrawList.of(
                    "r" + i,
                    List.of(new DrawList.Part(
                            "p", IntStream.range(0, 90).mapToObj(k -> "K" + k).toList(), 60, 30)));
            var drawn = Draw.of(list, NUMBERS).parts().getFirst();
            var all = new HashSet<>(drawn.check());
            all.addAll(drawn.replacements());
            assertThat(drawn.check()).hasSize(60);
            assertThat(drawn.replacements()).hasSize(30);
            assertThat(all).hasSize(90);
        }
    }

    /** More replacements, or fewer, change who is checked only through the digest of the list they are frozen in. */
    @Test
    void whoeverChangesHowManyAreDrawnChangesTheSeed() {
        var keys = IntStream.range(0, 90).mapToObj(k -> "K" + k).toList();
        var one = DrawList.of("r", List.of(new DrawList.Part("p", keys, 60, 10)));
        var other = DrawList.of("r", List.of(new DrawList.Part("p", keys, 61, 10)));
        assertThat(Draw.of(one, NUMBERS).seed())
                .isNotEqualTo(Draw.of(other, NUMBERS).seed());
    }

    @Test
    void overTenThousandSeedsEachHouseholdIsDrawnAsOftenAsAnother() {
        var random = new Random(99);
        uniform(i -> new Numbers(digits(random, 12), digits(random, 12)));
    }

    /** The inspector knows his own number: over all that the town may write, every draw is as likely as another. */
    @Test
    void theInspectorsNumberAlonePredictsNothing() {
        uniform(i -> new Numbers("777777", "%06d".formatted(i)));
    }

    @Test
    void theTownsNumberAlonePredictsNothing() {
        uniform(i -> new Numbers("%06d".formatted(i), "777777"));
    }

    private static String digits(Random random, int length) {
        return random.ints(length, 0, 10).mapToObj(Integer::toString).reduce("", String::concat);
    }

    /**
     * Chi-square at one in a million on both sides, because there are nine of them: for who is drawn at all, for who is
     * drawn first, and for the pair drawn first and second. The seeds are fixed, so that the test gives the same answer each
     * time.
     */
    private static void uniform(IntFunction<Numbers> numbers) {
        var list = twenty();
        var keys = list.parts().getFirst().households();
        var drawn = new int[HOUSEHOLDS];
        var first = new int[HOUSEHOLDS];
        var pairs = new int[HOUSEHOLDS * HOUSEHOLDS];
        for (var i = 0; i < SEEDS; i++) {
            var check = Draw.of(list, numbers.apply(i)).parts().getFirst().check();
            check.forEach(key -> drawn[keys.indexOf(key)]++);
            first[keys.indexOf(check.get(0))]++;
            pairs[keys.indexOf(check.get(0)) * HOUSEHOLDS + keys.indexOf(check.get(1))]++;
        }
        // Drawn at all is no multinomial count: its variance is np(1 − p), and the counts add up to a constant.
        var share = (double) CHECK / HOUSEHOLDS;
        var squares = 0.0;
        for (var count : drawn) {
            squares += Math.pow(count - SEEDS * share, 2);
        }
        assertThat(squares * (HOUSEHOLDS - 1) / HOUSEHOLDS / (SEEDS * share * (1 - share)))
                .as("19 degrees of freedom")
                .isBetween(2.0, 64.4);
        assertThat(chiSquare(first, SEEDS / (double) HOUSEHOLDS)).isBetween(2.0, 64.4);
        var pairCounts = IntStream.range(0, pairs.length)
                .filter(i -> i / HOUSEHOLDS != i % HOUSEHOLDS)
                .map(i -> pairs[i])
                .toArray();
        assertThat(chiSquare(pairCounts, SEEDS / (double) (HOUSEHOLDS * (HOUSEHOLDS - 1))))
                .as("379 degrees of freedom")
                .isBetween(262.0, 525.0);
    }

    private static double chiSquare(int[] counts, double expected) {
        var sum = 0.0;
        for (var count : counts) {
            sum += Math.pow(count - expected, 2) / expected;
        }
        return sum;
    }

    @Test
    void aNumberWithAZeroInFrontAndSwappedNumbersGiveAnotherDraw() {
        var list = villages();
        var seeds = List.of(
                Draw.of(list, new Numbers("123456", "654321")).seed(),
                Draw.of(list, new Numbers("654321", "123456")).seed(),
                Draw.of(list, new Numbers("0123456", "654321")).seed(),
                Draw.of(list, new Numbers("123456", "654322")).seed());
        assertThat(seeds).doesNotHaveDuplicates();
    }

    @Test
    void aCommitmentHoldsForItsNumberAndNoOther() {
        var list = villages().digest();
        var other = twenty().digest();
        var salt = new byte[16];
        new Random(1).nextBytes(salt);
        var commitment = Commitment.of(list, Commitment.Side.TOWN, "731904", salt);
        assertThat(commitment.holds(list, Commitment.Side.TOWN, "731904", salt)).isTrue();
        assertThat(commitment.holds(list, Commitment.Side.TOWN, "731905", salt)).isFalse();
        assertThat(commitment.holds(list, Commitment.Side.TOWN, "0731904", salt))
                .isFalse();
        assertThat(commitment.holds(list, Commitment.Side.INSPECTOR, "731904", salt))
                .isFalse();
        assertThat(commitment.holds(other, Commitment.Side.TOWN, "731904", salt))
                .isFalse();
        assertThat(commitment.holds(list, Commitment.Side.TOWN, "731904", new byte[16]))
                .isFalse();
        assertThat(commitment.holds(list, Commitment.Side.TOWN, "731904", new byte[3]))
                .isFalse();
        assertThat(commitment.holds(list, Commitment.Side.TOWN, "twelve", salt)).isFalse();
        assertThat(Commitment.of(list, Commitment.Side.TOWN, "731904", new byte[16]))
                .as("without the salt the number cannot be tried out")
                .isNotEqualTo(commitment);
        assertThatThrownBy(() -> Commitment.of(list, Commitment.Side.TOWN, "731904", new byte[15]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Commitment.of(list, Commitment.Side.TOWN, "12345", salt))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** By hand, so that the form stays: the text hashed is one line. */
    @Test
    void theCommitmentIsThisToTheByte() {
        var list = villages().digest();
        assertThat(Commitment.of(list, Commitment.Side.INSPECTOR, "20261126", new byte[16])
                        .digest()
                        .hex())
                .isEqualTo(sha256("commitment\t1\t" + list.hex() + "\tINSPECTOR\t20261126\t" + "00".repeat(16) + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", " 123456", "123456 ", "１２３４５６", "-123456", "1e9999", "12345a", "123456\n"})
    void aNumberThatIsNoneIsRefused(String number) {
        assertThatThrownBy(() -> new Numbers(number, "123456")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Numbers("123456", number)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Numbers("123456", "1".repeat(41))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aListThatCannotBeDrawnFromIsRefused() {
        refused("no parts", List.of());
        refused("an empty part", List.of(new DrawList.Part("p", List.of(), 0, 0)));
        refused("a household twice", List.of(new DrawList.Part("p", List.of("a", "b", "a"), 1, 0)));
        refused(
                "a household in two parts",
                List.of(new DrawList.Part("p", List.of("a"), 1, 0), new DrawList.Part("q", List.of("a"), 1, 0)));
        refused(
                "a part twice",
                List.of(new DrawList.Part("p", List.of("a"), 1, 0), new DrawList.Part("p", List.of("b"), 1, 0)));
        refused("more than there are", List.of(new DrawList.Part("p", List.of("a", "b"), 3, 0)));
        refused("more with replacements", List.of(new DrawList.Part("p", List.of("a", "b"), 2, 1)));
        refused("overflow", List.of(new DrawList.Part("p", List.of("a"), Integer.MAX_VALUE, Integer.MAX_VALUE)));
        refused("negative", List.of(new DrawList.Part("p", List.of("a", "b"), -1, 0)));
        refused("negative replacements", List.of(new DrawList.Part("p", List.of("a", "b"), 1, -1)));
        refused("nobody to draw", List.of(new DrawList.Part("p", List.of("a", "b"), 0, 2)));
        for (var key : new String[] {
            "", " ", "a b", "a\tb", "a\nb", "a\\b", "e\u0301", "\ud842", "\u0000", "x".repeat(65), "\u3000"
        }) {
            refused("key", List.of(new DrawList.Part("p", List.of(key), 1, 0)));
            refused("part", List.of(new DrawList.Part(key, List.of("a"), 1, 0)));
            assertThatThrownBy(() -> DrawList.of(key, List.of(new DrawList.Part("p", List.of("a"), 1, 0))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void refused(String why, List<DrawList.Part> parts) {
        assertThatThrownBy(() -> DrawList.of("r", parts)).as(why).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aListReadBackIsTheSameAndAnythingElseIsRefused() {
        var text = villages().text().toString();
        assertThat(DrawList.parse(text).text().toString()).isEqualTo(text);
        for (var wrong : List.of(
                "",
                "draw-list\t1\tr\n",
                text.substring(1),
                text + "\n",
                text + "household\treported\tNEW\n",
                text.replace("draw-list\t1", "draw-list\t2"),
                text.replace("reported\t4\t2\t1", "reported\t4\t2\t3"),
                text.replace("reported\t4\t2\t1", "reported\t04\t2\t1"),
                text.replace("reported\t4\t2\t1", "reported\t-4\t2\t1"),
                text.replace("reported\t4\t2\t1", "reported\t2147483647\t2\t1"),
                text.replace("A3B4C5", "B9B4C5"),
                text.replace("household\treported\tA3B4C5\n", ""),
                text.replace("household\treported\tA3B4C5", "household\tother\tA3B4C5"),
                text.replace("household\treported\tA3B4C5", "household\treported\t\\N"),
                text.replace("household\treported\tA3B4C5", "household\treported\tA3B4C5\tmore"),
                text.replace("\n", "\r\n"))) {
            assertThatThrownBy(() -> DrawList.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theCommandRepeatsADrawAndTellsAnother(@TempDir Path folder) throws Exception {
        var list = Files.write(folder.resolve("list.txt"), villages().text().bytes());
        var drawn = folder.resolve("draw.txt");
        assertThat(DrawCommand.run(list.toString(), "20261126", "731904", drawn.toString()))
                .isEqualTo(DrawCommand.HOLDS);
        assertThat(drawn).hasBinaryContent(Draw.of(villages(), NUMBERS).text().bytes());
        assertThat(DrawCommand.run(list.toString(), drawn.toString())).isEqualTo(DrawCommand.HOLDS);
        Files.writeString(drawn, Files.readString(drawn).replace("731904", "731905"));
        assertThat(DrawCommand.run(list.toString(), drawn.toString())).isEqualTo(DrawCommand.DIFFERS);
        Files.writeString(drawn, "nothing");
        assertThat(DrawCommand.run(list.toString(), drawn.toString())).isEqualTo(DrawCommand.NOTHING);
        assertThat(DrawCommand.run(list.toString(), "12", "13", drawn.toString()))
                .isEqualTo(DrawCommand.NOTHING);
        assertThat(DrawCommand.run(folder.resolve("none").toString(), "123456", "123456", drawn.toString()))
                .isEqualTo(DrawCommand.NOTHING);
        assertThat(DrawCommand.run()).isEqualTo(DrawCommand.NOTHING);
    }

    /** The lines of docs/draw.md for a shell, run as they stand there, draw the same households. */
    @Test
    void withoutThisProgramTheSameHouseholdsAreDrawn(@TempDir Path folder) throws Exception {
        assumeThat(Path.of("/usr/bin/sha256sum")).exists();
        var page = Files.readString(Path.of("../../docs/draw.md"));
        var script = page.substring(page.indexOf("```sh\n") + 6, page.indexOf("```", page.indexOf("```sh\n") + 6));
        Files.write(folder.resolve("list.txt"), villages().text().bytes());
        Files.writeString(folder.resolve("draw.sh"), script);
        var process = new ProcessBuilder("sh", "draw.sh", "20261126", "731904")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as("%s", lines).isZero();
        var expected = new ArrayList<String>();
        for (var part : Draw.of(villages(), NUMBERS).parts()) {
            part.check().forEach(key -> expected.add("check\t" + part.part() + "\t" + key));
            part.replacements().forEach(key -> expected.add("replacement\t" + part.part() + "\t" + key));
        }
        assertThat(lines).isEqualTo(expected);
    }
}
