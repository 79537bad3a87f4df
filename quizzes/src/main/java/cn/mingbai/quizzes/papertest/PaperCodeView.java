package cn.mingbai.quizzes.papertest;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** Where the code on a printed paper leads: to what is typed from it. */
@Route("T")
@PermitAll
@OpenTo(Action.RECORD_TRAINING)
class PaperCodeView extends Div implements HasUrlParameter<String> {

    private final DrawnPapers papers;

    PaperCodeView(DrawnPapers papers) {
        this.papers = papers;
    }

    @Override
    public void setParameter(BeforeEvent event, String code) {
        var test = papers.testOf(code);
        event.forwardTo("drawn-papers/" + test.value(), QueryParameters.of(DrawnPapersView.CODE, code));
    }
}
