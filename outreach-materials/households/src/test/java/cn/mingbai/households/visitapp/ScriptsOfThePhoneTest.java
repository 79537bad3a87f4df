package cn.mingbai.households.visitapp;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.codes.Base32;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.sheets.BlankNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The scripts that work on a phone without a server, run by Node; the build needs it anyway. */
class ScriptsOfThePhoneTest {

    private static final long SEED = 20261126;
    private static final Path SCRIPTS = Path.of("src/main/resources/cn/mingbai/households/visitapp");
    private static final Path TESTS = Path.of("src/test/js");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    Path folder;

    @BeforeEach
    void bringTogether() throws IOException {
        Files.writeString(folder.resolve("package.json"), "{\"type\":\"module\"}");
        copy(SCRIPTS, Files.createDirectory(folder.resolve("visitapp")));
        copy(TESTS, folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private List<String> node(List<String> arguments, List<String> lines) throws Exception {
        var input = Files.write(folder.resolve("input"), lines);
        var output = folder.resolve("output");
        var command = new ArrayList<>(List.of("node"));
        command.addAll(arguments);
        var ended = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        assertThat(ended).as(Files.readString(output)).isZero();
        return Files.readAllLines(output);
    }

    @Test
    void whatTheirOwnTestsClaimHolds() throws Exception {
        assertThat(node(List.of("--test"), List.of()))
                .anyMatch(line -> line.matches("\\D*fail 0"))
                .noneMatch(line -> line.matches("\\D*pass 0"));
    }

    @Test
    void aPhoneReadsATypedNumberAsTheServerDoesWithEveryWrongSymbolAndEverySwap() throws Exception {
        var random = new Random(SEED);
        var typed = new LinkedHashSet<>(List.of(
                "",
                " ",
                "-",
                "U1",
                "三组12号",
                "030012-7",
                " 03oo12 - 7 ",
                "O3OOI2-7",
                "03００l2—7",
                "030012–7",
                "𠮷1",
                "ß1-7",
                "\u200B030012-7",
                "\u00A0030012-7",
                "\uFEFF030012-7",
                "030012\u20287",
                "123456789012-7",
                "ı1",
                "0"));
        for (var round = 0; round < 300; round++) {
            var right = number(random, 1 + random.nextInt(11));
            var shown = right + new HouseholdNumber(right).check();
            typed.add(shown);
            for (var place = 0; place < shown.length(); place++) {
                for (var wrong = 0; wrong < 32; wrong++) {
                    typed.add(shown.substring(0, place) + Base32.ALPHABET.charAt(wrong) + shown.substring(place + 1));
                }
                if (place > 0) {
                    typed.add(shown.substring(0, place - 1)
                            + shown.charAt(place)
                            + shown.charAt(place - 1)
                            + shown.substring(place + 1));
                }
            }
        }
        for (var round = 0; round < 5_000; round++) {
            var noise = new StringBuilder();
            for (var i = random.nextInt(14); i > 0; i--) {
                noise.append("0123456789abcdefghijklmnopqrstuvwxyzOILU-－ 　０１ａ组".charAt(random.nextInt(48)));
            }
            typed.add(noise.toString());
        }
        agree(
                List.of("numbers.mjs"),
                List.copyOf(typed),
                text -> HouseholdNumber.typed(text).shown());
    }

    @Test
    void aPhoneReadsTheNumberOfABlankSheetAsTheServerDoes() throws Exception {
        var random = new Random(SEED);
        var typed = new LinkedHashSet<String>();
        for (var round = 0; round < 5_000; round++) {
            var number = 1 + random.nextInt(random.nextBoolean() ? 999 : BlankNumber.MOST);
            var shown = new BlankNumber(number).shown();
            typed.add(shown);
            typed.add(shown.replace("空白", random.nextBoolean() ? "" : random.nextBoolean() ? "空" : "b"));
            typed.add(shown.substring(0, shown.length() - 1) + Base32.ALPHABET.charAt(random.nextInt(32)));
            typed.add(" 空 白 " + number + shown.substring(shown.length() - 1).toLowerCase(java.util.Locale.ROOT));
        }
        typed.addAll(List.of("空白0-0", "空白", "空白1234567-1", "", "b17-1", "空白０１７—Ｃ"));
        agree(
                List.of("numbers.mjs", "blank"),
                List.copyOf(typed),
                text -> BlankNumber.typed(text).shown());
    }

    private void agree(List<String> script, List<String> typed, Function<String, String> server) throws Exception {
        var phone = node(script, typed.stream().map(MAPPER::writeValueAsString).toList());
        assertThat(phone).hasSameSizeAs(typed);
        var right = 0;
        for (var i = 0; i < typed.size(); i++) {
            String expected;
            try {
                expected = server.apply(typed.get(i));
                right++;
            } catch (RuleViolation refused) {
                expected = refused.key().substring(refused.key().lastIndexOf('.') + 1);
            }
            assertThat(phone.get(i))
                    .as("typed \"%s\", seed %d", typed.get(i), SEED)
                    .isEqualTo(expected);
        }
        assertThat(right).as("numbers that fit").isGreaterThan(200);
    }

    private static String number(Random random, int length) {
        var number = new StringBuilder();
        for (var i = 0; i < length; i++) {
            number.append(Base32.ALPHABET.charAt(random.nextInt(32)));
        }
        return number.toString();
    }
}
