package cn.mingbai.quizzes.bank;

import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.QuestionParts;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A question as learners read it, with the key marked and the explanation below. Everything in it is text. */
class QuestionCard extends Div {

    QuestionCard(ShownQuestion shown) {
        addClassName("mb-question");
        var question = shown.question();
        var about = question.about();
        var kind = new Span(getTranslation("quizzes.kind." + QuestionJson.kind(question)));
        kind.addClassName("mb-badge");
        var stem = new Paragraph(about.stem());
        stem.addClassName("mb-question-stem");
        add(kind, stem);
        switch (question) {
            case SingleChoice single -> add(options(single.options(), Set.of(single.answer())));
            case MultipleChoice multiple -> add(options(multiple.options(), multiple.answer()));
            case TrueFalse trueFalse ->
                add(right(getTranslation(trueFalse.answer() ? "quizzes.answer.true" : "quizzes.answer.false")));
            case Numeric numeric ->
                add(right(getTranslation(
                        numeric.tolerance().signum() == 0 ? "quizzes.bank.number-is" : "quizzes.bank.number-about",
                        QuestionParts.plain(numeric.answer()),
                        numeric.unit(),
                        QuestionParts.plain(numeric.tolerance()))));
            case Day day -> add(right(day.answer().toString()));
            case ShortText shortText -> add(right(String.join(" / ", shortText.accepted())));
            case Ordering ordering -> {
                add(options(ordering.steps(), Set.of()));
                add(right(String.join(" → ", ordering.answer())));
            }
            case Matching matching -> {
                add(options(matching.left(), Set.of()), options(matching.right(), Set.of()));
                add(right(matching.answer().entrySet().stream()
                        .map(pair -> pair.getKey() + " → " + pair.getValue())
                        .collect(Collectors.joining("；"))));
            }
            case Scenario scenario -> add(new Paragraph(getTranslation("quizzes.bank.scenario", scenario.generator())));
            case ScenarioPart part ->
                add(new Paragraph(
                        getTranslation("quizzes.bank.scenario", part.situation().generator())));
        }
        if (!shown.explanation().isBlank()) {
            var explanation = new Paragraph(shown.explanation());
            explanation.addClassName("mb-quiet");
            add(explanation);
        }
        var skill = about.skill();
        var facts = new Paragraph(getTranslation(
                "quizzes.bank.facts",
                about.points().isEmpty() ? "—" : String.join("、", about.points()),
                about.ruleLayer().isBlank() ? "—" : about.ruleLayer(),
                about.difficulty() == 0 ? "—" : String.valueOf(about.difficulty()),
                skill == null ? "—" : getTranslation("quizzes.skill." + skill.code())));
        facts.addClassNames("mb-quiet", "mb-small");
        add(facts);
    }

    private UnorderedList options(List<Option> options, Set<String> right) {
        var list = new UnorderedList();
        list.addClassName("mb-question-options");
        for (var option : options) {
            var item = new ListItem(new Span(option.key() + ". " + option.text()));
            if (right.contains(option.key())) {
                item.addClassName("mb-question-right");
                item.add(new Span(" ✓ " + getTranslation("quizzes.bank.right")));
            }
            list.add(item);
        }
        return list;
    }

    private Paragraph right(String text) {
        var right = new Paragraph(getTranslation("quizzes.bank.key", text));
        right.addClassName("mb-question-right");
        return right;
    }
}
