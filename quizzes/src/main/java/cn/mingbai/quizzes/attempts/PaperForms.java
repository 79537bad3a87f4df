package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.people.PersonId;
import cn.mingbai.quizzes.marking.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The forms of answers of the papers in use, by token, so that saving an answer reads no paper. A paper is frozen and a
 * token opens one attempt for ever, so what is remembered never becomes wrong; those used longest ago are forgotten first.
 */
@Component
class PaperForms {

    private static final int REMEMBERED = 20_000;
    private static final int DISTINCT = 10_000;

    private final AttemptRows rows;
    private final Map<Form, Form> distinct = new ConcurrentHashMap<>();
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > REMEMBERED;
        }
    };

    PaperForms(AttemptRows rows) {
        this.rows = rows;
    }

    /** What is remembered of a paper. */
    record Known(Mode mode, PersonId person, List<Form> forms) {

        /** The form of the answers to a question, or empty when there is no question of this number. */
        Optional<Form> form(int number) {
            return number >= 1 && number <= forms.size() ? Optional.of(forms.get(number - 1)) : Optional.empty();
        }
    }

    /** The paper that a token opens, however it stands; empty when there is none. */
    Optional<Known> of(String token) {
        var before = known(token);
        return before.isPresent() ? before : rows.forms(token).map(read -> remember(token, read));
    }

    private Optional<Known> known(String token) {
        synchronized (known) {
            return Optional.ofNullable(known.get(token));
        }
    }

    private Known remember(String token, Known read) {
        var shared = new Known(
                read.mode(),
                read.person(),
                read.forms().stream().map(this::same).toList());
        synchronized (known) {
            known.put(token, shared);
        }
        return shared;
    }

    // Thousands of papers share a few hundred questions.
    private Form same(Form form) {
        if (distinct.size() > DISTINCT) {
            distinct.clear();
        }
        var before = distinct.putIfAbsent(form, form);
        return before == null ? form : before;
    }
}
