package cn.mingbai.core.ui;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.AccessRefused;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterListener;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The action without which a view does not open. Every signed-in view bears it; the services check again. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OpenTo {

    /** The action, held anywhere. */
    Action value();

    /** Refuses a view whose action the caller may nowhere do. */
    @Component
    final class Check implements VaadinServiceInitListener, BeforeEnterListener {

        private final Access access;

        Check(Access access) {
            this.access = access;
        }

        static boolean mayOpen(@Nullable Class<?> view, Predicate<Action> may) {
            var openTo = view == null ? null : view.getAnnotation(OpenTo.class);
            return openTo == null || may.test(openTo.value());
        }

        @Override
        public void serviceInit(ServiceInitEvent event) {
            event.getSource().addUIInitListener(init -> init.getUI().addBeforeEnterListener(this));
        }

        @Override
        public void beforeEnter(BeforeEnterEvent event) {
            if (access.callerIfAny().isPresent() && !mayOpen(event.getNavigationTarget(), access::may)) {
                event.rerouteToError(new AccessRefused("core.access.refused"), "");
            }
        }
    }
}
