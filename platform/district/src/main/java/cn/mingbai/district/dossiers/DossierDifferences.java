package cn.mingbai.district.dossiers;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.district.inspections.InspectionDirectory;
import cn.mingbai.district.snapshots.OutreachDifference;
import cn.mingbai.district.snapshots.OutreachDifference.Cause;
import cn.mingbai.district.snapshots.OutreachDifference.Counted;
import cn.mingbai.district.snapshots.OutreachSnapshots;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.households.coverage.VillageCoverage;
import cn.mingbai.print.Report;
import cn.mingbai.print.Report.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * 差异说明: where two numbers of a unit that look alike differ, and why, in Chinese like every official paper: the ledger and
 * the outside count, the figures shown and those counted anew, what is reported and what inspectors found, the last sealed
 * report and the one before it, and what still waits to be decided.
 */
@Component
class DossierDifferences {

    private static final Locale LOCALE = Locale.SIMPLIFIED_CHINESE;
    private static final List<Counted> SHOWN = List.of(Counted.LEDGER, Counted.DUE, Counted.REACHED, Counted.NAMED);

    private final CoverageDirectory directory;
    private final Coverage coverage;
    private final InspectionDirectory inspections;
    private final OutreachSnapshots snapshots;
    private final CampaignDirectory campaigns;
    private final Access access;
    private final Approvals approvals;
    private final Texts texts;

    DossierDifferences(
            CoverageDirectory directory,
            Coverage coverage,
            InspectionDirectory inspections,
            OutreachSnapshots snapshots,
            CampaignDirectory campaigns,
            Access access,
            Approvals approvals,
            Texts texts) {
        this.directory = directory;
        this.coverage = coverage;
        this.inspections = inspections;
        this.snapshots = snapshots;
        this.campaigns = campaigns;
        this.access = access;
        this.approvals = approvals;
        this.texts = texts;
    }

    /** The paper of a dossier's unit. */
    byte[] pdf(Dossier dossier) {
        var asOf = DossierParts.asOf(dossier);
        var villages = directory.of(dossier.unit(), asOf);
        var tables = new ArrayList<Report.Table>();
        var notes = new ArrayList<String>();
        tables.add(control(villages));
        tables.add(recount(villages, asOf));
        tables.add(excluded(villages));
        var campaign = campaigns.covering(dossier.unit(), dossier.day());
        campaign.flatMap(running -> inspected(dossier, running, asOf))
                .ifPresentOrElse(tables::add, () -> notes.add(word("no-inspection")));
        campaign.flatMap(running -> sealed(dossier, running))
                .ifPresentOrElse(tables::add, () -> notes.add(word("no-sealed")));
        notes.add(texts.get(
                LOCALE, "district.dossier.difference.waiting", approvals.waiting(dossier.unit(), dossier.day())));
        notes.add(word("note"));
        notes.add(texts.get(LOCALE, "core.export.signatures", dossier.unitName()));
        return DossierPaper.of(new Report(
                texts.get(LOCALE, "district.dossier.difference.title", dossier.unitName()),
                List.of(texts.get(
                        LOCALE,
                        "district.dossier.difference.lead",
                        dossier.day(),
                        SealWords.moment(dossier.orderedAt()))),
                tables,
                notes,
                DossierPaper.proof(texts, dossier),
                texts.get(LOCALE, "core.sealing.paper.page"),
                ""));
    }

    /** 对照户数 and ledger, village by village. */
    private Report.Table control(List<VillageCoverage> villages) {
        var rows = villages.stream()
                .map(village -> {
                    var control = village.control();
                    var ledger = village.figures().ledger();
                    var none = control.villagesWithout() > 0;
                    return List.of(
                            village.village().name(),
                            none ? "" : String.valueOf(control.total()),
                            String.valueOf(ledger),
                            none ? "" : signed(control.gap()),
                            none
                                    ? word("control-none")
                                    : control.gap() == 0
                                            ? word("agrees")
                                            : word(control.gap() > 0 ? "control-more" : "control-less"));
                })
                .toList();
        return new Report.Table(
                word("control"),
                List.of(
                        Column.text(word("village"), 3),
                        Column.number(texts.get(LOCALE, "district.snapshot.column.control"), 1.4f),
                        Column.number(texts.get(LOCALE, "district.snapshot.column.ledger"), 1.4f),
                        Column.number(word("gap"), 1.2f),
                        Column.text(word("why"), 5)),
                orNone(rows, 5));
    }

    /** The figures shown and those counted door by door. */
    private Report.Table recount(List<VillageCoverage> villages, AsOf asOf) {
        var rows = new ArrayList<List<String>>();
        for (var village : villages) {
            var recount = coverage.recount(village.village().id(), asOf);
            rows.add(List.of(
                    village.village().name(),
                    fraction(recount.stored()),
                    fraction(recount.counted()),
                    word(recount.agrees() ? "agrees" : "recount-differs")));
        }
        return new Report.Table(
                word("recount"),
                List.of(
                        Column.text(word("village"), 3),
                        Column.number(word("shown"), 2),
                        Column.number(word("counted"), 2),
                        Column.text(word("why"), 5)),
                orNone(rows, 4));
    }

    private static String fraction(Figures figures) {
        return figures.reached().fraction();
    }

    /** Which households are not due, and why. */
    private Report.Table excluded(List<VillageCoverage> villages) {
        var rows = villages.stream()
                .map(village -> List.of(
                        village.village().name(),
                        String.valueOf(village.figures().ledger()),
                        String.valueOf(village.figures().due()),
                        village.figures().excluded().entrySet().stream()
                                .map(entry -> texts.get(
                                        LOCALE,
                                        "district.snapshot.paper.part",
                                        texts.get(LOCALE, "households.excluded." + entry.getKey()),
                                        entry.getValue()))
                                .collect(Collectors.joining(texts.get(LOCALE, "district.bulletin.comma")))))
                .toList();
        return new Report.Table(
                word("excluded"),
                List.of(
                        Column.text(word("village"), 3),
                        Column.number(texts.get(LOCALE, "district.snapshot.column.ledger"), 1.4f),
                        Column.number(texts.get(LOCALE, "district.snapshot.column.due"), 1.4f),
                        Column.text(word("not-due"), 6)),
                orNone(rows, 4));
    }

    /** What was reported as reached and what inspectors found of it. */
    private Optional<Report.Table> inspected(Dossier dossier, Campaign campaign, AsOf asOf) {
        var outcomes = inspections.results(
                dossier.unit(), campaign.from(), dossier.day().plusDays(1), asOf.knownBefore());
        if (outcomes.isEmpty()) {
            return Optional.empty();
        }
        var rows = outcomes.stream()
                .map(outcome -> {
                    var tally = outcome.tally();
                    return List.of(
                            outcome.inspection().day() + " "
                                    + outcome.inspection().title(),
                            String.valueOf(tally.drawn()),
                            String.valueOf(tally.verified()),
                            String.valueOf(tally.missed()),
                            String.valueOf(tally.refused() + tally.notFound()),
                            String.valueOf(tally.open()),
                            tally.problems().of() == 0
                                    ? ""
                                    : tally.problems().count() + "/"
                                            + tally.problems().of(),
                            String.valueOf(tally.unlisted()));
                })
                .toList();
        return Optional.of(new Report.Table(
                word("inspected"),
                List.of(
                        Column.text(word("inspection"), 4),
                        Column.number(word("drawn"), 1),
                        Column.number(word("verified"), 1.2f),
                        Column.number(word("missed"), 1.2f),
                        Column.number(word("unseen"), 1.6f),
                        Column.number(word("open"), 1),
                        Column.number(word("problems"), 1.6f),
                        Column.number(word("unlisted"), 1.4f)),
                rows));
    }

    /** Why the newest sealed report differs from the one before it, at this unit. */
    private Optional<Report.Table> sealed(Dossier dossier, Campaign campaign) {
        if (!access.may(Action.VIEW_SNAPSHOTS)) {
            return Optional.empty();
        }
        return snapshots.list().stream()
                .filter(report ->
                        report.campaign().equals(campaign.id()) && !report.day().isAfter(dossier.day()))
                .findFirst()
                .flatMap(newest -> {
                    try {
                        return Optional.of(snapshots.compare(
                                newest.id(),
                                Optional.empty(),
                                Optional.of(dossier.unit().value())));
                    } catch (NotFound nothingBefore) {
                        return Optional.empty();
                    }
                })
                .map(compared -> sealed(compared, compared.difference()));
    }

    private Report.Table sealed(OutreachSnapshots.Compared compared, OutreachDifference difference) {
        var rows = new ArrayList<List<String>>();
        for (var cause : Cause.values()) {
            var doors = difference.changes().stream()
                    .filter(change -> change.cause() == cause)
                    .count();
            if (doors > 0) {
                var row = new ArrayList<String>();
                row.add(texts.get(LOCALE, "district.difference.cause." + cause));
                row.add(String.valueOf(doors));
                SHOWN.forEach(
                        counted -> row.add(signed(difference.effects(counted).getOrDefault(cause, 0))));
                rows.add(row);
            }
        }
        var total = new ArrayList<String>();
        total.add(texts.get(LOCALE, "district.difference.total"));
        total.add(String.valueOf(difference.changes().size()));
        SHOWN.forEach(counted -> total.add(signed(difference.difference(counted))));
        rows.add(total);
        var columns = new ArrayList<Column>();
        columns.add(Column.text(texts.get(LOCALE, "core.sealing.difference.cause"), 3));
        columns.add(Column.number(texts.get(LOCALE, "district.difference.doors"), 1.5f));
        SHOWN.forEach(counted ->
                columns.add(Column.number(texts.get(LOCALE, "district.difference.counted." + counted), 1.5f)));
        return new Report.Table(
                texts.get(
                        LOCALE,
                        "district.dossier.difference.sealed",
                        compared.later().head().day(),
                        compared.later().head().number(),
                        compared.earlier().head().day(),
                        compared.earlier().head().number()),
                columns,
                rows);
    }

    private List<List<String>> orNone(List<List<String>> rows, int columns) {
        if (!rows.isEmpty()) {
            return rows;
        }
        var row = new ArrayList<String>();
        row.add(word("no-village"));
        while (row.size() < columns) {
            row.add("");
        }
        return List.of(row);
    }

    private static String signed(long number) {
        return number > 0 ? "+" + number : number < 0 ? "−" + -number : "0";
    }

    private String word(String key) {
        return texts.get(LOCALE, "district.dossier.difference." + key);
    }
}
