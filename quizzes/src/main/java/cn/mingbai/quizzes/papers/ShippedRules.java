package cn.mingbai.quizzes.papers;

import cn.mingbai.quizzes.questions.Skill;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The rules of a quiz as shipped with its questions, in the head of {@code quizzes/content/CODE.yaml}. What the head does
 * not say is as everywhere.
 */
record ShippedRules(String course, QuizRules rules) {

    /**
     * All shipped rules.
     *
     * @throws IllegalStateException when something is wrong; the message has a sentence per fault
     */
    static List<ShippedRules> all() {
        try {
            var all = new ArrayList<ShippedRules>();
            for (var resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:quizzes/content/*.yaml")) {
                all.add(parse(
                        String.valueOf(resource.getFilename()),
                        new String(resource.getContentAsByteArray(), StandardCharsets.UTF_8)));
            }
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("expected readable quizzes on the class path", unreadable);
        }
    }

    /**
     * Reads the head of one file.
     *
     * @param name what the file is called in messages
     * @throws IllegalStateException when something is wrong; the message has a sentence per fault
     */
    static ShippedRules parse(String name, String text) {
        Object loaded;
        try {
            loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (YAMLException broken) {
            throw new IllegalStateException(name + ": expected YAML, but " + broken.getMessage(), broken);
        }
        if (!(loaded instanceof Map<?, ?> head) || !(head.get("course") instanceof String course)) {
            throw new IllegalStateException(name + ": expected fields, the course's code among them.");
        }
        var faults = new ArrayList<String>();
        var rules = new QuizRules(
                number(name, head, "minutes", 0, faults),
                number(name, head, "passMark", 0, faults),
                number(name, head, "tries", QuizRules.TRIES, faults),
                number(name, head, "pauseMinutes", QuizRules.PAUSE, faults),
                bool(name, head, "weakLessonsFirst", faults),
                blueprint(name, head.get("blueprint"), faults));
        rules.broken()
                .ifPresent(fault -> faults.add(name + ": expected rules within their limits, but " + fault.messageKey()
                        + " " + fault.arguments() + "."));
        if (!faults.isEmpty()) {
            throw new IllegalStateException(String.join("\n", faults));
        }
        return new ShippedRules(course, rules);
    }

    private static Blueprint blueprint(
            String name, @org.jspecify.annotations.Nullable Object value, List<String> faults) {
        if (value == null) {
            return Blueprint.DEFAULT;
        }
        var parts = new ArrayList<Blueprint.Part>();
        if (value instanceof List<?> list) {
            for (var entry : list) {
                if (entry instanceof Map<?, ?> part) {
                    part.keySet().stream()
                            .filter(key -> !Set.of("points", "difficulties", "kinds", "skills", "count")
                                    .contains(key))
                            .forEach(key -> faults.add(
                                    name + ": expected points, difficulties, kinds, skills and count in a part"
                                            + " of the blueprint, but got " + key + "."));
                    parts.add(new Blueprint.Part(
                            values(name, part, "points", String.class, faults),
                            values(name, part, "difficulties", Integer.class, faults),
                            values(name, part, "kinds", String.class, faults),
                            skills(name, part, faults),
                            number(name, part, "count", 0, faults)));
                } else {
                    faults.add(name + ": expected fields for each part of the blueprint, but got " + entry + ".");
                }
            }
        } else {
            faults.add(name + ": expected a list of parts in field blueprint, but got " + value + ".");
        }
        return new Blueprint(parts);
    }

    private static Set<Skill> skills(String name, Map<?, ?> part, List<String> faults) {
        var found = EnumSet.noneOf(Skill.class);
        for (var code : values(name, part, "skills", String.class, faults)) {
            Skill.of(code)
                    .ifPresentOrElse(
                            found::add,
                            () -> faults.add(name + ": expected skills of " + Arrays.toString(Skill.values())
                                    + " in small letters, but got " + code + "."));
        }
        return found;
    }

    private static <T> Set<T> values(String name, Map<?, ?> part, String field, Class<T> type, List<String> faults) {
        var found = new HashSet<T>();
        var value = part.get(field);
        if (value == null) {
            return found;
        }
        if (value instanceof List<?> list && list.stream().allMatch(type::isInstance)) {
            list.forEach(one -> found.add(type.cast(one)));
        } else {
            faults.add(name + ": expected a list in field " + field + " of a part, but got " + value + ".");
        }
        return found;
    }

    private static int number(String name, Map<?, ?> fields, String field, int otherwise, List<String> faults) {
        var value = fields.get(field);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Integer number) {
            return number;
        }
        faults.add(name + ": expected a whole number in field " + field + ", but got " + value + ".");
        return otherwise;
    }

    private static boolean bool(String name, Map<?, ?> fields, String field, List<String> faults) {
        var value = fields.get(field);
        if (value instanceof Boolean or) {
            return or;
        }
        if (value != null) {
            faults.add(name + ": expected true or false in field " + field + ", but got " + value + ".");
        }
        return true;
    }
}
