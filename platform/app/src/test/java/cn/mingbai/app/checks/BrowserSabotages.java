package cn.mingbai.app.checks;

import java.util.List;

/** Of what browsers are told, of forms and markup, of texts that are more than texts, and of the reach of queries. */
public final class BrowserSabotages implements Sabotages {

    private static final String MARKUP = "<img src=x onerror=window.hurt=1>";

    @Override
    public List<Sabotage> all() {
        return List.of(
                new Sabotage(
                        "headers-unsaid",
                        "no answer tells the browser how to treat it",
                        BrowserDefencesCheckTest.class,
                        Break.skipping("cn.mingbai.app.BrowserDefences", "say")),
                new Sabotage(
                        "any-form-token",
                        "every token of a form is taken for the right one",
                        BrowserDefencesCheckTest.class,
                        Break.returning(
                                "org.springframework.security.web.csrf.CsrfFilter", "equalsConstantTime", true)),
                new Sabotage(
                        "foreign-pages",
                        "no page counts as another site's",
                        BrowserDefencesCheckTest.class,
                        Break.returning("cn.mingbai.app.OwnPagesOnly", "isForeign", false)),
                new Sabotage(
                        "unreadable-is-a-fault",
                        "a request that cannot be read is a fault of the server",
                        HostileInputsCheckTest.class,
                        Break.returning("cn.mingbai.app.UnreadableRequests", "status", null)),
                new Sabotage(
                        "markup-let-through",
                        "what cleans markup leaves a picture with a script",
                        "cn.mingbai.core.ui.CleanHtmlTest",
                        Break.returning("cn.mingbai.core.ui.CleanHtml", "clean", MARKUP)),
                new Sabotage(
                        "texts-as-markup",
                        "pages before the log-in and forms show texts without writing them as texts",
                        "cn.mingbai.app.e2e.StoredXssIT",
                        Break.property("mingbai.jobs.threads", "2"),
                        Break.echoing("org.unbescape.html.HtmlEscape", "escapeHtml4Xml")),
                new Sabotage(
                        "reach-of-all",
                        "the condition for what lies within reach is always true",
                        "cn.mingbai.app.access.AccessTest",
                        Break.returning("cn.mingbai.core.access.Reach", "covers", "1 = 1")),
                new Sabotage(
                        "searches-of-all",
                        "the condition for what lies within reach is always true, whatever is searched for",
                        "cn.mingbai.app.access.InjectionCheckTest",
                        Break.returning("cn.mingbai.core.access.Reach", "covers", "1 = 1")));
    }
}
