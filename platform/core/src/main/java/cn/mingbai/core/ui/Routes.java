package cn.mingbai.core.ui;

import cn.mingbai.core.access.Action;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.RouteConfiguration;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells pages of Flow from others. */
public final class Routes {

    private Routes() {}

    /** Whether a view answers {@code path} (without leading slash; a query is ignored): links to others must leave Flow. */
    public static boolean isView(String path) {
        return view(path).isPresent();
    }

    /**
     * Whether the caller's role opens {@code path}, so that a link to it is no dead end; what is no view is asked itself.
     *
     * @param may whether the caller may do an action anywhere
     */
    public static boolean mayOpen(String path, Predicate<Action> may) {
        return OpenTo.Check.mayOpen(view(path).orElse(null), may);
    }

    private static Optional<Class<? extends Component>> view(String path) {
        return RouteConfiguration.forApplicationScope().getRoute(path.replaceFirst("[?#].*", ""));
    }
}
