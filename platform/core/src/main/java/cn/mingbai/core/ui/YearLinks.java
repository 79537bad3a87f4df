package cn.mingbai.core.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.router.BeforeEnterEvent;

/** Links to the years of a list, the latest first; the one that is shown is the page's parameter {@code year}. */
public final class YearLinks extends Nav {

    private static final int YEARS_BACK = 3;

    /**
     * Links to the last years.
     *
     * @param route the page's route, without parameters
     * @param latest the first year that is offered
     * @param thisYear the current year
     * @param shown the year that is shown
     */
    public YearLinks(String route, int latest, int thisYear, int shown) {
        addClassName("mb-filters");
        for (var year = latest; year >= thisYear - YEARS_BACK; year--) {
            var link = new Anchor(route + "?year=" + year, getTranslation("core.year", String.valueOf(year)));
            if (year == shown) {
                link.getElement().setAttribute("aria-current", "page");
            }
            add(link);
        }
    }

    /** The year that the address asks for, or {@code otherwise} when it asks for none that can be. */
    public static int asked(BeforeEnterEvent event, int otherwise) {
        return event.getLocation()
                .getQueryParameters()
                .getSingleParameter("year")
                .filter(text -> text.matches("20\\d\\d"))
                .map(Integer::valueOf)
                .orElse(otherwise);
    }
}
