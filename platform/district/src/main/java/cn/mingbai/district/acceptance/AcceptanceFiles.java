package cn.mingbai.district.acceptance;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.spreadsheet.ExportFooter;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.time.Times;
import cn.mingbai.print.Report;
import cn.mingbai.print.Report.Column;
import cn.mingbai.print.Report.Table;
import cn.mingbai.print.ReportPrinter;
import cn.mingbai.print.UndrawableTextException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An acceptance sheet in words, as a page to print and sign, and as a table. */
@Component
class AcceptanceFiles {

    private static final int HALF_SEAL = 32;

    private final Texts texts;

    AcceptanceFiles(Texts texts) {
        this.texts = texts;
    }

    String title(AcceptanceSheet sheet, Locale locale) {
        return get(locale, "heading", sheet.townName(), sheet.phaseName());
    }

    /** The lines above the table: of which campaign and days, what was asked, how it stands. */
    List<String> lead(AcceptanceSheet sheet, Locale locale) {
        return List.of(
                get(
                        locale,
                        "period",
                        sheet.campaignName(),
                        sheet.documentNumber(),
                        sheet.from(),
                        sheet.last(),
                        sheet.asOf().day(),
                        sheet.asOf().known()),
                sheet.requirementsSet() == null
                        ? get(locale, "asked-shipped")
                        : get(locale, "asked-set", sheet.requirementsSet()),
                get(
                        locale,
                        "counts",
                        sheet.count(AcceptanceVerdict.MET),
                        sheet.count(AcceptanceVerdict.NOT_MET),
                        sheet.count(AcceptanceVerdict.NOT_ASSESSED)));
    }

    /** What was concluded and by whom; that nobody has signed it when there is no acceptance. */
    List<String> conclusion(@Nullable Acceptance acceptance, Locale locale) {
        if (acceptance == null) {
            return List.of(get(locale, "not-signed"));
        }
        var lines = new ArrayList<String>();
        lines.add(get(locale, "concluded", get(locale, "conclusion." + acceptance.conclusion())));
        if (!acceptance.remark().isEmpty()) {
            lines.add(get(locale, "remarked", acceptance.remark().replace('\n', ' ')));
        }
        if (acceptance.correctBy() != null) {
            lines.add(get(locale, "correct-by", acceptance.correctBy()));
        }
        lines.add(get(
                locale,
                "proposed-by",
                acceptance.proposer(),
                Times.dayOf(acceptance.proposedAt()).toString()));
        var decidedAt = acceptance.decidedAt();
        lines.add(
                decidedAt == null
                        ? get(locale, "state.OPEN")
                        : get(
                                locale,
                                "decided-by",
                                get(locale, "state." + acceptance.state()),
                                acceptance.decider(),
                                Times.dayOf(decidedAt).toString()));
        return lines;
    }

    byte[] pdf(AcceptanceSheet sheet, @Nullable Acceptance acceptance, String by, Locale locale) {
        var notes = new ArrayList<>(conclusion(acceptance, locale));
        notes.add(get(locale, "print-note"));
        notes.add("　");
        notes.add(get(locale, "signatures", sheet.townName()));
        notes.add("　");
        notes.add(get(locale, "signatures-date"));
        var proof = new ArrayList<String>();
        proof.add(get(locale, "proof", sheet.asOf().day(), sheet.asOf().known(), by));
        if (acceptance == null) {
            proof.add(get(locale, "proof-draft"));
        } else {
            var seal = acceptance.seal();
            proof.add(get(locale, "proof-seal", String.valueOf(acceptance.id().value()), seal.substring(0, HALF_SEAL)));
            proof.add(seal.substring(HALF_SEAL));
        }
        var report = new Report(
                title(sheet, locale),
                lead(sheet, locale),
                List.of(new Table(
                        get(locale, "lines"),
                        List.of(
                                Column.text(get(locale, "column.item"), 1.8f),
                                Column.text(get(locale, "column.asked"), 2.1f),
                                Column.text(get(locale, "column.found"), 6.2f),
                                Column.text(get(locale, "column.verdict"), 1.1f),
                                Column.text(get(locale, "column.why"), 2.2f)),
                        sheet.lines().stream().map(line -> cells(line, locale)).toList())),
                notes,
                proof,
                texts.get(locale, "district.bulletin.page", "{0}", "{1}"),
                "");
        var out = new ByteArrayOutputStream();
        try {
            ReportPrinter.write(report, out);
        } catch (UndrawableTextException undrawable) {
            throw new RuleViolation("district.bulletin.undrawable", String.join(" ", undrawable.characters()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("expected to write an acceptance sheet into memory", impossible);
        }
        return out.toByteArray();
    }

    private List<String> cells(AcceptanceLine line, Locale locale) {
        return List.of(
                item(line.item(), locale),
                line.asked().in(locale),
                line.found().in(locale),
                verdict(line.verdict(), locale),
                line.why().in(locale));
    }

    byte[] xlsx(AcceptanceSheet sheet, @Nullable Acceptance acceptance, String by, Locale locale) {
        var footer = new ArrayList<>(lead(sheet, locale));
        footer.addAll(conclusion(acceptance, locale));
        if (acceptance != null) {
            footer.add(get(locale, "proof-seal", String.valueOf(acceptance.id().value()), acceptance.seal()));
        }
        footer.addAll(ExportFooter.lines(
                texts,
                locale,
                sheet.townName(),
                sheet.asOf(),
                by,
                List.of(
                        texts.get(locale, "district.export.define-by-rule"),
                        texts.get(locale, "district.export.define-reached"),
                        texts.get(locale, "district.export.define-named"),
                        get(locale, "define-aware"))));
        var headings = List.of("item", "asked", "found", "count", "of", "share", "verdict", "why").stream()
                .map(column -> get(locale, "column." + column))
                .toList();
        var rows = sheet.lines().stream()
                .map(line -> {
                    var share = new cn.mingbai.core.figures.Share(line.count(), line.of());
                    return List.<Object>of(
                            item(line.item(), locale),
                            line.asked().in(locale),
                            line.found().in(locale),
                            line.count(),
                            line.of(),
                            share.percent(),
                            verdict(line.verdict(), locale),
                            line.why().in(locale));
                })
                .toList();
        return SheetWriter.xlsx(
                get(locale, "title"), new SheetTable(title(sheet, locale), headings, List.copyOf(rows), footer));
    }

    String item(AcceptanceItem item, Locale locale) {
        return get(locale, "item." + item);
    }

    String verdict(AcceptanceVerdict verdict, Locale locale) {
        return get(locale, "verdict." + verdict);
    }

    private String get(Locale locale, String key, Object... arguments) {
        return texts.get(locale, "district.acceptance." + key, arguments);
    }
}
