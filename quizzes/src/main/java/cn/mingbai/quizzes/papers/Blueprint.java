package cn.mingbai.quizzes.papers;

import cn.mingbai.quizzes.questions.Skill;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a paper is made of: parts in the order in which they are asked, each so many questions of some policy points,
 * difficulties, kinds and skills.
 *
 * @param parts one to twenty; together they ask at most a hundred questions
 */
public record Blueprint(List<Part> parts) {

    /** The kinds of a question in the bank, as the database names them. */
    public static final List<String> KINDS =
            List.of("single", "multiple", "truefalse", "numeric", "day", "text", "ordering", "matching", "scenario");

    /** The most parts. */
    public static final int MOST_PARTS = 20;

    /** The most questions of a paper. */
    public static final int MOST_QUESTIONS = 100;

    private static final int MOST_DIFFICULT = 3;

    /**
     * What is asked where nobody has said otherwise: five choices of one option or short texts, two of several (one of
     * them a choice; the other may be an order or a matching), two statements to judge, and one number, day or scenario
     * of one question.
     */
    public static final Blueprint DEFAULT = new Blueprint(List.of(
            ofKinds(5, "single", "text"),
            ofKinds(1, "multiple"),
            ofKinds(1, "multiple", "ordering", "matching"),
            ofKinds(2, "truefalse"),
            ofKinds(1, "numeric", "day", "scenario")));

    /**
     * Some of the questions.
     *
     * @param points the policy points that may be asked about, of which each is asked where the pool allows; empty for
     *     all that there are
     * @param difficulties 1 to 3; empty for all
     * @param kinds some of {@link #KINDS}; empty for all
     * @param skills what may be asked for; empty for all, also for questions that do not say
     * @param count how many questions; a scenario counts as many as it asks
     */
    public record Part(Set<String> points, Set<Integer> difficulties, Set<String> kinds, Set<Skill> skills, int count) {
        public Part {
            points = sorted(points);
            difficulties = sorted(difficulties);
            kinds = sorted(kinds);
            skills = stated(skills);
        }
    }

    /**
     * Why a blueprint is none.
     *
     * @param messageKey the sentence's key
     * @param arguments its arguments
     */
    public record Fault(String messageKey, List<Object> arguments) {
        Fault(String messageKey, Object... arguments) {
            this(messageKey, List.of(arguments));
        }
    }

    public Blueprint {
        parts = List.copyOf(parts);
    }

    /** How many questions every paper has. */
    public int size() {
        return parts.stream().mapToInt(Part::count).sum();
    }

    /** What is wrong with it, whatever questions there are; empty when nothing is. */
    public Optional<Fault> broken() {
        if (parts.isEmpty() || parts.size() > MOST_PARTS) {
            return Optional.of(new Fault("quizzes.papers.parts", MOST_PARTS, parts.size()));
        }
        var number = 0;
        var all = 0L;
        for (var part : parts) {
            number++;
            if (part.count() < 1 || part.count() > MOST_QUESTIONS) {
                return Optional.of(new Fault("quizzes.papers.count", number, MOST_QUESTIONS, part.count()));
            }
            for (var kind : part.kinds()) {
                if (!KINDS.contains(kind)) {
                    return Optional.of(new Fault("quizzes.papers.kind", number, kind));
                }
            }
            for (var difficulty : part.difficulties()) {
                if (difficulty < 1 || difficulty > MOST_DIFFICULT) {
                    return Optional.of(new Fault("quizzes.papers.difficulty", number, difficulty));
                }
            }
            all += part.count();
        }
        return all > MOST_QUESTIONS
                ? Optional.of(new Fault("quizzes.papers.too-many", MOST_QUESTIONS, all))
                : Optional.empty();
    }

    // Blueprints were written before parts could ask for skills.
    private static Set<Skill> stated(@Nullable Set<Skill> skills) {
        return skills == null ? Set.of() : sorted(skills);
    }

    private static Part ofKinds(int count, String... kinds) {
        return new Part(Set.of(), Set.of(), Set.of(kinds), Set.of(), count);
    }

    private static <T> Set<T> sorted(Set<T> values) {
        return Collections.unmodifiableSet(new TreeSet<>(values));
    }
}
