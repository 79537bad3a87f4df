package cn.mingbai.core.ui;

import com.vaadin.flow.router.RouteConfiguration;

/** Tells pages of Flow from others. */
public final class Routes {

    private Routes() {}

    /** Whether a view answers {@code path} (without leading slash; a query is ignored): links to others must leave Flow. */
    public static boolean isView(String path) {
        return RouteConfiguration.forApplicationScope()
                .getRoute(path.replaceFirst("[?#].*", ""))
                .isPresent();
    }
}
