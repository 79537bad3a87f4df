package cn.mingbai.quizzes.papers;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.quizzes.questions.Skill;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a course's quiz goes: its times and marks, the retry rule, and what papers are made of. */
@Route("quiz-settings/:course")
@PermitAll
@OpenTo(Action.EDIT_QUESTIONS)
@StyleSheet("context://mingbai/bank.css")
class QuizSettingsView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private final QuizSettings settings;
    private final IntegerField minutes = new IntegerField();
    private final IntegerField passMark = new IntegerField();
    private final IntegerField tries = new IntegerField();
    private final IntegerField pause = new IntegerField();
    private final Checkbox weakFirst = new Checkbox();
    private final Div parts = new Div();
    private final Div outcome = new Div();
    private final List<PartFields> fields = new ArrayList<>();
    private String course = "";
    private long opened;
    private Map<String, String> points = Map.of();
    private Map<Skill, Integer> skills = Map.of();

    QuizSettingsView(QuizSettings settings) {
        this.settings = settings;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        course = event.getRouteParameters().get("course").orElse("");
        show();
    }

    private void show() {
        removeAll();
        var page = settings.page(course);
        opened = page.opened();
        points = page.points();
        skills = page.skills();
        var back = new Div(new Anchor("questions/" + course, "← " + getTranslation("quizzes.bank.title-of", course)));
        back.addClassName("mb-links");
        var since = new Paragraph(getTranslation(
                page.byOfficer() ? "quizzes.settings.since-officer" : "quizzes.settings.since-shipped", page.from()));
        since.addClassName("mb-quiet");
        add(back, new H2(page.title()), since, rules(page.rules()));
        add(
                new H2(getTranslation("quizzes.settings.blueprint")),
                quiet("quizzes.settings.blueprint-lead"),
                stock(page));
        fields.clear();
        page.rules().blueprint().parts().forEach(part -> fields.add(new PartFields(part)));
        arrange();
        parts.setWidthFull();
        outcome.removeAll();
        outcome.setId("paper-outcome");
        var more = new Button(getTranslation("quizzes.settings.add-part"), click -> {
            fields.add(new PartFields(null));
            arrange();
        });
        more.setId("add-part");
        var check = new Button(getTranslation("quizzes.settings.check"), click -> check());
        check.setId("check-paper");
        var save = new Button(getTranslation("quizzes.settings.save"), click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setId("save-settings");
        var actions = new Div(more, check, save);
        actions.addClassName("mb-actions");
        add(parts, outcome, actions, quiet("quizzes.settings.save-hint"));
        history(page);
    }

    private Paragraph quiet(String key, Object... arguments) {
        var words = new Paragraph(getTranslation(key, arguments));
        words.addClassName("mb-quiet");
        return words;
    }

    private FormLayout rules(QuizRules rules) {
        number(minutes, "quizzes.settings.minutes", "minutes", rules.minutes(), 1, QuizRules.MOST_MINUTES);
        number(passMark, "quizzes.settings.pass-mark", "pass-mark", rules.passMark(), 1, 100);
        number(tries, "quizzes.settings.tries", "tries", rules.tries(), 1, QuizRules.MOST_TRIES);
        number(pause, "quizzes.settings.pause", "pause", rules.pauseMinutes(), 0, QuizRules.MOST_PAUSE);
        weakFirst.setLabel(getTranslation("quizzes.settings.weak-first"));
        weakFirst.setId("weak-first");
        weakFirst.setValue(rules.weakLessonsFirst());
        return new FormLayout(minutes, passMark, tries, pause, weakFirst);
    }

    private void number(IntegerField field, String key, String id, int value, int least, int most) {
        field.setLabel(getTranslation(key));
        field.setId(id);
        field.setStepButtonsVisible(true);
        field.setMin(least);
        field.setMax(most);
        field.setValue(value);
    }

    private FigureTable stock(QuizSettings.Page page) {
        var table = new FigureTable(getTranslation("quizzes.settings.stock"))
                .column(getTranslation("quizzes.settings.stock"), Column.TEXT)
                .column(getTranslation("quizzes.settings.difficulty-n", 1), Column.NUMBER)
                .column(getTranslation("quizzes.settings.difficulty-n", 2), Column.NUMBER)
                .column(getTranslation("quizzes.settings.difficulty-n", 3), Column.NUMBER);
        for (var stock : page.stock()) {
            table.row(
                    getTranslation("quizzes.kind." + stock.kind()),
                    stock.counts().get(0),
                    stock.counts().get(1),
                    stock.counts().get(2));
        }
        return table;
    }

    private void arrange() {
        parts.removeAll();
        for (var i = 0; i < fields.size(); i++) {
            parts.add(fields.get(i).numbered(i + 1));
        }
    }

    /** The fields of one part of the blueprint. */
    private final class PartFields extends Div {
        private final H3 heading = new H3();
        private final IntegerField count = new IntegerField();
        private final MultiSelectComboBox<String> kinds = new MultiSelectComboBox<>();
        private final CheckboxGroup<Integer> difficulties = new CheckboxGroup<>();
        private final MultiSelectComboBox<Skill> asking = new MultiSelectComboBox<>();
        private final MultiSelectComboBox<String> about = new MultiSelectComboBox<>();

        PartFields(Blueprint.@Nullable Part part) {
            addClassName("mb-paper-part");
            count.setLabel(getTranslation("quizzes.settings.count"));
            count.setMin(1);
            count.setMax(Blueprint.MOST_QUESTIONS);
            count.setStepButtonsVisible(true);
            kinds.setLabel(getTranslation("quizzes.settings.kinds"));
            kinds.setItems(Blueprint.KINDS);
            kinds.setItemLabelGenerator(kind -> getTranslation("quizzes.kind." + kind));
            kinds.setPlaceholder(getTranslation("quizzes.settings.any"));
            difficulties.setLabel(getTranslation("quizzes.settings.difficulties"));
            difficulties.setItems(1, 2, 3);
            about.setLabel(getTranslation("quizzes.settings.points"));
            about.setItems(points.keySet());
            about.setItemLabelGenerator(point -> points.getOrDefault(point, point));
            about.setPlaceholder(getTranslation("quizzes.settings.any"));
            asking.setLabel(getTranslation("quizzes.settings.skills"));
            asking.setItems(Skill.values());
            asking.setItemLabelGenerator(skill -> getTranslation(
                    "quizzes.settings.skill-stock",
                    getTranslation("quizzes.skill." + skill.code()),
                    skills.getOrDefault(skill, 0)));
            asking.setPlaceholder(getTranslation("quizzes.settings.any"));
            count.setValue(part == null ? 1 : part.count());
            if (part != null) {
                kinds.setValue(part.kinds());
                difficulties.setValue(part.difficulties());
                asking.setValue(part.skills());
                about.setValue(part.points());
            }
            var remove = new Button(getTranslation("quizzes.settings.remove-part"), click -> {
                fields.remove(this);
                arrange();
            });
            remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            var head = new Div(heading, remove);
            head.addClassName("mb-actions");
            add(head, new FormLayout(count, kinds, difficulties, asking, about));
        }

        PartFields numbered(int number) {
            heading.setText(getTranslation("quizzes.settings.part", number));
            setId("part-" + number);
            count.setId("part-" + number + "-count");
            asking.setId("part-" + number + "-skills");
            return this;
        }

        Blueprint.Part part() {
            return new Blueprint.Part(
                    about.getValue(), difficulties.getValue(), kinds.getValue(), asking.getValue(), entered(count));
        }
    }

    /** An empty field is out of every range, and refused as such. */
    private static int entered(IntegerField field) {
        return field.getValue() == null ? -1 : field.getValue();
    }

    private QuizRules entered() {
        return new QuizRules(
                entered(minutes),
                entered(passMark),
                entered(tries),
                entered(pause),
                weakFirst.getValue(),
                new Blueprint(fields.stream().map(PartFields::part).toList()));
    }

    private void check() {
        outcome.removeAll();
        Notices.attempt(this, () -> {
            var preview = settings.preview(course, entered());
            var spread = preview.spread();
            outcome.add(new Paragraph(getTranslation(
                    "quizzes.settings.outcome", preview.size(), spread.get(0), spread.get(1), spread.get(2))));
            if (!preview.unasked().isEmpty()) {
                outcome.add(new Paragraph(getTranslation(
                        "quizzes.settings.unasked",
                        preview.unasked().stream()
                                .map(without -> getTranslation(
                                        "quizzes.settings.unasked-one",
                                        without.part(),
                                        points.getOrDefault(without.point(), without.point())))
                                .collect(Collectors.joining(getTranslation("quizzes.settings.comma"))))));
            }
        });
    }

    private void save() {
        if (Notices.attempt(this, () -> settings.save(course, entered(), opened))) {
            Notices.done(this, "quizzes.settings.saved");
            show();
            check();
        }
    }

    private void history(QuizSettings.Page page) {
        if (page.earlier().isEmpty()) {
            return;
        }
        var table = new FigureTable(getTranslation("quizzes.settings.earlier"))
                .column(getTranslation("quizzes.settings.days"), Column.TEXT)
                .column(getTranslation("quizzes.settings.minutes"), Column.NUMBER)
                .column(getTranslation("quizzes.settings.pass-mark"), Column.NUMBER)
                .column(getTranslation("quizzes.settings.questions"), Column.NUMBER)
                .column(getTranslation("quizzes.settings.tries"), Column.WIDE_NUMBER)
                .column(getTranslation("quizzes.settings.pause"), Column.WIDE_NUMBER)
                .column(getTranslation("quizzes.settings.by"), Column.WIDE_TEXT);
        for (var earlier : page.earlier()) {
            table.row(
                    getTranslation(
                            "quizzes.settings.from-to",
                            earlier.from(),
                            earlier.to().minusDays(1)),
                    earlier.rules().minutes(),
                    earlier.rules().passMark(),
                    earlier.rules().blueprint().size(),
                    earlier.rules().tries(),
                    earlier.rules().pauseMinutes(),
                    earlier.by().isEmpty() ? getTranslation("quizzes.settings.shipped") : earlier.by());
        }
        add(new H2(getTranslation("quizzes.settings.earlier")), table);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("quizzes.settings.title", course);
    }
}
