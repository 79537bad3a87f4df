package cn.mingbai.courses.heldclass;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Plans a class, or changes the plan of the one in the address. */
@Route("held-class-plan")
@PermitAll
@OpenTo(Action.RECORD_TRAINING)
@StyleSheet("context://mingbai/courses.css")
class HeldClassPlanView extends VerticalLayout implements HasUrlParameter<Long>, HasDynamicTitle {

    private final HeldClasses classes;
    private final Divisions divisions;
    private final Clock clock;
    private @Nullable HeldClassForm form;
    private boolean changes;

    HeldClassPlanView(HeldClasses classes, Divisions divisions, Clock clock) {
        this.classes = classes;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long id) {
        removeAll();
        changes = id != null;
        var shown = id == null ? null : classes.one(new ClassId(id));
        form = new HeldClassForm(
                divisions.reachable(Action.RECORD_TRAINING),
                classes::courses,
                Times.today(clock),
                shown,
                () -> save(shown));
        add(form, new Anchor(id == null ? "held-classes" : "held-class/" + id, getTranslation("courses.class.keep")));
    }

    private void save(@Nullable HeldClass shown) {
        var entered = form;
        if (entered == null) {
            return;
        }
        Notices.attempt(this, () -> {
            ClassId id;
            if (shown == null) {
                id = classes.plan(entered.division(), entered.draft());
            } else {
                id = shown.id();
                classes.change(id, entered.draft());
            }
            Notices.done(this, "courses.class.saved", classes.one(id).people().size());
            getUI().ifPresent(ui -> ui.navigate(HeldClassView.class, id.value()));
        });
    }

    @Override
    public String getPageTitle() {
        return getTranslation(changes ? "courses.class.edit" : "courses.class.new");
    }
}
