package cn.mingbai.households.informed;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Five questions, each of whose right choice is "r"; they belong to the version in force and to the one before. */
@TestConfiguration
public class ThreeForTests {

    /** The version in force. */
    public static final String VERSION = "L26";

    @Bean
    PolicyQuestions questions() {
        return new PolicyQuestions() {

            @Override
            public Optional<Pool> on(LocalDate day) {
                return Optional.of(new Pool(
                        VERSION,
                        IntStream.range(0, 5)
                                .mapToObj(i -> new Question(
                                        "q" + i,
                                        "问" + i + "？",
                                        List.of(new Choice("r", "对"), new Choice("w", "错")),
                                        "节",
                                        "这一段"))
                                .toList()));
            }

            @Override
            public OptionalInt right(String version, Map<String, String> answers) {
                return version.equals(VERSION) || version.equals("R21")
                        ? OptionalInt.of((int) answers.entrySet().stream()
                                .filter(answer -> answer.getKey().matches("q[0-4]")
                                        && answer.getValue().equals("r"))
                                .count())
                        : OptionalInt.empty();
            }

            @Override
            public Map<String, String> key(String version) {
                return IntStream.range(0, 5).boxed().collect(Collectors.toMap(i -> "q" + i, i -> "r"));
            }
        };
    }
}
