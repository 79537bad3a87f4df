package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AsOfPicker;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import cn.mingbai.courses.rate.TrainingRate;
import cn.mingbai.courses.records.Corrections;
import cn.mingbai.courses.requirements.Requirement;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why one person counts as they do: a sentence, what is owed, and every posting and record behind it. */
@Route("training-rate/:division/person/:person")
@PermitAll
@OpenTo(Action.VIEW_TRAINED_PEOPLE)
@StyleSheet("context://mingbai/courses.css")
class EvidenceView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final int REASON_LENGTH = 300;

    private final TrainingEvidence evidence;
    private final Corrections corrections;
    private final Divisions divisions;
    private final Clock clock;

    EvidenceView(TrainingEvidence evidence, Corrections corrections, Divisions divisions, Clock clock) {
        this.evidence = evidence;
        this.corrections = corrections;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var division = Asked.id(event, "division");
        var person = Asked.id(event, "person");
        show(
                new DivisionId(division),
                new PersonId(person),
                AsOfPicker.read(event.getLocation().getQueryParameters(), clock));
    }

    private void show(DivisionId division, PersonId person, AsOf asOf) {
        removeAll();
        var found = evidence.of(division, person, asOf);
        add(
                UnitRateView.link(
                        division,
                        AsOfPicker.parameters(asOf, Times.today(clock)),
                        getTranslation("courses.evidence.back")),
                new AsOfPicker(asOf, clock, parameters -> go(division, person, parameters)));
        var name = new H2(getTranslation(
                "courses.evidence.who", found.person().name(), found.person().staffNumber()));
        var why = new Paragraph(sentence(found, asOf));
        why.addClassName("mb-lead");
        why.setId("why");
        add(name, why, quiet(getTranslation("courses.evidence.as-of", asOf.day(), asOf.known())));
        if (!found.sameAs().isEmpty()) {
            add(quiet(getTranslation(
                    "courses.evidence.same-as", String.join(getTranslation("courses.list-comma"), found.sameAs()))));
        }
        if (!found.courses().isEmpty()) {
            add(new H3(getTranslation("courses.evidence.owed")));
            found.courses().forEach(course -> add(course(course)));
        }
        add(new H3(getTranslation("courses.evidence.postings")), postings(found.postings()));
        add(new H3(getTranslation("courses.evidence.records")));
        if (!found.records().isEmpty()) {
            add(new Anchor("certificates/" + person.value(), getTranslation("courses.certificate.link")));
        }
        add(found.records().isEmpty() ? new Paragraph(getTranslation("courses.evidence.no-records")) : records(found));
        if (!found.excuses().isEmpty()) {
            add(new H3(getTranslation("courses.evidence.excuses")), excuses(found.excuses()));
        }
    }

    private void go(DivisionId division, PersonId person, QueryParameters parameters) {
        getUI().ifPresent(ui -> ui.navigate(
                EvidenceView.class,
                new RouteParameters(
                        Map.of("division", String.valueOf(division.value()), "person", String.valueOf(person.value()))),
                parameters));
    }

    private String sentence(PersonEvidence found, AsOf asOf) {
        var person = found.person();
        var reason = getTranslation("courses.reason." + person.reason());
        var missing = found.courses().stream()
                .filter(course -> course.gap() != null)
                .map(course -> getTranslation(
                        "courses.evidence.missing",
                        course.course(),
                        getTranslation("courses.evidence.gap." + course.gap(), TrainingRate.BREAK_DAYS)))
                .collect(Collectors.joining(getTranslation("courses.list-semicolon")));
        return switch (person.reason()) {
            case MET ->
                getTranslation(
                        "courses.evidence.why.MET", asOf.day(), found.courses().size(), reason);
            case NOT_MET -> getTranslation("courses.evidence.why.NOT_MET", asOf.day(), missing, reason);
            case NEW_IN_GRACE ->
                getTranslation(
                        "courses.evidence.why.NEW_IN_GRACE",
                        missing,
                        found.courses().stream()
                                .flatMap(course -> course.requirements().stream())
                                .mapToInt(Requirement::graceDays)
                                .min()
                                .orElse(0),
                        reason);
            case EXEMPT, LONG_LEAVE ->
                getTranslation(
                        "courses.evidence.why.EXCUSED",
                        missing,
                        found.excuses().stream()
                                .filter(one -> one.reason() == person.reason()
                                        && !one.from().isAfter(asOf.day())
                                        && one.to().isAfter(asOf.day()))
                                .map(PersonEvidence.Excused::basis)
                                .collect(Collectors.joining(getTranslation("courses.list-comma"))),
                        reason);
            case LEFT ->
                getTranslation(
                        "courses.evidence.why.LEFT",
                        person.posts().stream()
                                .map(TrainedPerson.Post::to)
                                .max(Comparator.naturalOrder())
                                .map(this::day)
                                .orElse(""),
                        reason);
            case DATA_INCOMPLETE -> getTranslation("courses.evidence.why.DATA_INCOMPLETE", reason);
        };
    }

    private Component course(PersonEvidence.Owed course) {
        var box = new Div();
        box.addClassName("mb-course");
        var title = new Paragraph(getTranslation("courses.evidence.course", course.course(), course.title()));
        var state = new Span(
                course.pass() != null
                        ? getTranslation("courses.evidence.met-by-record", course.pass())
                        : getTranslation("courses.evidence.gap." + course.gap(), TrainingRate.BREAK_DAYS));
        state.addClassName(course.pass() != null ? "mb-done" : "mb-left");
        box.add(title, new Paragraph(state));
        box.add(new Paragraph(validity(course)));
        for (var requirement : course.requirements()) {
            box.add(quiet(getTranslation(
                    "courses.evidence.requirement",
                    requirement.divisionName(),
                    getTranslation("core.duty." + requirement.duty()),
                    window(requirement),
                    getTranslation("courses.evidence.met-by." + requirement.metBy()),
                    course.due(),
                    requirement.basis())));
        }
        return box;
    }

    private String validity(PersonEvidence.Owed course) {
        var until = course.validUntil();
        var valid = until == null
                ? getTranslation("courses.evidence.not-valid")
                : until.equals(LocalDate.MAX)
                        ? getTranslation("courses.evidence.valid-for-ever")
                        : getTranslation("courses.evidence.valid-until", until);
        var rechecks = course.rechecks().stream()
                .map(recheck -> getTranslation("courses.evidence.recheck", recheck.version(), recheck.due()))
                .collect(Collectors.joining());
        return getTranslation(course.tookPart() ? "courses.evidence.took-part" : "courses.evidence.stayed-away")
                + getTranslation("courses.list-semicolon")
                + valid
                + rechecks;
    }

    private String window(Requirement requirement) {
        return getTranslation(
                "courses.evidence.window." + requirement.window(),
                requirement.windowMonths(),
                requirement.carryMonths());
    }

    private Component postings(List<PersonEvidence.Posting> postings) {
        var table = new FigureTable(getTranslation("courses.evidence.postings"))
                .column(getTranslation("courses.people.post"), Column.TEXT)
                .column(getTranslation("courses.evidence.from"), Column.SHORT_TEXT)
                .column(getTranslation("courses.evidence.to"), Column.SHORT_TEXT)
                .column(getTranslation("courses.evidence.recorded"), Column.WIDE_TEXT);
        for (var posting : postings) {
            var recorded = recorded(posting.recordedAt(), posting.recordedBy());
            var row = table.row(
                    getTranslation(
                            "courses.people.post-line",
                            posting.unit().isEmpty() ? getTranslation("courses.evidence.elsewhere") : posting.unit(),
                            getTranslation("core.duty." + posting.duty())),
                    posting.from(),
                    posting.supersededAt() == null
                            ? day(posting.to())
                            : getTranslation("courses.evidence.superseded", day(posting.supersededAt())),
                    recorded);
            if (posting.supersededAt() != null) {
                row.addClassName("mb-quiet");
            }
        }
        return table;
    }

    private Component records(PersonEvidence found) {
        var table = new FigureTable(getTranslation("courses.evidence.records"))
                .column(getTranslation("courses.evidence.day"), Column.SHORT_TEXT)
                .column(getTranslation("courses.evidence.what"), Column.TEXT)
                .column(getTranslation("courses.evidence.standing"), Column.TEXT)
                .column(getTranslation("courses.people.evidence"), Column.WIDE_TEXT)
                .column(getTranslation("courses.evidence.recorded"), Column.WIDE_TEXT)
                .column("", Column.TEXT);
        var mayCorrect = divisions.may(Action.RECORD_TRAINING);
        for (var record : found.records()) {
            var what = getTranslation(
                    "courses.evidence.record",
                    getTranslation("courses.evidence.kind." + record.kind()),
                    record.course(),
                    record.version(),
                    record.score() == null ? "" : getTranslation("courses.evidence.score", record.score()),
                    record.hours() == null ? "" : getTranslation("courses.evidence.hours", record.hours()));
            table.row(
                    record.on(),
                    what,
                    standing(record),
                    proof(record),
                    entered(record),
                    correction(record, mayCorrect));
        }
        return table;
    }

    /** What stands can be proposed for reversal; a second person decides. */
    private Component correction(PersonEvidence.Record record, boolean mayCorrect) {
        if (!mayCorrect || record.reversal() != null) {
            return new Span();
        }
        var button = new Button(
                getTranslation("courses.record.reverse"),
                click -> new ReasonDialog(
                                getTranslation("courses.record.reverse.title"),
                                getTranslation("courses.record.reverse.text"),
                                getTranslation("courses.record.reverse.reason"),
                                getTranslation("courses.record.reverse.confirm"),
                                REASON_LENGTH,
                                reason -> {
                                    corrections.propose(record.id(), reason);
                                    Notices.done(this, "courses.record.reverse.proposed");
                                })
                        .open());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        button.setId("reverse-" + record.id());
        return button;
    }

    private Component standing(PersonEvidence.Record record) {
        var reversal = record.reversal();
        if (reversal == null) {
            return new Span(getTranslation("courses.evidence.standing." + record.standing()));
        }
        return new Span(getTranslation(
                "courses.evidence.reversal",
                day(reversal.at()),
                reversal.reason(),
                name(reversal.by()),
                name(reversal.second())));
    }

    private Component proof(PersonEvidence.Record record) {
        var proof = new Div(new Span(getTranslation("courses.evidence.number", record.id(), record.evidence())));
        if (record.heldClass() != null) {
            proof.add(new Span(getTranslation("courses.list-semicolon") + record.heldClass()));
        }
        for (var i = 0; i < record.sheets().size(); i++) {
            proof.add(
                    new Span(getTranslation("courses.list-semicolon")),
                    new Anchor(record.sheets().get(i), getTranslation("courses.evidence.sheet", i + 1)));
        }
        return proof;
    }

    private String entered(PersonEvidence.Record record) {
        var when = recorded(record.recordedAt(), null);
        return record.enteredBy() == null
                ? when
                : when
                        + getTranslation("courses.list-semicolon")
                        + getTranslation("courses.evidence.entered-by", record.enteredBy());
    }

    private Component excuses(List<PersonEvidence.Excused> excuses) {
        var table = new FigureTable(getTranslation("courses.evidence.excuses"))
                .column(getTranslation("courses.people.reason"), Column.SHORT_TEXT)
                .column(getTranslation("courses.evidence.basis"), Column.TEXT)
                .column(getTranslation("courses.evidence.from"), Column.SHORT_TEXT)
                .column(getTranslation("courses.evidence.to"), Column.SHORT_TEXT)
                .column(getTranslation("courses.evidence.approved"), Column.WIDE_TEXT);
        for (var excuse : excuses) {
            table.row(
                    getTranslation("courses.reason." + excuse.reason()),
                    excuse.basis(),
                    excuse.from(),
                    day(excuse.to()),
                    getTranslation(
                            "courses.evidence.approved-by", name(excuse.recordedBy()), name(excuse.approvedBy())));
        }
        return table;
    }

    private String recorded(Instant at, @Nullable String by) {
        var time = LocalDateTime.ofInstant(at, Times.ZONE).truncatedTo(ChronoUnit.MINUTES);
        var text = time.toLocalDate() + " " + time.toLocalTime();
        return by == null ? text : text + getTranslation("courses.list-comma") + by;
    }

    private String day(LocalDate day) {
        return day.equals(Times.NO_END) ? getTranslation("courses.evidence.no-end") : day.toString();
    }

    private String day(Instant at) {
        return Times.dayOf(at).toString();
    }

    private String name(@Nullable String name) {
        return name == null ? getTranslation("courses.evidence.nobody") : name;
    }

    private static Paragraph quiet(String text) {
        var paragraph = new Paragraph(text);
        paragraph.addClassName("mb-quiet");
        return paragraph;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.evidence.title");
    }
}
