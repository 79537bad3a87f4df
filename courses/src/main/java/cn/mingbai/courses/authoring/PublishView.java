package cn.mingbai.courses.authoring;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.courses.publication.Recheck;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Before a version is published: what changed, which policy points that touches, who would owe a re-check; then the second
 * person looks at the same and decides.
 */
@Route("authoring/:course/:version(\\d{1,6})/publish")
@PermitAll
@OpenTo(Action.EDIT_COURSES)
@StyleSheet("context://mingbai/courses.css")
class PublishView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final int DAYS = 30;

    private final CourseDrafts drafts;
    private final CoursePublishing publishing;
    private final ApprovalDesk desk;
    private String title = "";

    PublishView(CourseDrafts drafts, CoursePublishing publishing, ApprovalDesk desk) {
        this.drafts = drafts;
        this.publishing = publishing;
        this.desk = desk;
        addClassName("mb-page");
    }

    /** How people show that they know what changed. */
    private enum How {
        QUIZ,
        READ,
        NONE;

        Recheck.@Nullable How toRecheck() {
            return this == NONE ? null : Recheck.How.valueOf(name());
        }
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getRouteParameters();
        show(
                parameters.get("course").orElseThrow(NotFoundException::new),
                parameters.get("version").map(Integer::valueOf).orElseThrow(NotFoundException::new));
    }

    private void show(String course, int version) {
        removeAll();
        var plan = publishing.plan(course, version);
        title = getTranslation("courses.authoring.publish-title", plan.draft().title(), version);
        add(new Anchor(
                "authoring/" + course + "/" + version, "← " + getTranslation("courses.authoring.back-to-version")));
        switch (plan.draft().state()) {
            case DRAFT -> form(plan);
            case IN_REVIEW -> publishing.review(course, version).ifPresent(review -> review(plan, review));
            case PUBLISHED -> add(new Paragraph(getTranslation("courses.authoring.published")));
        }
        differences(plan);
    }

    private void form(PublishPlan plan) {
        var draft = plan.draft();
        if (!plan.toMend().isEmpty()) {
            add(new H2(getTranslation("courses.authoring.to-mend")), toMend(plan));
        }
        add(new H2(getTranslation("courses.authoring.what-changed")), changed(plan));
        var points = new MultiSelectComboBox<String>(getTranslation("courses.authoring.changed-points"));
        points.setItems(plan.points().keySet());
        points.setItemLabelGenerator(code -> plan.points().getOrDefault(code, code));
        points.setValue(plan.changes().certain());
        points.setHelperText(getTranslation("courses.authoring.changed-points-help"));
        points.setWidthFull();
        points.setId("changed-points");
        var effect = new Div();
        effect.setId("effect");
        effect.setWidthFull();
        var how = new RadioButtonGroup<How>(getTranslation("courses.authoring.how"));
        how.setItems(How.values());
        how.setItemLabelGenerator(one -> getTranslation("courses.authoring.how." + one));
        how.setId("how");
        var isChosen = new AtomicBoolean();
        how.addValueChangeListener(change -> isChosen.set(isChosen.get() || change.isFromClient()));
        var from = new DayPicker(getTranslation("courses.authoring.publish-from"), plan.today());
        from.setMin(plan.today());
        from.setId("publish-from");
        var due = new DayPicker(
                getTranslation("courses.authoring.recheck-due"), plan.today().plusDays(DAYS));
        due.setId("recheck-due");
        var reason = new TextArea(getTranslation("courses.authoring.publish-reason"));
        reason.setMaxLength(500);
        reason.setWidthFull();
        reason.setId("publish-reason");
        Runnable look = () -> {
            var shown = publishing.effect(draft.course(), draft.version(), points.getValue());
            effect.removeAll();
            effect.add(effect(shown, points.getValue(), plan.points()));
            var asks = !shown.affected().isEmpty();
            how.setVisible(asks);
            due.setVisible(asks);
            how.setItemEnabledProvider(one -> one != How.QUIZ || shown.questions() > 0);
            // Until the officer has chosen: questions where there are some, which depends on the points.
            if (!isChosen.get() || (how.getValue() == How.QUIZ && shown.questions() == 0)) {
                how.setValue(shown.questions() > 0 ? How.QUIZ : How.READ);
            }
        };
        points.addValueChangeListener(change -> look.run());
        look.run();
        var send = new Button(getTranslation("courses.authoring.send"), click -> {
            var choice =
                    how.isVisible() && how.getValue() != null ? how.getValue().toRecheck() : null;
            if (Notices.attempt(
                    this,
                    () -> publishing.send(
                            draft.course(),
                            draft.version(),
                            new PublishChoice(
                                    from.chosen(),
                                    points.getValue(),
                                    choice,
                                    choice == null ? null : due.chosen(),
                                    reason.getValue())))) {
                Notices.done(this, "courses.authoring.sent");
                show(draft.course(), draft.version());
            }
        });
        send.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_LARGE);
        send.setEnabled(!plan.isBlocked());
        send.setId("send");
        add(
                new H2(getTranslation("courses.authoring.which-points")),
                points,
                new H2(getTranslation("courses.authoring.what-follows")),
                effect,
                how,
                new Div(from, due),
                reason,
                send);
    }

    private void review(PublishPlan plan, PublishReview review) {
        var order = review.order();
        add(new Paragraph(getTranslation("courses.authoring.proposed-by", review.proposedBy(), review.reason())));
        add(new H2(getTranslation("courses.authoring.what-changed")), changed(plan));
        add(new H2(getTranslation("courses.authoring.what-follows")));
        add(new Paragraph(getTranslation("courses.authoring.from-day", order.from())));
        add(effect(review.effect(), order.points(), plan.points()));
        if (order.how() != null && order.due() != null) {
            add(new Paragraph(getTranslation(
                    "courses.authoring.recheck-by",
                    getTranslation("courses.authoring.how." + order.how()),
                    order.due())));
        }
        if (review.own()) {
            var waiting = new Paragraph(getTranslation("courses.authoring.waiting"));
            waiting.addClassName("mb-quiet");
            var back = new Button(getTranslation("courses.authoring.take-back"), click -> {
                if (Notices.attempt(this, () -> desk.withdraw(review.approval()))) {
                    show(order.course(), order.version());
                }
            });
            back.setId("take-back");
            add(waiting, back);
            return;
        }
        var note = new TextArea(getTranslation("courses.authoring.review-note"));
        note.setMaxLength(500);
        note.setWidthFull();
        note.setId("review-note");
        var approve =
                new Button(getTranslation("courses.authoring.approve"), click -> decide(review, true, note.getValue()));
        approve.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        approve.setId("approve");
        var refuse =
                new Button(getTranslation("courses.authoring.refuse"), click -> decide(review, false, note.getValue()));
        refuse.setId("refuse");
        var actions = new Div(approve, refuse);
        actions.addClassName("mb-actions");
        add(note, actions);
    }

    private void decide(PublishReview review, boolean approve, String note) {
        if (Notices.attempt(this, () -> desk.decide(Set.of(review.approval()), approve, note))) {
            Notices.done(this, approve ? "courses.authoring.approved" : "courses.authoring.refused-done");
            show(review.order().course(), review.order().version());
        }
    }

    private UnorderedList toMend(PublishPlan plan) {
        var list = new UnorderedList();
        plan.toMend()
                .forEach((code, found) -> found.forEach(finding -> {
                    var link = new Anchor(
                            "authoring/" + plan.draft().course() + "/"
                                    + plan.draft().version() + "/" + code,
                            code);
                    var item = new ListItem(link);
                    item.add(" " + getTranslation(finding.key(), finding.argument()));
                    if (finding.blocks()) {
                        item.addClassName("mb-refused");
                    }
                    list.add(item);
                }));
        list.setId("to-mend");
        return list;
    }

    private Div changed(PublishPlan plan) {
        var changed = new Div();
        changed.setId("changed");
        var changes = plan.changes();
        if (plan.draft().basedOn() == null) {
            changed.add(new Paragraph(getTranslation("courses.authoring.first-version")));
            return changed;
        }
        changed.add(new Paragraph(
                changes.lessons().isEmpty()
                        ? getTranslation(
                                "courses.authoring.no-lesson-changed",
                                plan.draft().basedOn())
                        : getTranslation(
                                "courses.authoring.lessons-changed",
                                plan.draft().basedOn(),
                                String.join(getTranslation("courses.list-comma"), changes.lessons()))));
        if (!changes.certain().isEmpty()) {
            changed.add(new Paragraph(
                    getTranslation("courses.authoring.certain", names(changes.certain(), plan.points()))));
        }
        if (!changes.toLookAt().isEmpty()) {
            changed.add(new Paragraph(
                    getTranslation("courses.authoring.to-look-at", names(changes.toLookAt(), plan.points()))));
        }
        return changed;
    }

    private Div effect(PublishEffect effect, Collection<String> points, Map<String, String> names) {
        var shown = new Div();
        if (points.isEmpty()) {
            shown.add(new Paragraph(getTranslation("courses.authoring.effect.nothing", effect.passed())));
            return shown;
        }
        shown.add(new Paragraph(getTranslation("courses.authoring.effect.points", names(points, names))));
        if (effect.affected().isEmpty()) {
            shown.add(new Paragraph(getTranslation("courses.authoring.effect.not-affected", effect.passed())));
            return shown;
        }
        shown.add(new Paragraph(getTranslation(
                "courses.authoring.effect.owing",
                effect.passed(),
                effect.affected().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(getTranslation("courses.list-comma"))),
                effect.owing())));
        shown.add(new Paragraph(
                effect.questions() == 0
                        ? getTranslation("courses.authoring.effect.no-question")
                        : getTranslation("courses.authoring.effect.questions", effect.questions())));
        var units = new Details(getTranslation("courses.authoring.effect.by-unit"));
        for (var unit : effect.units()) {
            units.add(new Details(
                    getTranslation(
                            "courses.authoring.effect.unit",
                            unit.name(),
                            unit.people().size()),
                    new Paragraph(String.join(getTranslation("courses.list-comma"), unit.people()))));
        }
        if (!effect.units().isEmpty()) {
            shown.add(units);
        }
        if (effect.elsewhere() > 0) {
            shown.add(new Paragraph(getTranslation("courses.authoring.effect.elsewhere", effect.elsewhere())));
        }
        return shown;
    }

    private void differences(PublishPlan plan) {
        var draft = plan.draft();
        var codes = plan.changes().lessons();
        if (draft.basedOn() == null || codes.isEmpty()) {
            return;
        }
        add(new H2(getTranslation("courses.authoring.difference.title")));
        for (var code : codes) {
            if (draft.removed().contains(code)) {
                add(new H3(getTranslation("courses.authoring.difference.removed", code)));
                continue;
            }
            var lesson = drafts.lesson(draft.course(), draft.version(), code);
            add(new H3(code + " " + lesson.text().title()));
            var before = lesson.before();
            add(new DifferencePanel(
                    LessonDifference.of(
                            before == null ? "" : before.body(), lesson.text().body()),
                    getTranslation("courses.authoring.difference.version", draft.basedOn()),
                    getTranslation("courses.authoring.difference.version", draft.version())));
        }
    }

    private String names(Collection<String> points, Map<String, String> names) {
        return points.stream()
                .map(point -> names.getOrDefault(point, point))
                .collect(Collectors.joining(getTranslation("courses.list-comma")));
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
