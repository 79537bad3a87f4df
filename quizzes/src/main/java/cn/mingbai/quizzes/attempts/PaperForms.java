package cn.mingbai.quizzes.attempts;

import cn.mingbai.quizzes.marking.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The forms of answers of the papers in use, so that saving an answer reads no paper. A paper is frozen, so what is
 * remembered never becomes wrong; the attempts used longest ago are forgotten first.
 */
@Component
class PaperForms {

    private static final int REMEMBERED = 20_000;
    private static final int DISTINCT = 10_000;

    private final AttemptRows rows;
    private final Map<Form, Form> distinct = new ConcurrentHashMap<>();
    private final Map<Long, List<Form>> forms = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<Form>> eldest) {
            return size() > REMEMBERED;
        }
    };

    PaperForms(AttemptRows rows) {
        this.rows = rows;
    }

    /** The form of the answers to a question, or empty when there is no question of this number. */
    Optional<Form> of(long attempt, int number) {
        var known = known(attempt);
        if (known == null) {
            known = remember(attempt, rows.paper(attempt));
        }
        return number >= 1 && number <= known.size() ? Optional.of(known.get(number - 1)) : Optional.empty();
    }

    private List<Form> remember(long attempt, Paper paper) {
        if (distinct.size() > DISTINCT) {
            distinct.clear();
        }
        var read = paper.asked().map(Form::of).map(this::same).toList();
        synchronized (forms) {
            forms.put(attempt, read);
        }
        return read;
    }

    private @org.jspecify.annotations.Nullable List<Form> known(long attempt) {
        synchronized (forms) {
            return forms.get(attempt);
        }
    }

    // Thousands of papers share a few hundred questions.
    private Form same(Form form) {
        var before = distinct.putIfAbsent(form, form);
        return before == null ? form : before;
    }
}
