package cn.mingbai.district.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The right answers of a shipped quiz by question code, so that the demo's people can sit it as people do. */
final class DemoKey {

    private final Map<String, String> answers = new HashMap<>();

    /** Reads the key of the shipped quiz of this course. */
    DemoKey(String course) {
        try (var stream = DemoKey.class.getResourceAsStream("/quizzes/content/" + course + ".yaml")) {
            Map<String, Object> quiz =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(Objects.requireNonNull(stream));
            for (var entry : (List<?>) quiz.get("questions")) {
                var question = (Map<?, ?>) entry;
                answers.put(String.valueOf(question.get("code")), text(question.get("answer")));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The right answer in the form in which it is saved. */
    String answer(String questionCode) {
        return Objects.requireNonNull(answers.get(questionCode), questionCode);
    }

    private static String text(Object answer) {
        return answer instanceof List<?> keys
                ? keys.stream().map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(answer);
    }
}
