package cn.mingbai.district.bulletins;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.spreadsheet.ExportFooter;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.print.Report;
import cn.mingbai.print.Report.Column;
import cn.mingbai.print.Report.Table;
import cn.mingbai.print.ReportPrinter;
import cn.mingbai.print.UndrawableTextException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A bulletin in words, as a page to print, and as a table. */
@Component
class BulletinFiles {

    private static final List<String> DEFINITIONS = List.of(
            "district.export.define-by-rule",
            "district.export.define-everyone",
            "district.export.define-reached",
            "district.export.define-named",
            "district.bulletin.define-boards");

    private final Texts texts;

    BulletinFiles(Texts texts) {
        this.texts = texts;
    }

    /** The sentences of a bulletin: both rates, what was done, what is left. */
    List<String> sentences(Bulletin bulletin, Locale locale) {
        var total = bulletin.total();
        var done = total.done();
        var reached = total.coverage().reached();
        var met = total.training().byRule();
        var nobody = texts.get(locale, "district.no-people");
        var nothing = texts.get(locale, "district.no-households");
        var notYet = texts.get(locale, "district.bulletin.not-yet");
        var visits = Arrays.stream(VisitOutcome.values())
                .filter(outcome -> done.visits(outcome) > 0)
                .map(outcome -> texts.get(
                        locale,
                        "district.bulletin.of",
                        texts.get(locale, "households.outcome." + outcome),
                        done.visits(outcome)))
                .collect(Collectors.joining(texts.get(locale, "district.bulletin.comma")));
        return List.of(
                texts.get(
                        locale,
                        "district.bulletin.training",
                        Bulletins.words(met, nobody),
                        Bulletins.words(bulletin.metBefore(), notYet),
                        Bulletins.words(total.training().everyone(), nobody)),
                texts.get(
                        locale,
                        "district.bulletin.outreach",
                        Bulletins.words(reached, nothing),
                        Bulletins.words(bulletin.reachedBefore(), notYet),
                        Bulletins.words(total.coverage().named(), nothing)),
                texts.get(
                        locale,
                        "district.bulletin.done",
                        done.held().classes(),
                        done.held().attendances(),
                        done.visitsInAll(),
                        visits.isEmpty() ? "" : texts.get(locale, "district.bulletin.in-brackets", visits),
                        done.boards().posted(),
                        done.boards().checked(),
                        done.boards().takenDown()),
                texts.get(
                        locale,
                        "district.bulletin.left",
                        met.left(),
                        reached.left(),
                        total.withoutWorker(),
                        done.boards().left()));
    }

    String title(Bulletin bulletin, Locale locale) {
        return texts.get(
                locale,
                "district.bulletin.heading",
                bulletin.total().division().name(),
                bulletin.phase().name());
    }

    String period(Bulletin bulletin, Locale locale) {
        return texts.get(
                locale,
                "district.bulletin.period",
                bulletin.campaign().name(),
                bulletin.campaign().documentNumber(),
                bulletin.phase().from(),
                bulletin.asOf().day(),
                bulletin.asOf().known());
    }

    String name(BulletinRow row, Locale locale) {
        return row.own()
                ? texts.get(locale, "district.bulletin.own", row.division().name())
                : row.division().name();
    }

    byte[] pdf(Bulletin bulletin, String note, String by, Locale locale) {
        var lead = new ArrayList<String>();
        lead.add(period(bulletin, locale));
        lead.addAll(sentences(bulletin, locale));
        note.lines().filter(line -> !line.isBlank()).map(String::strip).forEach(lead::add);
        var total = bulletin.total();
        var rows = Stream.concat(
                        bulletin.rows().stream().map(row -> cells(row, name(row, locale), locale)),
                        Stream.of(cells(total, texts.get(locale, "district.bulletin.total"), locale)))
                .toList();
        var repeats = total.training().repeats();
        var notes = new ArrayList<String>();
        if (repeats > 0) {
            notes.add(texts.get(locale, "district.bulletin.repeats", repeats));
        }
        notes.add(texts.get(locale, "district.bulletin.notes"));
        var report = new Report(
                title(bulletin, locale),
                lead,
                List.of(new Table(texts.get(locale, "district.bulletin.by-unit"), columns(locale), rows)),
                notes,
                List.of(
                        texts.get(
                                locale,
                                "district.bulletin.proof",
                                bulletin.asOf().day(),
                                bulletin.asOf().known(),
                                by),
                        texts.get(locale, "district.bulletin.proof-again")),
                texts.get(locale, "district.bulletin.page", "{0}", "{1}"),
                "");
        var out = new ByteArrayOutputStream();
        try {
            ReportPrinter.write(report, out);
        } catch (UndrawableTextException undrawable) {
            throw new RuleViolation("district.bulletin.undrawable", String.join(" ", undrawable.characters()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("expected to write a bulletin into memory", impossible);
        }
        return out.toByteArray();
    }

    private List<Column> columns(Locale locale) {
        return List.of(
                Column.text(texts.get(locale, "district.unit"), 2.4f),
                number("by-rule", 1.5f, locale),
                number("everyone", 1.5f, locale),
                number("reached", 1.5f, locale),
                number("named", 1.5f, locale),
                number("classes", 1.1f, locale),
                number("visits", 1.1f, locale),
                number("posted", 1.1f, locale),
                number("left-people", 1.1f, locale),
                number("left-households", 1.1f, locale),
                number("left-boards", 1.2f, locale));
    }

    private Column number(String key, float share, Locale locale) {
        return Column.number(texts.get(locale, "district.bulletin.column." + key), share);
    }

    private List<String> cells(BulletinRow row, String name, Locale locale) {
        var nobody = texts.get(locale, "district.bulletin.none");
        return List.of(
                name,
                percent(row.training().byRule(), nobody),
                percent(row.training().everyone(), nobody),
                percent(row.coverage().reached(), nobody),
                percent(row.coverage().named(), nobody),
                String.valueOf(row.done().held().classes()),
                String.valueOf(row.done().visitsInAll()),
                String.valueOf(row.done().boards().posted()),
                String.valueOf(row.training().byRule().left()),
                String.valueOf(row.coverage().reached().left()),
                String.valueOf(row.done().boards().left()));
    }

    private static String percent(Share share, String nobody) {
        return share.isEmpty() ? nobody : share.percent();
    }

    byte[] xlsx(Bulletin bulletin, String by, Locale locale) {
        var headings = new ArrayList<String>();
        headings.add(texts.get(locale, "district.unit"));
        for (var key : List.of(
                "required",
                "met",
                "left-people",
                "met-share",
                "everyone",
                "everyone-share",
                "due",
                "reached",
                "left-households",
                "reached-share",
                "named",
                "named-share",
                "no-worker")) {
            headings.add(texts.get(locale, "district.export." + key));
        }
        headings.add(texts.get(locale, "district.bulletin.column.classes"));
        headings.add(texts.get(locale, "district.bulletin.column.attendances"));
        headings.add(texts.get(locale, "district.bulletin.column.visits"));
        for (var outcome : VisitOutcome.values()) {
            headings.add(texts.get(locale, "households.outcome." + outcome));
        }
        for (var key : List.of("posted", "checked", "taken-down", "places", "left-boards")) {
            headings.add(texts.get(locale, "district.bulletin.column." + key));
        }
        var rows = new ArrayList<List<Object>>();
        bulletin.rows().forEach(row -> rows.add(values(row, name(row, locale), locale)));
        rows.add(values(bulletin.total(), texts.get(locale, "district.bulletin.total"), locale));
        var footer = new ArrayList<String>();
        footer.add(period(bulletin, locale));
        footer.addAll(sentences(bulletin, locale));
        if (bulletin.total().training().repeats() > 0) {
            footer.add(texts.get(
                    locale,
                    "district.bulletin.repeats",
                    bulletin.total().training().repeats()));
        }
        footer.addAll(ExportFooter.lines(
                texts,
                locale,
                bulletin.total().division().name(),
                bulletin.asOf(),
                by,
                DEFINITIONS.stream().map(key -> texts.get(locale, key)).toList()));
        return SheetWriter.xlsx(
                texts.get(locale, "district.bulletin.title"),
                new SheetTable(title(bulletin, locale), headings, rows, footer));
    }

    private List<Object> values(BulletinRow row, String name, Locale locale) {
        var training = row.training();
        var coverage = row.coverage();
        var done = row.done();
        var nobody = texts.get(locale, "district.no-people");
        var nothing = texts.get(locale, "district.no-households");
        var values = new ArrayList<Object>(List.of(
                name,
                training.byRule().of(),
                training.byRule().count(),
                training.byRule().left(),
                percent(training.byRule(), nobody),
                training.everyone().of(),
                percent(training.everyone(), nobody),
                coverage.due(),
                coverage.reached().count(),
                coverage.reached().left(),
                percent(coverage.reached(), nothing),
                coverage.named().count(),
                percent(coverage.named(), nothing),
                row.withoutWorker(),
                done.held().classes(),
                done.held().attendances(),
                done.visitsInAll()));
        for (var outcome : VisitOutcome.values()) {
            values.add(done.visits(outcome));
        }
        values.addAll(List.of(
                done.boards().posted(),
                done.boards().checked(),
                done.boards().takenDown(),
                done.boards().places(),
                done.boards().left()));
        return values;
    }
}
