package cn.mingbai.courses.authoring;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;

/** All courses as officers work on them: what is published, what is being written, what waits for a second person. */
@Route("authoring")
@PermitAll
@OpenTo(Action.EDIT_COURSES)
@StyleSheet("context://mingbai/courses.css")
class AuthoringView extends VerticalLayout implements HasDynamicTitle {

    private final CourseDrafts drafts;
    private final CoursePublishing publishing;
    private final Clock clock;

    AuthoringView(CourseDrafts drafts, CoursePublishing publishing, Clock clock) {
        this.drafts = drafts;
        this.publishing = publishing;
        this.clock = clock;
        addClassName("mb-page");
        show();
    }

    private void show() {
        removeAll();
        add(new Anchor("courses", "← " + getTranslation("courses.mine.title")));
        add(new Paragraph(getTranslation("courses.authoring.intro")));
        var table = new FigureTable(getTranslation("courses.authoring.title"))
                .column(getTranslation("courses.authoring.course"), FigureTable.Column.TEXT)
                .column(getTranslation("courses.authoring.in-force"), FigureTable.Column.WIDE_TEXT)
                .column(getTranslation("courses.authoring.in-work"), FigureTable.Column.TEXT)
                .column(getTranslation("courses.authoring.actions"), FigureTable.Column.TEXT);
        for (var course : drafts.courses()) {
            table.row(
                    new Span(course.code() + " " + course.title()),
                    inForce(course),
                    course.open().map(this::open).orElseGet(() -> new Span("—")),
                    actions(course));
        }
        add(table, new H2(getTranslation("courses.authoring.new-course")), newCourse());
    }

    private String inForce(CourseInWork course) {
        var today = Times.today(clock);
        return course.published(today)
                .map(version -> Times.NO_END.equals(version.to())
                        ? getTranslation("courses.authoring.since", version.version(), version.from())
                        : getTranslation(
                                "courses.authoring.since-until", version.version(), version.from(), version.to()))
                .orElseGet(() -> course.versions().stream()
                        .filter(version ->
                                version.from() != null && version.from().isAfter(today))
                        .findFirst()
                        .map(version -> getTranslation("courses.authoring.from", version.version(), version.from()))
                        .orElse(getTranslation("courses.authoring.not-in-force")));
    }

    private Component open(CourseInWork.Version version) {
        var words = switch (version.state()) {
            case IN_REVIEW -> getTranslation("courses.authoring.version-in-review", version.version());
            case DRAFT ->
                version.shippedAs() != null && version.editedBy() == null
                        ? getTranslation("courses.authoring.version-shipped", version.version())
                        : getTranslation("courses.authoring.version-draft", version.version());
            case PUBLISHED -> "";
        };
        var by = version.editedBy();
        return by == null ? new Span(words) : new Span(new Span(words + " "), quiet(by));
    }

    private static Span quiet(String text) {
        var span = new Span(text);
        span.addClassName("mb-quiet");
        return span;
    }

    private Div actions(CourseInWork course) {
        var actions = new Div();
        actions.addClassName("mb-links");
        var open = course.open();
        if (open.isPresent()) {
            var path = "authoring/" + course.code() + "/" + open.get().version();
            var review = open.get().state() == CourseInWork.State.IN_REVIEW;
            var link = new Anchor(
                    review ? path + "/publish" : path,
                    getTranslation(review ? "courses.authoring.look" : "courses.authoring.go-on"));
            link.setId("open-" + course.code());
            actions.add(link);
        } else {
            var begin = new Button(
                    getTranslation("courses.authoring.new-version"),
                    click -> Notices.attempt(this, () -> {
                        var version = drafts.beginVersion(course.code());
                        getUI().ifPresent(ui -> ui.navigate("authoring/" + course.code() + "/" + version));
                    }));
            begin.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            begin.setId("begin-" + course.code());
            actions.add(begin);
        }
        if (course.versions().stream().anyMatch(version -> version.to() != null && Times.NO_END.equals(version.to()))) {
            if (publishing.isWithdrawing(course.code())) {
                actions.add(quiet(getTranslation("courses.authoring.withdrawing")));
            } else {
                var withdraw = new Button(getTranslation("courses.authoring.withdraw"), click -> askWithdrawal(course));
                withdraw.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
                withdraw.setId("withdraw-" + course.code());
                actions.add(withdraw);
            }
        }
        return actions;
    }

    private void askWithdrawal(CourseInWork course) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("courses.authoring.withdraw-title", course.title()));
        var from = new DayPicker(getTranslation("courses.authoring.withdraw-from"), Times.today(clock));
        from.setId("withdraw-from");
        var reason = new TextArea(getTranslation("courses.authoring.withdraw-reason"));
        reason.setId("withdraw-reason");
        reason.setWidthFull();
        reason.setMaxLength(500);
        dialog.add(new Paragraph(getTranslation("courses.authoring.withdraw-text")), from, reason);
        var send = new Button(getTranslation("courses.authoring.withdraw-send"), click -> {
            if (Notices.attempt(
                    this, () -> publishing.proposeWithdrawal(course.code(), from.chosen(), reason.getValue()))) {
                dialog.close();
                Notices.done(this, "courses.authoring.sent");
                show();
            }
        });
        send.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        send.setId("withdraw-send");
        dialog.getFooter().add(new Button(getTranslation("courses.authoring.cancel"), click -> dialog.close()), send);
        dialog.open();
    }

    private Div newCourse() {
        var title = new TextField(getTranslation("courses.authoring.course-title"));
        title.setMaxLength(100);
        title.setId("new-course-title");
        var begin = new Button(
                getTranslation("courses.authoring.begin"),
                click -> Notices.attempt(this, () -> {
                    var code = drafts.begin(title.getValue());
                    getUI().ifPresent(ui -> ui.navigate("authoring/" + code + "/1"));
                }));
        begin.setId("new-course");
        var form = new Div(title, begin);
        form.addClassName("mb-actions");
        return form;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.authoring.title");
    }
}
