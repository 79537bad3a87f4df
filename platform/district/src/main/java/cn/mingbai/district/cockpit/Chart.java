package cn.mingbai.district.cockpit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart that the browser draws with Apache ECharts. It is a picture to those who cannot see it, with a sentence in its
 * place: its numbers stand in a table beside it.
 */
@Tag("mb-chart")
@JsModule("context://mingbai/cockpit/chart.js")
class Chart extends Component {

    /** Where ECharts lies in its WebJar; {@code chart.js} names the same file. */
    static final String LIBRARY = "webjars/echarts/5.5.0/echarts.common.min.js";

    /**
     * What is drawn.
     *
     * @param kind {@code lines} over days or {@code bars} of units
     * @param labels the days or the names of the units
     * @param series one for each line or kind of bar, in this order
     * @param marks days to mark; none with bars
     */
    record Drawing(String kind, List<String> labels, List<Series> series, List<Mark> marks) {}

    /**
     * One line or kind of bar.
     *
     * @param values percentages with one decimal, as many as there are labels; null where there is nobody
     * @param texts the same in words
     */
    record Series(String name, List<@Nullable Double> values, List<String> texts) {}

    /** A day and what it is. */
    record Mark(LocalDate day, String name) {}

    Chart(String sentence, Drawing drawing) {
        getElement().setAttribute("role", "img");
        getElement().setAttribute("aria-label", sentence);
        getElement().setPropertyBean("drawing", drawing);
        getElement().setAttribute("data-kind", drawing.kind());
    }
}
