package cn.mingbai.materials.questions;

import cn.mingbai.core.policy.PolicyDirectory.Citation;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.materials.texts.PolicyText;
import cn.mingbai.print.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The questions shipped for the leaflet of one policy version.
 *
 * @param version the policy version, for example {@code L26}
 */
record ShippedQuestions(String version, List<Question> questions) {

    private static final List<String> FILES = List.of("questions-L26.yaml");

    /**
     * A question with its key and its source.
     *
     * @param code its lasting name within the version
     * @param choices the text of each choice by its key
     * @param right the key of the one that is right
     * @param section the heading under which the text answers it
     * @param says the words that answer it there
     * @param point the policy point that it asks about
     * @param cites where that is written
     */
    record Question(
            String code,
            String stem,
            Map<String, String> choices,
            String right,
            String section,
            String says,
            String point,
            List<Citation> cites) {

        /** The question as it is asked, when the {@link #shown} parts of a text still answer it. */
        Optional<PolicyQuestions.Question> askedOf(List<Section> parts) {
            return parts.stream()
                    .filter(part -> part.heading().equals(section))
                    .flatMap(part -> part.paragraphs().stream())
                    .map(paragraph -> paragraph.replace("**", ""))
                    .filter(paragraph -> paragraph.contains(says))
                    .findFirst()
                    .map(paragraph -> new PolicyQuestions.Question(
                            code,
                            stem,
                            choices.entrySet().stream()
                                    .map(choice -> new PolicyQuestions.Choice(choice.getKey(), choice.getValue()))
                                    .toList(),
                            section,
                            paragraph));
        }
    }

    /** The parts of a text that are true in every village: sentences that need a local value are left out. */
    static List<Section> shown(PolicyText text) {
        return PolicyText.fillLeavingOut(
                Stream.concat(text.body().stream(), Stream.of(text.phones())).toList(), Map.of());
    }

    /** The questions as they are asked on a text, without those that it does not answer any more. */
    List<PolicyQuestions.Question> askedOf(PolicyText text) {
        var parts = shown(text);
        return questions.stream()
                .flatMap(question -> question.askedOf(parts).stream())
                .toList();
    }

    /** The question with this code. */
    Optional<Question> question(String code) {
        return questions.stream().filter(each -> each.code().equals(code)).findFirst();
    }

    /** All shipped pools. */
    static List<ShippedQuestions> all() {
        return FILES.stream().map(ShippedQuestions::read).toList();
    }

    private static ShippedQuestions read(String file) {
        var resource = new ClassPathResource("materials/templates/" + file);
        try {
            return parse(resource.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException("expected shipped questions at " + resource, failed);
        }
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when something is missing, or the right choice is none of the choices
     */
    static ShippedQuestions parse(String yaml) {
        Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        if (!(loaded instanceof Map<?, ?> file) || !(file.get("questions") instanceof List<?> list)) {
            throw new IllegalArgumentException("expected shipped questions to hold a list 'questions'");
        }
        var questions = new ArrayList<Question>();
        for (var each : list) {
            if (!(each instanceof Map<?, ?> row)
                    || !(row.get("choices") instanceof Map<?, ?> choices)
                    || !(row.get("cites") instanceof List<?> cites)) {
                throw new IllegalArgumentException("expected a question with 'choices' and 'cites', got " + each);
            }
            var texts = new LinkedHashMap<String, String>();
            choices.forEach((key, text) -> texts.put(String.valueOf(key), String.valueOf(text)));
            var question = new Question(
                    text(row, "code"),
                    text(row, "stem"),
                    java.util.Collections.unmodifiableMap(texts),
                    text(row, "right"),
                    text(row, "section"),
                    text(row, "says"),
                    text(row, "point"),
                    cites.stream().map(String::valueOf).map(Citation::parse).toList());
            if (!texts.containsKey(question.right())) {
                throw new IllegalArgumentException(
                        "expected the right choice of " + question.code() + " to be one of " + texts.keySet());
            }
            questions.add(question);
        }
        return new ShippedQuestions(text(file, "version"), List.copyOf(questions));
    }

    private static String text(Map<?, ?> row, String key) {
        var value = row.get(key);
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("expected '" + key + "' in " + row);
        }
        return value.toString().strip();
    }
}
